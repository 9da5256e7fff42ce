#include "conformance/vectors/verdict.h"

#include <fmt/format.h>

#include "core/testing/hex.h"

namespace asmtp::vectors {
namespace {

constexpr size_t kShownSize = 8;

// Returns the digits of a few bytes from `offset` on.
std::string Shown(ByteView bytes, size_t offset) {
  const ByteView rest = bytes.subspan(offset);
  if (rest.size() <= kShownSize) return ToHex(rest);
  return ToHex(rest.first(kShownSize)) + "...";
}

}  // namespace

Failure Compare(std::string_view what, ByteView expected, ByteView got) {
  if (expected.size() != got.size()) {
    return fmt::format("{}: expected {} bytes, found {}", what, expected.size(), got.size());
  }
  const auto difference = std::ranges::mismatch(expected, got);
  if (difference.in1 == expected.end()) return std::nullopt;
  const auto offset = static_cast<size_t>(difference.in1 - expected.begin());
  return fmt::format("{}: expected {} from byte {} on, found {}", what, Shown(expected, offset),
                     offset, Shown(got, offset));
}

Failure Compare(std::string_view what, std::string_view expected, std::string_view got) {
  if (expected == got) return std::nullopt;
  return fmt::format("{}: expected {}, found {}", what, expected, got);
}

}  // namespace asmtp::vectors
