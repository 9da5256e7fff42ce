// Opens a connection: drives a session over a link through its handshake. Internal to this folder.
//
//   auto connection = co_await OpenConnection(link, Session::Responder(...), check_id, address);
//   if (!connection) ...                         // kHandshake, kHandshakeTimeout, kIdentityRefused
#ifndef ASMTP_CORE_NET_HANDSHAKE_H_
#define ASMTP_CORE_NET_HANDSHAKE_H_

#include <asio/awaitable.hpp>
#include <expected>
#include <memory>

#include "core/net/connection.h"
#include "core/net/error.h"
#include "core/net/link.h"
#include "core/net/options.h"
#include "core/session/session.h"

namespace asmtp {

// `check_id` is asked on the side of the responder only, before a byte is sent; without it,
// everyone is welcome. Until the handshake is done one buffer of ReceiveBuffer::kInitialSize is
// held, whatever the peer sends. Where it fails the connection is closed.
asio::awaitable<std::expected<Connection, NetError>> OpenConnection(
    std::shared_ptr<Link> link, Session session, CheckId check_id, asio::ip::tcp::endpoint address);

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_HANDSHAKE_H_
