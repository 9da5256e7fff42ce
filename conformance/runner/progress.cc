#include "conformance/runner/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

constexpr std::chrono::seconds kPause{5};

}  // namespace

std::function<void(const CaseResult&, size_t, size_t)> ProgressOf(bool quiet) {
  if (quiet) return nullptr;
  if (::isatty(STDERR_FILENO) == 1) {
    return [](const CaseResult& result, size_t done, size_t total) {
      const std::string text = fmt::format("{}/{}  {}", done, total, result.one_case->header.id);
      fmt::print(stderr, "\r\x1b[K{:.95}{}", text, done == total ? "\r\x1b[K" : "");
      std::fflush(stderr);
    };
  }
  return [last = Clock::now(), unexpected = size_t{0}](const CaseResult& result, size_t done,
                                                       size_t total) mutable {
    if (IsUnexpected(result.verdict())) ++unexpected;
    if (Clock::now() - last < kPause || done == total) return;
    last = Clock::now();
    Say(stderr, "asmtp-conform: {} of {} runs, {} unexpected\n", done, total, unexpected);
  };
}

}  // namespace asmtp::conformance
