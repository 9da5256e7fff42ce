#include "conformance/play/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "conformance/play/outcome.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kShownBytes = 30;

}  // namespace

ByteArray<4> Fingerprint(FixedView<kAeadKeySize> key) {
  const Hash512 hash = Blake2b512({key});
  ByteArray<4> first;
  std::ranges::copy_n(hash.begin(), first.size(), first.begin());
  return first;
}

TraceBytes ForTrace(ByteView bytes, size_t kept_max) {
  const ByteView first = bytes.first(std::min(bytes.size(), kept_max));
  return {.first = Bytes(first.begin(), first.end()), .size = bytes.size()};
}

std::string ShortHex(const TraceBytes& bytes, size_t most) {
  if (bytes.IsWhole()) return ShortHex(ByteView(bytes.first), most);
  return fmt::format("{}.. ({} bytes)", ToHex(ByteView(bytes.first).first(most)), bytes.size);
}

std::string_view Name(TraceEvent::Kind kind) {
  static constexpr std::array<std::string_view, 3> kNames = {"note", "sent", "received"};
  return kNames[static_cast<size_t>(kind)];
}

std::vector<std::string> LinesOf(const TraceEvent& event) {
  std::vector<std::string> lines = {event.text};
  if (event.kind != TraceEvent::Kind::kSent) return lines;
  if (event.plaintext.size != 0) {
    lines.push_back("     plain " + ShortHex(event.plaintext, kShownBytes));
  }
  lines.push_back("     wire  " + ShortHex(event.wire, kShownBytes));
  return lines;
}

}  // namespace asmtp::conformance
