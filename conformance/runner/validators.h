// Validators: checks of option values that CLI11 does not have.
//
//   command.add_option("--timeout-scale", scale)->check(NumberIn(0.01, 1000.0));
//   command.add_option("--iut", iut)->check(NotEmpty());
#ifndef ASMTP_CONFORMANCE_RUNNER_VALIDATORS_H_
#define ASMTP_CONFORMANCE_RUNNER_VALIDATORS_H_

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <string>

namespace asmtp::conformance {

// A number from `least` to `most`. "nan" is none, which CLI::Range lets through.
inline CLI::Validator NumberIn(double least, double most) {
  return CLI::Validator(
      [=](const std::string& text) {
        double value = least - 1;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
        if (whole && value >= least && value <= most) return std::string();
        return fmt::format("'{}' is no number from {} to {}", text, least, most);
      },
      fmt::format("{}..{}", least, most));
}

inline CLI::Validator NotEmpty() {
  return CLI::Validator(
      [](const std::string& text) {
        return text.find_first_not_of(' ') == text.npos ? "it is empty; leave it out, or say what"
                                                        : "";
      },
      "");
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_VALIDATORS_H_
