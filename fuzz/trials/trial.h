// Trial: one planted bug, one seed, one arm: a fuzzer that starts from the corpus in the tree and
// an empty folder of its own, and runs until it fails or its budget of processor time is spent. Or
// the target without a bug, which has to survive.
//
//   const auto result = RunTrial(folders, {.bug = bug, .arm = arm, .seed = 1});
//   result->outcome                       kFound: it has broken what the bug breaks
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
  bool is_control = false;  // of bug.target as it is; any failure is a surprise

  // "rekey-resets-nonce.full.1": of its folder, and for people.
  std::string Name() const;
};

// The trial in which a target without a bug has to survive for `budget` seconds.
Trial ControlTrial(const std::string& target, unsigned budget, const Arm& arm, uint64_t seed);

enum class Outcome : uint8_t {
  kFound,
  kSurprise,  // it failed in another way
  kCensored,  // the budget was spent
  kProblem,   // it could not be tried
};
std::string_view Name(Outcome outcome);

// What a trial that did not find its bug was short of.
enum class Gap : uint8_t {
  kNone,     // it was found
  kMutator,  // no input came to the bug
  kData,     // and none had what makes it do something wrong
  kOracle,   // it did something wrong, and nobody saw it
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
  bool by_corpus = false;  // by an input that the trial has begun with
  std::string signature;   // of what failed, or ""
  std::string input;       // of a surprise: where it is kept
  std::string problem;     // or ""

  Gap WhatWasMissing() const;
  // "found"; of a target without a bug "survived".
  std::string_view Came() const;
};

struct TrialFolders {
  std::filesystem::path binaries;  // TARGET, planted/BUG
  std::filesystem::path out;       // out/trials

  std::filesystem::path work() const { return out / "work"; }
  std::filesystem::path seeds(const std::string& target) const { return work() / "seeds" / target; }
};

// Copies the corpus of a target in the tree to where its trials begin. Returns "" or what went
// wrong.
std::string StageCorpus(const TrialFolders& folders, const std::filesystem::path& root,
                        const Target& target);

// Returns nothing where Ctrl-C ended it. Leaves nothing but the input of a surprise.
std::optional<TrialResult> RunTrial(const TrialFolders& folders, const Trial& trial);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_TRIAL_H_
