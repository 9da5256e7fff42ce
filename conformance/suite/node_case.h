// NodeCase: a case as it is played against a node: an IUT that performs handshakes, echoes nothing,
// and may send frames of its own accord (tier T0).
//
//   const NodeCase node = ForNode(one_case, set);
//   node.why_not                    "" if the play decides the case
//   node.played.steps               what is played; empty if nothing is
//
// Without an echo, only a close is visible. The derived case shows by it:
//
//   a case with a fault       ... send | stays open? | send the fault | closes?
//   a case without a fault    ... send | send | send the first again | stays open? | forge | closes?
//
// Echoes are not awaited. If the IUT may close or echo, only a close decides the case:
//
//   a close or an echo        ... | stays open? | send the plaintext | closes?      judged if it does
//
// A case that only an echo decides is played with every ending allowed, so that a crash shows.
#ifndef ASMTP_CONFORMANCE_SUITE_NODE_CASE_H_
#define ASMTP_CONFORMANCE_SUITE_NODE_CASE_H_

#include <string>

#include "conformance/transcript/case.h"

namespace asmtp::conformance {

struct NodeCase {
  enum class Judged : uint8_t {
    kAlways,
    kIfItCloses,  // an IUT that stays open gets UNSUPPORTED
    kNever,       // at most, it crashes
  };
  Case played;
  Judged judged = Judged::kAlways;
  std::string why_not;    // why the case is not judged, if it is not
  bool compares = false;  // a close fails it, because the IUT stays open in its control

  bool IsPlayed() const { return !played.steps.empty(); }
  bool IsNeverJudged() const { return judged == Judged::kNever; }
};

// Why a node that closes in a control shows nothing in the case.
extern const char* const kEndsItself;

// `set` contains the controls of the case. A case of tier T0 is played as it is.
NodeCase ForNode(const Case& one_case, const CaseSet& set);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_NODE_CASE_H_
