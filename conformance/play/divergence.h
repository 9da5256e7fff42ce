// Divergence: why bytes of the IUT do not verify. The session is recomputed offline with one
// hypothetical mistake after the other, then with pairs. A mistake that makes the bytes verify
// explains them, because no other key, nonce or hash does.
//
//   Explain(evidence)->hypothesis          "no-rekey"
//   Explain(evidence)->sentence            "the frame verifies if the sender does NOT rekey ..."
//
// An IUT that closes on valid bytes has sent none; suite/probe.h finds its mistake instead.
#ifndef ASMTP_CONFORMANCE_PLAY_DIVERGENCE_H_
#define ASMTP_CONFORMANCE_PLAY_DIVERGENCE_H_

#include <optional>
#include <string>

#include "conformance/play/evidence.h"

namespace asmtp::conformance {

struct Explanation {
  std::string hypothesis;  // id; "a+b" for a pair, "a|b" if the bytes fit either; "" for a hint
  std::string sentence;    // for people, with clauses
};

// Returns the hypothesis that explains the bytes. Returns nothing rather than a guess.
std::optional<Explanation> Explain(const Evidence& evidence);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_DIVERGENCE_H_
