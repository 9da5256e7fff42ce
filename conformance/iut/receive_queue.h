// UnreadByPeer: how many bytes wait in the receive queue of a stream's other end. Linux tells it for
// a TCP socket of the same network namespace (inet_diag) and for a Unix socket (SIOCOUTQ).
//
//   UnreadByPeer(socket)     0: the peer has read every byte sent so far
#ifndef ASMTP_CONFORMANCE_IUT_RECEIVE_QUEUE_H_
#define ASMTP_CONFORMANCE_IUT_RECEIVE_QUEUE_H_

#include <cstddef>
#include <optional>

namespace asmtp::conformance {

// Returns nothing if the peer is elsewhere, has closed, or the kernel does not say.
std::optional<size_t> UnreadByPeer(int socket);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_RECEIVE_QUEUE_H_
