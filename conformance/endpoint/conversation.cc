#include "conformance/endpoint/conversation.h"

#include <utility>
#include <vector>

#include "core/message/message.h"
#include "core/net/address.h"

namespace asmtp::endpoint {
namespace {

// Sends the message back, encoded anew: what is not understood in full cannot be echoed.
asio::awaitable<std::expected<void, NetError>> Echo(Connection& connection, const Message& message,
                                                    std::vector<uint8_t>& buffer) {
  buffer.resize(EncodedSize(message));
  const size_t size = Encode(message, buffer).value_or(0);
  co_return co_await connection.Send(ByteView(buffer).first(size));
}

}  // namespace

asio::awaitable<std::expected<void, Rejection>> Converse(Connection connection, Mode mode,
                                                         ConnectionEvents events) {
  std::vector<uint8_t> buffer;
  for (;;) {
    const auto plaintext = co_await connection.Receive();
    if (!plaintext && plaintext.error().kind == NetError::Kind::kPeerClosed) {
      co_return std::expected<void, Rejection>();
    }
    if (!plaintext) co_return std::unexpected(RejectionOf(plaintext.error()));
    const auto message = Decode(*plaintext);
    if (!message) {
      co_return std::unexpected(RejectionOf(message.error(), ToText(connection.peer().address)));
    }
    events.Message(*plaintext);
    if (mode != Mode::kEcho) continue;
    if (const auto sent = co_await Echo(connection, *message, buffer); !sent) {
      co_return std::unexpected(RejectionOf(sent.error()));
    }
  }
}

}  // namespace asmtp::endpoint
