// asmtp_bench: prints every benchmark beside its floor, as a table. Accepts Google Benchmark's
// options. With --benchmark_format, prints that format instead.
//
// Exit status: 0 success, 1 a benchmark failed, 2 usage error, or the filter matches nothing.
#include <algorithm>
#include <string_view>

#include "bench/benchmarks.h"
#include "bench/table.h"

namespace asmtp::bench {
namespace {

// Whether an argument chooses a format. Call before Initialize(), which removes the argument.
bool ChoosesFormat(int argc, char** argv) {
  return std::any_of(argv, argv + argc, [](std::string_view argument) {
    return argument.starts_with("--benchmark_format");
  });
}

int Main(int argc, char** argv) {
  const bool format_chosen = ChoosesFormat(argc, argv);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  RegisterHandshake();
  RegisterSealOpen();
  RegisterDecode();
  RegisterRoundTrip();
  Table table;
  const size_t selected = format_chosen ? benchmark::RunSpecifiedBenchmarks()
                                        : benchmark::RunSpecifiedBenchmarks(&table);
  benchmark::Shutdown();
  if (selected == 0) return 2;  // Google Benchmark has printed the error
  return table.failed() ? 1 : 0;
}

}  // namespace
}  // namespace asmtp::bench

int main(int argc, char** argv) { return asmtp::bench::Main(argc, argv); }
