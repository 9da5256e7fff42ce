// DueText: an expected reaction in words and as the steps of a case.
//
//   AboutDue(due)                                   "gossip", "truncated"
//   StepsOf(due, "r1", false, true)                 "r1: recv msg topic\n  plain = 02...\n"
#ifndef ASMTP_FUZZ_WIRE_DUE_TEXT_H_
#define ASMTP_FUZZ_WIRE_DUE_TEXT_H_

#include <string>

#include "fuzz/wire/iut_model.h"

namespace asmtp::fuzz::wire {

// Returns the subject: the type of a message, or why SPEC.md requires closing.
std::string AboutDue(const Due& due);
// Returns the subject of a plaintext that is not a message: type and reason.
std::string AboutOpen(const Due& due);

// Returns steps that pass if the implementation does what is due. `may_close`: it may end the
// session instead. `knows_messages`: it claims to decode what it answers.
std::string StepsOf(const Due& due, const std::string& label, bool may_close, bool knows_messages);

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_DUE_TEXT_H_
