// ProgramSource: the programs of one worker: messages of every kind, sequences of messages, and
// mutations of kept programs. All of them are determined by the seed and the kept programs.
//
//   ProgramSource source(seed);
//   Program program = source.Next();
//   ...
//   if (something_new) source.Keep(program);
//   if (somewhere_new) source.Follow(program);
#ifndef ASMTP_FUZZ_WIRE_PROGRAM_SOURCE_H_
#define ASMTP_FUZZ_WIRE_PROGRAM_SOURCE_H_

#include <deque>
#include <vector>

#include "conformance/transcript/transcript.h"
#include "fuzz/program/program.h"
#include "fuzz/wire/plaintext_mutator.h"
#include "fuzz/wire/sequences.h"

namespace asmtp::fuzz::wire {

class ProgramSource {
 public:
  explicit ProgramSource(uint64_t seed);
  ProgramSource(const ProgramSource&) = delete;
  ProgramSource& operator=(const ProgramSource&) = delete;

  Program Next();
  // Returns many messages and nothing else, for sessions that have to last.
  Program NextOfMessages();
  void Keep(Program program);
  // Keeps a program that reached new edges. Many of the next programs resemble the latest of these.
  void Follow(const Program& program);
  // The runner's next ephemeral secret.
  conformance::SecretText NextEphemeral();
  size_t kept() const { return kept_.size(); }

 private:
  static constexpr size_t kKeptMax = 1024;
  static constexpr size_t kFollowedMax = 16;
  static constexpr size_t kFollowedMost = 4;

  Program Messages();
  Program Sequence();
  Program Mutated(const Program& program);
  Program LikeFollowed();
  Program AHandshakeFrame();
  const Program& AnyKept() { return kept_[random_.Below(kept_.size())]; }

  Random random_;
  ByteMutator bytes_;
  ByteMutator engine_bytes_;  // bytes for the mutators of programs
  PlaintextMutator plaintexts_;
  Sequences sequences_;
  std::vector<Program> kept_;
  std::deque<Program> followed_;  // latest first
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_PROGRAM_SOURCE_H_
