// Campaign: fuzzes one target, from replaying its old crashes to merging its corpus.
//
//   replay      corpus/regressions/T, out/fuzz/T/findings and the seeds, for known failures
//   fuzz        workers until the time is up; each restarts after a crash
//   triage      rerun each crash 10 times, group by cause, minimise the smallest of each
//   merge       the set cover of the found inputs becomes out/fuzz/T/corpus
//
// A campaign writes nothing to the tree, only to
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
  MinimiseLimits minimise;  // per cause
  std::chrono::seconds merge_time{60};
  unsigned repeats = 10;
  std::string program = "asmtp-fuzz";  // command of this program, for `reproduce`
  std::vector<std::string> fuzzer_arguments;
};

// The progress of a campaign.
struct CampaignState {
  std::string step;  // "", "replay", "fuzz", "triage", "merge", "done"
  TargetReport report;
};

class Campaign {
 public:
  Campaign(Target target, const CampaignOptions& options);

  // Runs all steps. A failure of the target, the corpus or the disk does not throw; it becomes a
  // problem in the report.
  void Run();

  // Returns a copy of the state. Thread-safe.
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
  Inputs seeds_;                   // inputs that do not fail
  std::vector<Finding> failures_;  // not yet grouped by cause
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_CAMPAIGN_H_
