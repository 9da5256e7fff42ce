// DueText: what an implementation owes, in words and as the steps of a case.
//
//   AboutDue(due)                                   "gossip", "truncated"
//   StepsOf(due, "r1", false, true)                 "r1: recv msg topic\n  plain = 02...\n"
#ifndef ASMTP_FUZZ_WIRE_DUE_TEXT_H_
#define ASMTP_FUZZ_WIRE_DUE_TEXT_H_

#include <string>

#include "fuzz/wire/iut_model.h"

namespace asmtp::fuzz::wire {

// What it is about: the type of a message, or why SPEC.md asks for an end.
std::string AboutDue(const Due& due);
// The same of a plaintext that is no message: type and reason.
std::string AboutOpen(const Due& due);

// Steps that pass where the implementation does what is due. `may_close`: or ends the session;
// `knows_messages`: it is said to decode what it answers to.
std::string StepsOf(const Due& due, const std::string& label, bool may_close, bool knows_messages);

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_DUE_TEXT_H_
