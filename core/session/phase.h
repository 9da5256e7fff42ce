// The phases of a session. A name says what has happened.
//
//   initiator:  SentInitialize ── response ──▶ Open
//   responder:  Listening ── initialize ──▶ ReceivedInitialize ── Accept() ──▶ Open
//   both:       any phase ── a failure, Refuse(), Close(), end of the stream ──▶ Closed
#ifndef ASMTP_CORE_SESSION_PHASE_H_
#define ASMTP_CORE_SESSION_PHASE_H_

#include <string_view>

#include "core/bytes/bytes.h"

namespace asmtp {

enum class Phase : uint8_t {
  kListening,           // responder: nothing has happened
  kReceivedInitialize,  // responder: the initiator is known, and waits for a decision
  kSentInitialize,      // initiator: the first frame is written
  kOpen,                // both: messages may flow in both directions
  kClosed,              // both: the keys are wiped
};

// Returns e.g. "ReceivedInitialize".
std::string_view Name(Phase phase);

}  // namespace asmtp

#endif  // ASMTP_CORE_SESSION_PHASE_H_
