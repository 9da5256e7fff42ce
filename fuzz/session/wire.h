// Wire: the two directions, under the attacker's control: waiting frames, and all frames sent so
// far.
//
//   wire.Send(0, frame);
//   wire.Flip(action);
//   wire.TakeAll(0)                         all waiting bytes in order
#ifndef ASMTP_FUZZ_SESSION_WIRE_H_
#define ASMTP_FUZZ_SESSION_WIRE_H_

#include <array>
#include <deque>
#include <vector>

#include "fuzz/model/bytes.h"
#include "fuzz/program/program.h"

namespace asmtp::fuzz {

class Wire {
 public:
  // Adds a frame of an end to the waiting and to the sent frames.
  void Send(size_t direction, model::Bytes frame);
  // Adds bytes of the attacker to the waiting frames.
  void Inject(size_t direction, model::Bytes bytes);
  // Applies the action to the waiting frames. Returns whether the action applies to them.
  bool Tamper(const Action& action);

  model::Bytes TakeFirst(size_t direction);
  model::Bytes TakeAll(size_t direction);
  // Every frame that the end writing this direction has sent.
  const std::vector<model::Bytes>& sent(size_t direction) const { return sent_[direction]; }

 private:
  void TamperWith(const Action& action, model::Bytes& frame) const;
  void Again(size_t from, const Action& action);

  std::array<std::deque<model::Bytes>, 2> waiting_;
  std::array<std::vector<model::Bytes>, 2> sent_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_WIRE_H_
