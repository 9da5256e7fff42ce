// Divergence: why bytes of the IUT do not verify. The session is worked out again offline with one
// wrong hypothesis after the other, then with two at once; one that makes the bytes verify explains
// them, since no other key, nonce or hash does.
//
//   Explain(evidence)->hypothesis          "no-rekey"
//   Explain(evidence)->sentence            "the frame verifies if the sender does NOT rekey ..."
//
// An IUT that closes on what is right has shown no bytes: suite/probe.h speaks to it otherwise.
#ifndef ASMTP_CONFORMANCE_PLAY_DIVERGENCE_H_
#define ASMTP_CONFORMANCE_PLAY_DIVERGENCE_H_

#include <optional>
#include <string>

#include "conformance/play/evidence.h"

namespace asmtp::conformance {

struct Explanation {
  std::string hypothesis;  // its id; "a+b" for two at once, "a|b" where the bytes fit either
  std::string sentence;    // for people, clauses included
};

// Returns the hypothesis that explains the bytes, or nothing: no explanation rather than a guess.
std::optional<Explanation> Explain(const Evidence& evidence);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_DIVERGENCE_H_
