// Campaign: one target from its old crashes to its merged corpus.
//
//   replay      corpus/regressions/T, out/fuzz/T/findings, the seeds: what fails already
//   fuzz        workers, until the time is over; each starts again after a crash
//   triage      each crash run 10 times more, sorted by cause, the smallest of each made smaller
//   merge       the set cover of what was found becomes out/fuzz/T/corpus
//
// Nothing is written to the tree: all of it goes to
//
//   out/fuzz/T/corpus/            inputs, named by their SHA-1
//             findings/CAUSE/     input, report.txt
//             artifacts/          as libFuzzer wrote them
//             work/               temporary
#ifndef ASMTP_FUZZ_DRIVER_CAMPAIGN_H_
#define ASMTP_FUZZ_DRIVER_CAMPAIGN_H_

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>

#include "fuzz/driver/fuzz_report.h"
#include "fuzz/driver/inputs.h"
#include "fuzz/driver/target_table.h"
#include "fuzz/driver/triage.h"

namespace asmtp::fuzz {

struct CampaignOptions {
  std::filesystem::path root;              // of the tree
  std::filesystem::path binaries;          // folder of the targets
  std::filesystem::path out;               // out/fuzz
  std::chrono::milliseconds time{60'000};  // of fuzzing
  unsigned workers = 1;
  uint64_t seed = 1;
  unsigned timeout_seconds = 10;
  unsigned rss_limit_mb = 2048;
  std::chrono::seconds grace{10};
  MinimiseLimits minimise;  // of each cause
  std::chrono::seconds merge_time{60};
  unsigned repeats = 10;
  std::string program = "asmtp-fuzz";  // as it is called, for `reproduce`
  std::vector<std::string> fuzzer_arguments;
};

// What a campaign is doing, for those who watch.
struct CampaignState {
  std::string step;  // "", "replay", "fuzz", "triage", "merge", "done"
  TargetReport report;
};

class Campaign {
 public:
  Campaign(Target target, const CampaignOptions& options);

  // Does all of it. Never throws because of the target, the corpus or the disk: what could not be
  // done is among the report's problems.
  void Run();

  // A copy, at any time and from any thread.
  CampaignState State() const;
  const std::string& name() const { return target_.name; }

 private:
  void SetStep(std::string step);
  void AddProblem(std::string sentence);
  void AddNote(std::string sentence);

  bool Prepare();
  void Replay();
  void Fuzz();
  void Triage();
  void Merge();

  Target target_;
  CampaignOptions options_;
  TargetSetup setup_;
  std::filesystem::path folder_;  // out/fuzz/T

  mutable std::mutex mutex_;
  CampaignState state_;
  Inputs seeds_;                   // that do not fail
  std::vector<Finding> failures_;  // not yet sorted by cause
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_CAMPAIGN_H_
