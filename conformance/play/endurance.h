// Endurance: many messages in one session, and many sessions at once.
//
//   EchoMessages(peer, {.count = 100'000, .size = 64}, patience)
//
//     sent      | 0 | 1 | 2 | 3 | 4 | 5 |            as many as fit the window
//     received  | 0 | 1 | 2 |                        each has to be the next one
#ifndef ASMTP_CONFORMANCE_PLAY_ENDURANCE_H_
#define ASMTP_CONFORMANCE_PLAY_ENDURANCE_H_

#include <functional>
#include <optional>

#include "conformance/play/fact.h"
#include "conformance/play/peer.h"

namespace asmtp::conformance {

// Gives the deadline of a wait that begins now.
using Patience = std::function<Deadline()>;

// Message `number` of `size` bytes: a topic that begins with the number, in 8 bytes.
Bytes NumberedMessage(size_t number, size_t size);

// Sends the messages, and takes their echoes meanwhile. Returns what went wrong, if anything did.
std::optional<Fact> EchoMessages(Peer& peer, const EchoMany& many, const Patience& patience);

// Opens the sessions side by side: all streams, then all handshakes, then a message in each where
// `with_message`. Returns what went wrong, if anything did.
std::optional<Fact> PlaySessions(Iut& iut, const Config& config, const Keys& keys, size_t count,
                                 bool with_message, const Patience& patience);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_ENDURANCE_H_
