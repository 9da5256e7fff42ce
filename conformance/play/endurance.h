// Endurance: many messages in one session, and many sessions at once.
//
//   EchoMessages(peer, {.count = 100'000, .size = 64}, patience)
//
//     sent      | 0 | 1 | 2 | 3 | 4 | 5 |            up to the window
//     received  | 0 | 1 | 2 |                        each must be the next echo
#ifndef ASMTP_CONFORMANCE_PLAY_ENDURANCE_H_
#define ASMTP_CONFORMANCE_PLAY_ENDURANCE_H_

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "conformance/play/fact.h"
#include "conformance/play/peer.h"

namespace asmtp::conformance {

// Returns the deadline of a wait that begins now.
using Patience = std::function<Deadline()>;

// Message `number` of `size` bytes: a topic that begins with the number, in 8 bytes.
Bytes NumberedMessage(size_t number, size_t size);

// Sends the messages and receives their echoes meanwhile. Returns the first failure, if any.
std::optional<Fact> EchoMessages(Peer& peer, const EchoMany& many, const Patience& patience);

// A flood under way in a session.
struct FloodSoFar {
  EchoMany many;
  size_t sealed = 0;  // messages
  Bytes rest;         // of the last one that the stream did not take
};

// Sends messages without reading, until all are sent or the IUT takes no more for `stuck`.
FloodSoFar SendFlood(Peer& peer, const EchoMany& many, const Patience& stuck);
// Goes on without reading until the deadline, and offers the rest of the flood.
void HoldFlood(Peer& peer, FloodSoFar& flood, Deadline deadline);
// Reads the echoes of the flood, and sends the rest of it meanwhile. Returns the first failure, if
// any.
std::optional<Fact> DrainFlood(Peer& peer, const FloodSoFar& flood, const Patience& patience);

// Opens streams without a byte, as many as the IUT takes: a peer may limit their number (RES-12).
std::vector<std::unique_ptr<Channel>> OpenSilent(Iut& iut, size_t count, const Patience& patience);

// Opens simultaneous sessions: all streams, then all handshakes, then, if `with_messages`, the
// messages of all. Returns the first failure, if any.
std::optional<Fact> PlaySessions(Iut& iut, const Config& config, const Keys& keys,
                                 const Sessions& sessions, bool with_messages,
                                 const Patience& patience);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_ENDURANCE_H_
