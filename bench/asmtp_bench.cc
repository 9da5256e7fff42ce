// asmtp_bench: every benchmark beside its floor, as a table. Takes Google Benchmark's options; with
// --benchmark_format it prints as that says instead.
//
// Exit status: 0 all measured, 1 one failed, 2 usage, or a filter that selects nothing.
#include <algorithm>
#include <string_view>

#include "bench/benchmarks.h"
#include "bench/table.h"

namespace asmtp::bench {
namespace {

// Whether one of the arguments chooses a format; Google Benchmark takes it away when it reads it.
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
  if (selected == 0) return 2;  // Google Benchmark has said so
  return table.failed() ? 1 : 0;
}

}  // namespace
}  // namespace asmtp::bench

int main(int argc, char** argv) { return asmtp::bench::Main(argc, argv); }
