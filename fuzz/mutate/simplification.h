// Simplification: every way to simplify a program a little: remove actions, shorten a payload,
// reduce numbers. Minimises failing programs.
//
//   for (const Simplification& step : SimplificationsOf(program)) {
//     if (StillFails(Simplified(program, step))) ...
//   }
//
// Each one makes the encoding shorter, or equally long and closer to zeros, so repeated
// simplification ends.
#ifndef ASMTP_FUZZ_MUTATE_SIMPLIFICATION_H_
#define ASMTP_FUZZ_MUTATE_SIMPLIFICATION_H_

#include <vector>

#include "fuzz/program/program.h"

namespace asmtp::fuzz {

struct Simplification {
  enum class Kind : uint8_t {
    kDeleteActions,  // [index, index + size)
    kKeepFront,      // of the payload of action `index`: `size` bytes
    kKeepBack,
    kZeroPayload,
    kZeroByte,  // byte `size` of the payload
    kFirstPlace,
    kNoFlag,  // bit `index`
    kKeysZero,
    kKeysHalf,
    kLimitZero,
    kLimitHalf,
  };
  Kind kind;
  size_t index = 0;
  size_t size = 0;

  // Whether the step makes the encoding shorter.
  bool shortens() const { return kind <= Kind::kKeepBack; }
};

// Returns all steps, large ones first.
std::vector<Simplification> SimplificationsOf(const Program& program);

// `step` must be one of SimplificationsOf(program).
Program Simplified(Program program, const Simplification& step);

size_t EncodedSize(const Program& program);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_SIMPLIFICATION_H_
