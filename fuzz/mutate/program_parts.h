// ProgramParts: actions out of nothing, each with a payload that its op can do something with.
//
//   ProgramParts parts(bytes);
//   parts.MakeAction()                  any op
//   parts.MakeScene()                   a few actions that mean something together
#ifndef ASMTP_FUZZ_MUTATE_PROGRAM_PARTS_H_
#define ASMTP_FUZZ_MUTATE_PROGRAM_PARTS_H_

#include <vector>

#include "fuzz/mutate/byte_mutator.h"
#include "fuzz/program/program.h"

namespace asmtp::fuzz {

class ProgramParts {
 public:
  explicit ProgramParts(ByteMutator& bytes) : bytes_(bytes) {}

  // One of the ops that are known.
  Op MakeOp();
  // A direction, and an index that is small most of the time.
  uint8_t MakeWhere();
  Bytes MakePayload(Op op);
  Action MakeAction() { return MakeAction(MakeOp()); }
  Action MakeAction(Op op) { return {.op = op, .where = MakeWhere(), .payload = MakePayload(op)}; }
  // One attack from beginning to end: something is sent, something is done to it, it arrives.
  std::vector<Action> MakeScene();

 private:
  Bytes MakePlaintext();
  Bytes MakeSample();
  Bytes MakePieces();
  Bytes MakeOverwrite();
  Bytes MakeForgery();
  Bytes MakeRaw();

  ByteMutator& bytes_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_PROGRAM_PARTS_H_
