#include "conformance/endpoint/conversation.h"

#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "core/net/options.h"
#include "core/testing/hex.h"
#include "core/testing/ledger_state.h"

namespace asmtp::endpoint {
namespace {

// A session keeps at most this much memory for its next message.
constexpr size_t kKeptSize = 64 * 1024;

// Sends one plaintext, waits for the peer's next one and prints it.
asio::awaitable<std::expected<void, NetError>> Exchange(Connection& connection,
                                                        ByteView plaintext) {
  if (auto sent = co_await connection.Send(plaintext); !sent) co_return sent;
  const auto answer = co_await connection.Receive();
  if (!answer) co_return std::unexpected(answer.error());
  PrintLine(ToHex(*answer));
  co_return std::expected<void, NetError>();
}

}  // namespace

asio::awaitable<std::expected<void, Rejection>> Converse(Connection connection, Mode mode,
                                                         ConnectionEvents events, House& house) {
  std::vector<uint8_t> buffer;
  LedgerTeller teller;
  const auto place = house.sessions->Enter(connection.peer().address.address(),
                                           [&connection] { connection.Cancel(); });
  for (;;) {
    if (buffer.size() > kKeptSize) buffer = std::vector<uint8_t>();
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
    // Encoded again, so the echo proves that the message was decoded in full.
    const auto echo = co_await house.judges.Judge(*plaintext, buffer);
    if (!echo) {
      co_return std::unexpected(RejectionOf(echo.error(), ToText(connection.peer().address)));
    }
    events.Message(*plaintext);
    if (mode != Mode::kEcho) continue;
    const auto told = teller.Hear(*echo);
    if (const auto sent = co_await connection.Send(told ? ByteView(*told) : *echo); !sent) {
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
