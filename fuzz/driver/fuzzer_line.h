// FuzzerLine: parses a line of libFuzzer's output.
//
//   #216	NEW    cov: 6 ft: 7 corp: 2/7b lim: 6 exec/s: 0 rss: 32Mb L: 6/6 MS: 4 ShuffleBytes-...
//   Running: corpus/frame/two_u16
//   artifact_prefix='a/'; Test unit written to a/crash-b47ddf
//   Base64: Y2FuYXJ5
//   stat::number_of_executed_units: 921
#ifndef ASMTP_FUZZ_DRIVER_FUZZER_LINE_H_
#define ASMTP_FUZZ_DRIVER_FUZZER_LINE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace asmtp::fuzz {

struct FuzzerStatus {
  uint64_t executions = 0;
  uint64_t coverage = 0;  // edges
  uint64_t features = 0;
  uint64_t inputs = 0;  // in the corpus, in memory
  uint64_t rss_mb = 0;

  friend bool operator==(const FuzzerStatus&, const FuzzerStatus&) = default;
};

// Returns the figures of a line that begins with "#", or nothing.
std::optional<FuzzerStatus> ReadStatus(std::string_view line);

// Returns the number after "stat::NAME:", or nothing.
std::optional<uint64_t> ReadFinalStat(std::string_view line, std::string_view name);

// Returns the path after "Test unit written to ", or nothing.
std::optional<std::string> ReadArtifact(std::string_view line);

// Returns the bytes after "Base64: ", or nothing.
std::optional<std::string> ReadBase64(std::string_view line);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FUZZER_LINE_H_
