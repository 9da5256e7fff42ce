// Conversation: what the endpoint does with one open connection, until it ends.
//
//   EventLog events(settings.mode == Mode::kEvents);
//   Finish finish = co_await Converse(*std::move(connection), settings.mode, events.Begin());
//   if (!finish) fmt::print(stderr, "{}\n", finish.error().sentence);
//
// Every message is decoded, but in the mode kTalk. What is no message, or no frame, ends the
// connection.
#ifndef ASMTP_CONFORMANCE_ENDPOINT_CONVERSATION_H_
#define ASMTP_CONFORMANCE_ENDPOINT_CONVERSATION_H_

#include <asio/awaitable.hpp>
#include <expected>

#include "conformance/endpoint/event_log.h"
#include "conformance/endpoint/settings.h"
#include "core/net/connection.h"

namespace asmtp::endpoint {

// Talks until the peer closes its side between two frames, which is success, or something is wrong.
asio::awaitable<std::expected<void, Rejection>> Converse(Connection connection, Mode mode,
                                                         ConnectionEvents events);

// For each line of stdin, sends the plaintext that it is in hexadecimal, and prints what comes back
// in the same way, until stdin ends.
asio::awaitable<std::expected<void, Rejection>> Talk(Connection connection);

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_CONVERSATION_H_
