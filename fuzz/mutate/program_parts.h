// ProgramParts: generates actions, each with a useful payload for its op.
//
//   ProgramParts parts(bytes);
//   parts.MakeAction()                  any op
//   parts.MakeScene()                   a few related actions
#ifndef ASMTP_FUZZ_MUTATE_PROGRAM_PARTS_H_
#define ASMTP_FUZZ_MUTATE_PROGRAM_PARTS_H_

#include <vector>

#include "fuzz/mutate/byte_mutator.h"
#include "fuzz/program/program.h"

namespace asmtp::fuzz {

class ProgramParts {
 public:
  explicit ProgramParts(ByteMutator& bytes) : bytes_(bytes) {}

  // A known op.
  Op MakeOp();
  // A direction, and an index that is usually small.
  uint8_t MakeWhere();
  Bytes MakePayload(Op op);
  Action MakeAction() { return MakeAction(MakeOp()); }
  Action MakeAction(Op op) { return {.op = op, .where = MakeWhere(), .payload = MakePayload(op)}; }
  // One whole attack: a frame is sent, changed and delivered.
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
