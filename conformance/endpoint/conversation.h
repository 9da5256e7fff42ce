// Conversation: what the endpoint does with one open connection, until it ends.
//
//   EventLog events(settings.mode == Mode::kEvents);
//   Finish finish = co_await Converse(*std::move(connection), settings.mode, events.Begin(), house);
//   if (!finish) Log(finish.error().sentence);
//
// Every plaintext is decoded as a message, except in kTalk. An invalid message or frame ends the
// connection. In kEcho, the question for the ledger is answered; see core/testing/ledger_state.h.
#ifndef ASMTP_CONFORMANCE_ENDPOINT_CONVERSATION_H_
#define ASMTP_CONFORMANCE_ENDPOINT_CONVERSATION_H_

#include <asio/awaitable.hpp>
#include <expected>

#include "conformance/endpoint/event_log.h"
#include "conformance/endpoint/house.h"
#include "conformance/endpoint/settings.h"
#include "core/net/connection.h"

namespace asmtp::endpoint {

// Talks until the peer closes its side between two frames, which is success, or until an error.
asio::awaitable<std::expected<void, Rejection>> Converse(Connection connection, Mode mode,
                                                         ConnectionEvents events, House& house);

// Until stdin ends, sends each line, a plaintext in hexadecimal, and prints the answer in
// hexadecimal.
asio::awaitable<std::expected<void, Rejection>> Talk(Connection connection);

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_CONVERSATION_H_
