#include "fuzz/session/old_keys.h"

#include <algorithm>
#include <cstring>

namespace asmtp::fuzz {
namespace {

// A part of this size counts as the whole key, to detect a wipe of only a part.
constexpr size_t kPartSize = 16;

bool Holds(model::View memory, model::View key) {
  for (; key.size() >= kPartSize; key = key.subspan(kPartSize)) {
    if (::memmem(memory.data(), memory.size(), key.data(), kPartSize) != nullptr) return true;
  }
  return false;
}

}  // namespace

bool OldKeys::AreGone(model::View memory, const model::ModelSession& after) const {
  const std::vector<model::Bytes> held = after.Secrets();
  return std::ranges::none_of(before_, [&](const model::Bytes& key) {
    return std::ranges::find(held, key) == held.end() && Holds(memory, key);
  });
}

}  // namespace asmtp::fuzz
