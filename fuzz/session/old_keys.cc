#include "fuzz/session/old_keys.h"

#include <algorithm>
#include <cstring>

namespace asmtp::fuzz {
namespace {

// The secrets of a session as it is now.
std::vector<model::Bytes> Held(const model::SessionKeys& keys, const model::Session& session) {
  if (session.is_open()) return {session.sender().k, session.receiver().k};
  if (session.is_closed()) return {};
  return {keys.s, keys.e};
}

bool IsZero(const model::Bytes& key) {
  return std::ranges::all_of(key, [](uint8_t byte) { return byte == 0; });
}

}  // namespace

OldKeys::OldKeys(const model::SessionKeys& keys, const model::Session& before)
    : keys_(keys), before_(Held(keys, before)) {}

bool OldKeys::AreGone(model::View memory, const model::Session& after) const {
  const std::vector<model::Bytes> held = Held(keys_, after);
  return std::ranges::none_of(before_, [&](const model::Bytes& key) {
    if (IsZero(key) || std::ranges::find(held, key) != held.end()) return false;
    return ::memmem(memory.data(), memory.size(), key.data(), key.size()) != nullptr;
  });
}

}  // namespace asmtp::fuzz
