// Wording of steps in results.
//
//   Allowed(handshake_frame)        "flight init"
//   Allowed(receive.message)        "msg gossip info"
//   Allowed(expect)                 its passing outcomes, one each
#ifndef ASMTP_CONFORMANCE_PLAY_STEP_TEXT_H_
#define ASMTP_CONFORMANCE_PLAY_STEP_TEXT_H_

#include <string>
#include <vector>

#include "conformance/transcript/step.h"

namespace asmtp::conformance {

// Returns what a step allows.
std::string Allowed(const HandshakeFrame& frame);
std::string Allowed(const MessageText& message);
std::vector<std::string> Allowed(const Expect& expect);

// Whether silence passes.
bool MayBeSilent(const Expect& expect);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_STEP_TEXT_H_
