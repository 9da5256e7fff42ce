#include "conformance/endpoint/conversation.h"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "core/message/message.h"
#include "core/net/options.h"
#include "core/testing/hex.h"

namespace asmtp::endpoint {
namespace {

// Re-encodes the message and sends it back, so the echo proves that it was decoded in full.
asio::awaitable<std::expected<void, NetError>> Echo(Connection& connection, const Message& message,
                                                    std::vector<uint8_t>& buffer) {
  buffer.resize(EncodedSize(message));
  const size_t size = Encode(message, buffer).value_or(0);
  co_return co_await connection.Send(ByteView(buffer).first(size));
}

// Sends one plaintext, waits for the peer's next one and prints it.
asio::awaitable<std::expected<void, NetError>> Exchange(Connection& connection,
                                                        ByteView plaintext) {
  if (auto sent = co_await connection.Send(plaintext); !sent) co_return sent;
  const auto answer = co_await connection.Receive();
  if (!answer) co_return std::unexpected(answer.error());
  fmt::print("{}\n", ToHex(*answer));
  std::fflush(stdout);
  co_return std::expected<void, NetError>();
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
    if (mode == Mode::kTalk) {
      buffer.assign(plaintext->begin(), plaintext->end());
      const auto sent = co_await connection.Send(buffer);
      if (!sent) co_return std::unexpected(RejectionOf(sent.error()));
      continue;
    }
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

asio::awaitable<std::expected<void, Rejection>> Talk(Connection connection) {
  for (std::string line; std::getline(std::cin, line);) {
    const auto plaintext = FromHex(line);
    if (!plaintext) {
      co_return std::unexpected(
          Rejection{"other", "stdin: invalid line: " + Describe(plaintext.error())});
    }
    if (const auto talked = co_await Exchange(connection, *plaintext); !talked) {
      co_return std::unexpected(RejectionOf(talked.error()));
    }
  }
  co_return std::expected<void, Rejection>();
}

}  // namespace asmtp::endpoint
