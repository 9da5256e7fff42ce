// Registers the benchmarks: one function for each file.
#ifndef ASMTP_BENCH_BENCHMARKS_H_
#define ASMTP_BENCH_BENCHMARKS_H_

#include <benchmark/benchmark.h>

#include <string>
#include <utility>

namespace asmtp::bench {

void RegisterHandshake();
void RegisterSealOpen();
void RegisterDecode();
void RegisterRoundTrip();

// Registers `function` under `name`. It measures its own time.
template <class Function>
void Register(const std::string& name, Function function) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(function))->UseManualTime();
}

}  // namespace asmtp::bench

#endif  // ASMTP_BENCH_BENCHMARKS_H_
