#include "bench/table.h"

#include <gtest/gtest.h>

#include "bench/pairs.h"

namespace asmtp::bench {
namespace {

benchmark::BenchmarkReporter::Run RunOf(const std::string& name, benchmark::UserCounters counters) {
  benchmark::BenchmarkReporter::Run run;
  run.run_name.function_name = name;
  run.counters = std::move(counters);
  return run;
}

TEST(Table, RowMatchesHeader) {
  EXPECT_EQ(RowOf(RunOf("seal/64/manual_time", {{kOursCounter, 405.4e-9},
                                                {kFloorCounter, 390e-9},
                                                {kRatioCounter, 1.0389},
                                                {kBytesCounter, 64}})),
            "seal/64                                 405 ns      390 ns    1.04    158 MB/s");
}

TEST(Table, TimesHaveFittingUnits) {
  const auto time_of = [](double seconds) {
    const std::string row = RowOf(RunOf("x", {{kOursCounter, seconds}}));
    return row.substr(34, 12);
  };
  EXPECT_EQ(time_of(1.234e-9), "     1.23 ns");
  EXPECT_EQ(time_of(12.34e-6), "     12.3 us");
  EXPECT_EQ(time_of(999e-6), "      999 us");
  EXPECT_EQ(time_of(0.2), "      200 ms");
  EXPECT_EQ(time_of(2.5), "      2.50 s");
}

TEST(Table, MissingValuesAreDashes) {
  EXPECT_EQ(RowOf(RunOf("decode/Topic", {{kOursCounter, 20e-9}})),
            "decode/Topic                           20.0 ns           -       -           -");
}

TEST(Table, ReportsFailure) {
  auto run = RunOf("seal/64", {});
  run.error_occurred = true;
  run.error_message = "no";
  EXPECT_EQ(RowOf(run), "seal/64                           failed: no");
}

// Ours takes 3, 2 and 10 seconds, the floor 1. Expects medians, not means, also of the ratio.
TEST(Pairs, ReportMedians) {
  benchmark::BenchmarkReporter::Run reported;
  struct Keep : benchmark::BenchmarkReporter {
    explicit Keep(Run* run) : kept(run) {}
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override { *kept = runs.at(0); }
    Run* kept;
  } keep(&reported);
  benchmark::RegisterBenchmark("pairs",
                               [](benchmark::State& state) {
                                 Pairs pairs(state, 2);
                                 for (const double seconds : {3.0, 2.0, 10.0}) {
                                   EXPECT_TRUE(pairs.KeepRunning());
                                   pairs.Add(seconds, 1.0);
                                 }
                                 EXPECT_FALSE(pairs.KeepRunning());
                               })
      ->UseManualTime()
      ->Iterations(3);
  benchmark::RunSpecifiedBenchmarks(&keep);
  EXPECT_DOUBLE_EQ(reported.counters[kOursCounter], 1.5);
  EXPECT_DOUBLE_EQ(reported.counters[kFloorCounter], 0.5);
  EXPECT_DOUBLE_EQ(reported.counters[kRatioCounter], 3.0);
}

}  // namespace
}  // namespace asmtp::bench
