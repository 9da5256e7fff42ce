// The proxy between two peers with a conversation: the recording verifies in both roles and matches
// the conversation.
#include "conformance/record/proxy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <asio/io_context.hpp>
#include <future>
#include <utility>

#include "conformance/play/model_iut.h"
#include "conformance/play/player.h"
#include "conformance/play/verify.h"
#include "conformance/record/script.h"
#include "conformance/record/writer.h"
#include "conformance/transcript/reader.h"
#include "core/net/listener.h"
#include "core/testing/host_port.h"
#include "core/testing/run.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

SecretText Secret(uint8_t value) {
  SecretText secret;
  secret.bytes.fill(value);
  return secret;
}

// Answers each message with the next one, until the peer ends.
asio::awaitable<size_t> Answer(Listener& listener) {
  auto accepting = co_await listener.Accept();
  if (!accepting) co_return 0;
  auto connection = co_await std::move(*accepting).Handshake(StaticPair(Suite::kX25519, Secret(6)));
  if (!connection) co_return 0;
  size_t answered = 0;
  while (true) {
    const auto received = co_await connection->Receive();
    if (!received) co_return answered;
    ++answered;
    const Bytes answer = EchoPlaintext(answered);
    if (!co_await connection->Send(answer)) co_return answered;
  }
}

// Sends two messages, each after the answer to the previous one, and ends.
asio::awaitable<size_t> Ask(HostPort proxy) {
  auto connection =
      co_await Connection::Connect(std::move(proxy), StaticPair(Suite::kX25519, Secret(5)),
                                   StaticPair(Suite::kX25519, Secret(6)).public_key());
  if (!connection) co_return 0;
  size_t answers = 0;
  for (const size_t index : {2U, 3U}) {
    const Bytes question = EchoPlaintext(index);
    if (!co_await connection->Send(question)) co_return answers;
    if (co_await connection->Receive()) ++answers;
  }
  connection->Shutdown();
  (void)co_await connection->Receive();
  co_return answers;
}

TEST(ProxyTest, RelaysAndRecordsMessages) {
  asio::io_context context;
  auto listener = Listener::Listen(context.get_executor(), {"127.0.0.1", 0});
  ASSERT_TRUE(listener);
  const ProxyOptions options{.listen = "127.0.0.1:0",
                             .responder = ToText(listener->local_address()),
                             .initiator_s = Secret(5),
                             .responder_s = Secret(6),
                             .e = Secret(7),
                             .suite = Suite::kX25519};
  Proxy proxy(options);
  ASSERT_TRUE(proxy.Listen());
  auto result = std::async(std::launch::async, [&] { return proxy.Run(); });
  auto answered =
      std::async(std::launch::async, [&] { return asmtp::Run(context, Answer(*listener)); });
  asio::io_context own;
  EXPECT_EQ(asmtp::Run(own, Ask(ParseHostPort(proxy.address()).value())), 2U);
  EXPECT_EQ(answered.get(), 2U);
  const ProxyResult ended = result.get();
  EXPECT_EQ(ended.wrong, "");
  EXPECT_FALSE(ended.dialogue.IsEcho());

  Recording recording = RecordingOf(options, ended.dialogue);
  const Header about = EchoScript(0).header;
  recording.header.id = "recorded/relayed";
  recording.header.title = "t";
  recording.header.since = about.since;
  recording.header.clauses = about.clauses;
  const std::string text = WriteText(recording).value();
  EXPECT_THAT(text, HasSubstr("\nsuites  25519\n"));
  EXPECT_THAT(text, HasSubstr("\nonly initiator recv msg topic topic=rep(13,32) content="));
  EXPECT_THAT(text, HasSubstr("\nonly initiator send msg register-topic topic=rep(12,32)\n"));
  EXPECT_THAT(text, HasSubstr("\nonly initiator expect\n  close -> pass\n"));
  EXPECT_THAT(text, HasSubstr("\nonly responder shutdown\n"));
  const auto set = ResolveCases(ReadTranscripts("r.atf", text).value()).value();
  const Case& one_case = set.cases.front();
  for (const SourceError& error : Verify(one_case, nullptr)) ADD_FAILURE() << error.Format();

  // Verify detects an IUT that sends something else.
  const Config config{noise::Role::kInitiator, Suite::kX25519, Framing::kU32};
  ModelIut core(config, one_case.keys.For(config.role));
  const PlayResult played = Play(one_case, config, core, {});
  EXPECT_EQ(played.verdict, Verdict::kTimeout) << played.actual;
  EXPECT_THAT(played.step->text, HasSubstr("only initiator recv msg topic"));
}

TEST(ProxyTest, ReportsInvalidAddresses) {
  for (const auto& [address, error] : std::vector<std::pair<std::string, std::string>>{
           {"nowhere", "cannot listen on nowhere: "},
           {"example.org:1", "cannot listen on example.org:1: the host must be a numeric address"},
           {"192.0.2.1:1", "cannot listen on 192.0.2.1:1: Cannot assign requested address"}}) {
    Proxy proxy({.listen = address,
                 .responder = "",
                 .initiator_s = Secret(5),
                 .responder_s = Secret(6),
                 .e = Secret(7)});
    const auto listening = proxy.Listen();
    ASSERT_FALSE(listening);
    EXPECT_THAT(listening.error(), testing::StartsWith(error));
  }
}

}  // namespace
}  // namespace asmtp::conformance
