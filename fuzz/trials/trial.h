// Trial: one planted bug, one seed, one arm. A fuzzer starts from the corpus in the tree and an
// empty folder and runs until it fails or has used up its budget of processor time. A control trial
// runs the target without a bug, which must survive.
//
//   const auto result = RunTrial(folders, {.bug = bug, .arm = arm, .seed = 1});
//   result->outcome                       kFound: it failed the way the bug fails
#ifndef ASMTP_FUZZ_TRIALS_TRIAL_H_
#define ASMTP_FUZZ_TRIALS_TRIAL_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/driver/target_table.h"
#include "fuzz/planted/table.h"
#include "fuzz/trials/arm.h"

namespace asmtp::fuzz {

struct Trial {
  PlantedBug bug;
  Arm arm;
  uint64_t seed = 1;
  bool is_control = false;  // of bug.target without the bug; any failure is a surprise

  // Returns "rekey-resets-nonce.full.1", which also names its folder.
  std::string Name() const;
};

// Returns the trial in which a target without a bug must survive for `budget` seconds.
Trial ControlTrial(const std::string& target, unsigned budget, const Arm& arm, uint64_t seed);

enum class Outcome : uint8_t {
  kFound,
  kSurprise,  // it failed in another way
  kCensored,  // the budget was used up
  kProblem,   // it could not run
};
std::string_view Name(Outcome outcome);

// Why a trial did not find its bug.
enum class Gap : uint8_t {
  kNone,     // it was found
  kMutator,  // no input reached the bug
  kData,     // none of those triggered it
  kOracle,   // it was triggered, and no oracle detected it
};
std::string_view Name(Gap gap);

struct TrialResult {
  Trial trial;
  Outcome outcome = Outcome::kProblem;
  double cpu = 0;  // seconds of processor time
  uint64_t executions = 0;
  // Milliseconds of processor time (fuzz/planted/mark.h).
  std::optional<uint64_t> reached_ms;
  std::optional<uint64_t> triggered_ms;
  bool by_corpus = false;  // found by an input of the initial corpus
  std::string signature;   // of the failure, or ""
  std::string input;       // path of the input of a surprise
  std::string problem;     // or ""

  Gap WhatWasMissing() const;
  // Returns the outcome as in "found", or "survived" for a target without a bug.
  std::string_view OutcomeName() const;
};

struct TrialFolders {
  std::filesystem::path binaries;  // TARGET, planted/BUG
  std::filesystem::path out;       // out/trials

  std::filesystem::path work() const { return out / "work"; }
  std::filesystem::path seeds(const std::string& target) const { return work() / "seeds" / target; }
};

// Copies the corpus of a target from the tree to the start folder of its trials. Returns "" or what
// went wrong.
std::string StageCorpus(const TrialFolders& folders, const std::filesystem::path& root,
                        const Target& target);

// Returns nothing if Ctrl-C stopped it. Leaves no files except the input of a surprise.
std::optional<TrialResult> RunTrial(const TrialFolders& folders, const Trial& trial);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_TRIAL_H_
