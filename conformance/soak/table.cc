#include "conformance/soak/table.h"

#include <fmt/format.h>

namespace asmtp::soak {
namespace {

constexpr double kMilliseconds = 1000;

std::string Three(const Percentiles& times) {
  return fmt::format("{:8.1f} {:8.1f} {:8.1f}", times.At(0.5) * kMilliseconds,
                     times.At(0.99) * kMilliseconds, times.At(1) * kMilliseconds);
}

}  // namespace

std::string TableOf(const std::vector<Phase>& phases) {
  std::string table =
      fmt::format("{:8} {:>26} {:>26} {:>9} {:>10} {:>6} {:>6}\n", "phase", "echo p50, p99, max ms",
                  "handshake p50, p99, max ms", "failures", "half-open", "MiB", "files");
  for (const Phase& phase : phases) {
    table += fmt::format("{:8} {} {} {:9} {:10} {:6} {:6}\n", phase.name, Three(phase.echo),
                         Three(phase.handshake), phase.failures, phase.half_open,
                         phase.memory >> 20, phase.files);
  }
  return table;
}

std::vector<std::string> Exceeded(const Phase& phase) {
  std::vector<std::string> exceeded;
  const auto check = [&](bool holds, const std::string& sentence) {
    if (!holds) exceeded.push_back(phase.name + ": " + sentence);
  };
  check(phase.echo.count() > 0 && phase.handshake.count() > 0, "no good client was served");
  check(phase.failures == 0, fmt::format("{} failures of good clients", phase.failures));
  check(phase.echo.At(0.99) < kEchoLimit, "the 99th percentile of the echoes is 50 ms or more");
  check(phase.handshake.At(1) < kHandshakeLimit, "a handshake took 1 s or more");
  check(phase.memory > 0 && phase.memory < kMemoryLimit,
        "the endpoint has 512 MiB or more, or has ended");
  return exceeded;
}

}  // namespace asmtp::soak
