#include "bench/table.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <optional>

#include "bench/pairs.h"

namespace asmtp::bench {
namespace {

using Run = benchmark::BenchmarkReporter::Run;

constexpr char kRowFormat[] = "{:<34}{:>12}{:>12}{:>8}{:>12}";

std::optional<double> CounterOf(const Run& run, const char* name) {
  const auto counter = run.counters.find(name);
  if (counter == run.counters.end()) return std::nullopt;
  return counter->second.value;
}

// Returns about three digits and a fitting unit.
std::string TimeText(std::optional<double> seconds) {
  if (!seconds) return "-";
  double value = *seconds * 1e9;
  const char* unit = "ns";
  for (const char* larger : {"us", "ms", "s"}) {
    if (value < 1000) break;
    value /= 1000;
    unit = larger;
  }
  return fmt::format("{:.{}f} {}", value, value < 10 ? 2 : value < 100 ? 1 : 0, unit);
}

std::string RateText(std::optional<double> bytes, std::optional<double> seconds) {
  if (!bytes || !seconds || *bytes <= 0) return "-";
  return fmt::format("{:.0f} MB/s", *bytes / *seconds / 1e6);
}

// Returns the name without the suffix that Google Benchmark adds for manual time.
std::string NameOf(const Run& run) {
  std::string name = run.benchmark_name();
  const std::string added = "/manual_time";
  if (const size_t at = name.find(added); at != name.npos) name.erase(at, added.size());
  return name;
}

}  // namespace

std::string RowOf(const Run& run) {
  if (run.error_occurred) return fmt::format("{:<34}failed: {}", NameOf(run), run.error_message);
  const auto ours = CounterOf(run, kOursCounter);
  const auto ratio = CounterOf(run, kRatioCounter);
  return fmt::format(
      kRowFormat, NameOf(run), TimeText(ours), TimeText(CounterOf(run, kFloorCounter)),
      ratio ? fmt::format("{:.2f}", *ratio) : "-", RateText(CounterOf(run, kBytesCounter), ours));
}

bool Table::ReportContext(const Context& context) {
  fmt::print(GetErrorStream(), "{} x {:.0f} MHz; medians; see bench/README.md\n",
             context.cpu_info.num_cpus, context.cpu_info.cycles_per_second / 1e6);
  fmt::print(GetOutputStream(), kRowFormat, "benchmark", "ours", "floor", "ratio", "rate");
  GetOutputStream() << std::endl;
  return true;
}

void Table::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    failed_ = failed_ || run.error_occurred;
    GetOutputStream() << RowOf(run) << std::endl;
  }
}

}  // namespace asmtp::bench
