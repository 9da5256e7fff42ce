#include "fuzz/driver/fuzzer_line.h"

#include <charconv>

namespace asmtp::fuzz {
namespace {

std::optional<uint64_t> NumberAt(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc()) return std::nullopt;
  return number;
}

// Returns the number after a label, or 0 without the label.
uint64_t NumberAfter(std::string_view line, std::string_view label) {
  const size_t at = line.find(label);
  return at == line.npos ? 0 : NumberAt(line.substr(at + label.size())).value_or(0);
}

int ValueOf(char digit) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const size_t at = kDigits.find(digit);
  return at == kDigits.npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::optional<FuzzerStatus> ReadStatus(std::string_view line) {
  if (!line.starts_with('#') || line.find(" cov: ") == line.npos) return std::nullopt;
  const auto executions = NumberAt(line.substr(1));
  if (!executions) return std::nullopt;
  return FuzzerStatus{.executions = *executions,
                      .coverage = NumberAfter(line, " cov: "),
                      .features = NumberAfter(line, " ft: "),
                      .inputs = NumberAfter(line, " corp: "),
                      .rss_mb = NumberAfter(line, " rss: ")};
}

std::optional<uint64_t> ReadFinalStat(std::string_view line, std::string_view name) {
  constexpr std::string_view kMark = "stat::";
  if (!line.starts_with(kMark)) return std::nullopt;
  line.remove_prefix(kMark.size());
  if (!line.starts_with(name) || line.substr(name.size(), 1) != ":") return std::nullopt;
  return NumberAt(line.substr(name.size() + 1));
}

std::optional<std::string> ReadArtifact(std::string_view line) {
  constexpr std::string_view kMark = "Test unit written to ";
  const size_t at = line.find(kMark);
  if (at == line.npos) return std::nullopt;
  return std::string(line.substr(at + kMark.size()));
}

std::optional<std::string> ReadBase64(std::string_view line) {
  constexpr std::string_view kMark = "Base64: ";
  if (!line.starts_with(kMark)) return std::nullopt;
  std::string bytes;
  uint32_t bits = 0;
  int count = 0;
  for (const char digit : line.substr(kMark.size())) {
    if (digit == '=') break;
    if (ValueOf(digit) < 0) return std::nullopt;
    bits = bits << 6 | static_cast<uint32_t>(ValueOf(digit));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xff);
  }
  return bytes;
}

}  // namespace asmtp::fuzz
