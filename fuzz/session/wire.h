// Wire: what both directions carry, in the hands of an attacker: frames that wait to be delivered,
// and those that have ever been sent.
//
//   wire.Send(0, frame);
//   wire.Flip(action);
//   wire.TakeAll(0)                         what waits, one after the other
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
  // A frame of an end: it waits, and is remembered.
  void Send(size_t direction, model::Bytes frame);
  // Bytes of the attacker: they wait.
  void Inject(size_t direction, model::Bytes bytes);
  // Does what the action says to what waits. Returns whether it is about that.
  bool Tamper(const Action& action);

  model::Bytes TakeFirst(size_t direction);
  model::Bytes TakeAll(size_t direction);
  // Every frame that an end has sent, and whether what waited was always delivered as it was sent.
  const std::vector<model::Bytes>& sent(size_t direction) const { return sent_[direction]; }

 private:
  void TamperWith(const Action& action, model::Bytes& frame) const;
  void Again(size_t from, const Action& action);

  std::array<std::deque<model::Bytes>, 2> waiting_;
  std::array<std::vector<model::Bytes>, 2> sent_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_WIRE_H_
