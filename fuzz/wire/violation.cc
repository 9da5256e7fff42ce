#include "fuzz/wire/violation.h"

#include <fmt/format.h>

#include <regex>

namespace asmtp::fuzz::wire {

std::string_view Name(Oracle oracle) {
  switch (oracle) {
    case Oracle::kCrash:
      return "crash";
    case Oracle::kHang:
      return "hang";
    case Oracle::kStaysOpen:
      return "stays-open";
    case Oracle::kTakes:
      return "takes";
    case Oracle::kCloses:
      return "closes";
    case Oracle::kOtherAnswer:
      return "other-answer";
    case Oracle::kRepeats:
      return "repeats";
    case Oracle::kGrowth:
      return "growth";
    case Oracle::kDisagreement:
      return "disagreement";
  }
  return "";
}

std::string Violation::Cause() const { return fmt::format("{} {}", Name(oracle), about); }

std::string Normalised(std::string_view line) {
  // Processes and threads: "==123==", "(123)", "thread 'main'"; addresses; times; source folders of
  // package managers.
  static const std::regex kVarying(
      R"(==\d+==\s*|\s*\(\d+\)|thread '[^']*'\s*|0x[0-9a-fA-F]+|\d+:\d+:\d+(\.\d+)?)"
      R"(|127\.0\.0\.1:\d+|/\S*/registry/src/[^/]*/|/\S*/pkg/mod/)");
  const std::string text = std::regex_replace(std::string(line), kVarying, "");
  const size_t begin = text.find_first_not_of(' ');
  return begin == text.npos ? "" : text.substr(begin);
}

}  // namespace asmtp::fuzz::wire
