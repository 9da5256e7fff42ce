// ProgramSource: the programs of one worker: messages of every kind, and the mutators' programs of
// what was worth to be kept. All of them follow from the seed and from what was kept.
//
//   ProgramSource source(seed);
//   Program program = source.Next();
//   ...
//   if (something_new) source.Keep(program);
//   if (somewhere_new) source.Follow(program);
#ifndef ASMTP_CONFORMANCE_WIREFUZZ_PROGRAM_SOURCE_H_
#define ASMTP_CONFORMANCE_WIREFUZZ_PROGRAM_SOURCE_H_

#include <deque>
#include <vector>

#include "conformance/transcript/transcript.h"
#include "conformance/wirefuzz/plaintext_mutator.h"
#include "fuzz/program/program.h"

namespace asmtp::conformance::wirefuzz {

class ProgramSource {
 public:
  explicit ProgramSource(uint64_t seed);
  ProgramSource(const ProgramSource&) = delete;
  ProgramSource& operator=(const ProgramSource&) = delete;

  fuzz::Program Next();
  void Keep(fuzz::Program program);
  // Keeps one that went where none had been; much of what comes next is like the last of these.
  void Follow(const fuzz::Program& program);
  // The runner's next ephemeral secret.
  SecretText NextEphemeral();
  size_t kept() const { return kept_.size(); }

 private:
  static constexpr size_t kKeptMax = 1024;
  static constexpr size_t kFollowedMax = 16;
  static constexpr size_t kFollowedMost = 4;

  fuzz::Program Messages();
  fuzz::Program Mutated(const fuzz::Program& program);
  fuzz::Program LikeFollowed();
  fuzz::Program AFlight();
  const fuzz::Program& AnyKept() { return kept_[random_.Below(kept_.size())]; }

  fuzz::Random random_;
  fuzz::ByteMutator bytes_;
  fuzz::ByteMutator engine_bytes_;  // of what the mutators of programs ask for
  PlaintextMutator plaintexts_;
  std::vector<fuzz::Program> kept_;
  std::deque<fuzz::Program> followed_;  // the last one first
};

}  // namespace asmtp::conformance::wirefuzz

#endif  // ASMTP_CONFORMANCE_WIREFUZZ_PROGRAM_SOURCE_H_
