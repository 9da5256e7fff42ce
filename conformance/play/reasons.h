// Reasons: the wording of verdicts in reports.
//
//   Sentence(fact, before)          "the control handshake/ok is FAIL"
//   WhatIsWrong(ruling, ": ", {"02.."})
//                                   "the two values differ: 01..; expected 02.."
#ifndef ASMTP_CONFORMANCE_PLAY_REASONS_H_
#define ASMTP_CONFORMANCE_PLAY_REASONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/play/fact.h"

namespace asmtp::conformance {

// Returns the message of the fact that decided; `before` is the earlier ruling. May be "".
std::string Sentence(const Fact& fact, const Ruling& before);

// "no response within 2.0 s (scale 1) to m1: send msg get-passport id=rep(11,16)"
std::string NoResponse(const Waited& waited);

// Returns a ruling in one line: its text, what happened, and what was allowed.
std::string WhatIsWrong(const Ruling& ruling, std::string_view between,
                        const std::vector<std::string>& allowed);

// Returns where to look if a handshake stops and no known mistake explains it.
std::string_view HandshakeHint();

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_REASONS_H_
