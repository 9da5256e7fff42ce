// Simplification: every way to make a program a little simpler: without some of its actions, with a
// shorter payload, with smaller numbers. This is how a failing program becomes a short one.
//
//   for (const Simplification& step : SimplificationsOf(program)) {
//     if (StillFails(Simplified(program, step))) ...
//   }
//
// Each one makes the encoding shorter, or as long and closer to zeros, so that taking one after the
// other ends.
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

  // Whether it makes the encoding shorter.
  bool shortens() const { return kind <= Kind::kKeepBack; }
};

// Large steps come first.
std::vector<Simplification> SimplificationsOf(const Program& program);

// `step` is one of this program's.
Program Simplified(Program program, const Simplification& step);

size_t EncodedSize(const Program& program);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_SIMPLIFICATION_H_
