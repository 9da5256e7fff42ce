// The endpoint as a node of the network (tier T0): it answers no message, sends a gossip of its own
// now and then, and has at most one session with each identity.
//
//   const auto place = open_identities.Enter(identity);      // in CheckId
//   if (!place) return false;                                // it has a session already
//   co_await BeNode(*std::move(connection), std::chrono::milliseconds(200), events, house);
#ifndef ASMTP_CONFORMANCE_ENDPOINT_NODE_H_
#define ASMTP_CONFORMANCE_ENDPOINT_NODE_H_

#include <asio/awaitable.hpp>
#include <expected>
#include <memory>
#include <set>

#include "conformance/endpoint/event_log.h"
#include "conformance/endpoint/house.h"
#include "core/net/connection.h"

namespace asmtp::endpoint {

// The identities that have an open session. For one thread.
class OpenIdentities : public std::enable_shared_from_this<OpenIdentities> {
 public:
  // Returns null if the identity is here; otherwise it is here as long as the returned place.
  std::shared_ptr<void> Enter(const StaticPublic& identity);

 private:
  std::set<ByteArray<kPublicKeySize>> here_;
};

// Talks until the peer closes its side between two frames, which is success, or until an error.
// Sends a gossip at once and after each interval; zero: never.
asio::awaitable<std::expected<void, Rejection>> BeNode(Connection connection,
                                                       Limits::Duration gossip_every,
                                                       ConnectionEvents events, House& house);

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_NODE_H_
