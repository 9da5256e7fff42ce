// Table: prints benchmarks as rows of a table.
//
//   benchmark                              ours       floor   ratio        rate
//   seal/64                              405 ns      390 ns    1.04    158 MB/s
#ifndef ASMTP_BENCH_TABLE_H_
#define ASMTP_BENCH_TABLE_H_

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace asmtp::bench {

class Table : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;

  // Whether a benchmark failed.
  bool failed() const { return failed_; }

 private:
  bool failed_ = false;
};

// Returns a row without line end. Missing values are dashes.
std::string RowOf(const benchmark::BenchmarkReporter::Run& run);

}  // namespace asmtp::bench

#endif  // ASMTP_BENCH_TABLE_H_
