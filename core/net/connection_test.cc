#include "core/net/connection.h"

#include <tuple>

#include "core/net/testing/net_test_fixture.h"

namespace asmtp {
namespace {

using Kind = NetError::Kind;

class ConnectionTest : public NetTest {
 protected:
  // Sends from one side and returns what the other side receives.
  std::vector<uint8_t> Pass(Connection& from, Connection& to, ByteView plaintext) {
    auto sending = Start(from.Send(plaintext));
    const auto received = Get(to.Receive());
    EXPECT_TRUE(received) << MessageOf(received);
    EXPECT_TRUE(Get(std::move(sending)));
    return received ? ToVector(*received) : std::vector<uint8_t>();
  }
};

class EveryKindOfConnectionTest
    : public ConnectionTest,
      public testing::WithParamInterface<std::tuple<Suite, Framing, std::string>> {};

TEST_P(EveryKindOfConnectionTest, CarriesMessagesBothWays) {
  const auto& [suite, framing, host] = GetParam();
  if (host == "::1" && !HasIpv6()) GTEST_SKIP() << "this machine has no IPv6";
  suite_ = suite;
  host_ = host;
  const Options options{.format = FrameFormat(framing)};
  auto [client, server] = OpenPair(options, options);
  EXPECT_EQ(client.peer().identity, ServerKey().public_key());
  EXPECT_EQ(server.peer().identity, ClientKey().public_key());
  EXPECT_EQ(client.peer().session_id, server.peer().session_id);
  EXPECT_NE(client.peer().session_id, Hash512{});
  EXPECT_EQ(server.peer().address.address().to_string(), host);
  for (const size_t size : {0UZ, 1UZ, 17UZ, 1000UZ, 65517UZ}) {
    const std::vector<uint8_t> message = PatternBytes(size, size);
    EXPECT_EQ(Pass(client, server, message), message) << size;
    EXPECT_EQ(Pass(server, client, message), message) << size;
  }
}

using KindOfConnection = std::tuple<Suite, Framing, std::string>;

std::string NameOf(const testing::TestParamInfo<KindOfConnection>& test) {
  const auto& [suite, framing, host] = test.param;
  return std::string(DhName(suite)) + std::string(Name(framing)) +
         (host == "::1" ? "Ipv6" : "Ipv4");
}

INSTANTIATE_TEST_SUITE_P(SuiteFramingHost, EveryKindOfConnectionTest,
                         testing::Combine(testing::ValuesIn(kSuites), testing::ValuesIn(kFramings),
                                          testing::Values("127.0.0.1", "::1")),
                         NameOf);

TEST_F(ConnectionTest, CarriesTheLargestFrame) {
  auto [client, server] = OpenPair();
  const std::vector<uint8_t> message = PatternBytes(client.plaintext_limit());
  EXPECT_EQ(message.size(), kFrameLengthLimitDefault - kTagSize);
  EXPECT_EQ(Pass(client, server, message), message);
}

TEST_F(ConnectionTest, SendsNothingOfATooLargeMessage) {
  const Options options{.format = FrameFormat(Framing::kU32, 100)};
  auto [client, server] = OpenPair(options, options);
  const std::vector<uint8_t> message = PatternBytes(85);
  const size_t capacity = client.buffer_capacity();
  EXPECT_EQ(KindOf(Get(client.Send(message))), Kind::kMessageTooLarge);
  EXPECT_EQ(client.buffer_capacity(), capacity) << "no memory for it either";
  EXPECT_EQ(Pass(client, server, ByteView(message).first(84)).size(), 84);
}

TEST_F(ConnectionTest, KeepsTheOrder) {
  auto [client, server] = OpenPair();
  const auto send_all = [](Connection& connection) -> asio::awaitable<bool> {
    for (size_t i = 0; i < 1000; ++i) {
      const std::vector<uint8_t> message = PatternBytes(i, i);
      if (!co_await connection.Send(message)) co_return false;
    }
    co_return true;
  };
  auto sending = Start(send_all(client));
  for (size_t i = 0; i < 1000; ++i) {
    const auto received = Get(server.Receive());
    ASSERT_TRUE(received) << MessageOf(received);
    ASSERT_EQ(ToVector(*received), PatternBytes(i, i));
  }
  EXPECT_TRUE(Get(std::move(sending)));
}

// The writer keeps room for its largest frame of a usual size, and sends no more than the frame.
TEST_F(ConnectionTest, CarriesSmallMessagesAfterLargeOnes) {
  auto [client, server] = OpenPair();
  for (const size_t size : {70'000UZ, 1000UZ, 17UZ, 1UZ, 0UZ, 2UZ}) {
    const std::vector<uint8_t> message = PatternBytes(size, size);
    EXPECT_EQ(Pass(client, server, message), message) << size;
  }
  client.Shutdown();
  EXPECT_EQ(KindOf(Get(server.Receive())), Kind::kPeerClosed) << "nothing follows the last frame";
}

TEST_F(ConnectionTest, GivesBackTheMemoryOfALargeMessage) {
  auto [client, server] = OpenPair();
  const size_t before = server.buffer_capacity();
  const std::vector<uint8_t> large = PatternBytes(4 << 20);
  EXPECT_EQ(Pass(client, server, large), large);
  EXPECT_GE(server.buffer_capacity(), large.size());
  EXPECT_LE(client.buffer_capacity(), before) << "it has been sent";
  EXPECT_EQ(Pass(client, server, HexBytes("00")).size(), 1);
  EXPECT_LE(server.buffer_capacity(), ReceiveBuffer::kKeptSize) << "the next one was waited for";
}

TEST_F(ConnectionTest, ReceivesFramesSentWithTheResponse) {
  RawListener listener;
  auto connecting = Connect(listener.address());
  RawPeer peer = listener.Accept();
  Session session = RawResponder();
  session.Feed(peer.Read(kInitializeFrameSize));
  ASSERT_TRUE(std::holds_alternative<PeerIdentified>(session.Next()));
  ASSERT_TRUE(session.Accept());
  std::vector<uint8_t> stream = ToVector(session.TakeOutput());
  const auto messages = HexBytes("010203");
  for (const uint8_t& message : messages) {
    std::vector<uint8_t> frame(session.format().FrameSize(1));
    ASSERT_TRUE(session.Seal(ByteView(&message, 1), frame));
    stream.insert(stream.end(), frame.begin(), frame.end());
  }
  peer.Write(stream);
  auto client = Get(std::move(connecting));
  ASSERT_TRUE(client) << MessageOf(client);
  for (const uint8_t message : messages) {
    const auto received = Get(client->Receive());
    ASSERT_TRUE(received) << MessageOf(received);
    EXPECT_EQ(ToVector(*received), std::vector<uint8_t>{message});
  }
}

TEST_F(ConnectionTest, ReceivesAfterShutdown) {
  auto [client, server] = OpenPair();
  client.Shutdown();
  EXPECT_EQ(KindOf(Get(client.Send({}))), Kind::kClosed);
  EXPECT_EQ(KindOf(Get(server.Receive())), Kind::kPeerClosed);
  EXPECT_EQ(KindOf(Get(server.Receive())), Kind::kPeerClosed) << "an error is final";
  const auto message = PatternBytes(100);
  EXPECT_EQ(Pass(server, client, message), message);
  server.Shutdown();
  EXPECT_EQ(KindOf(Get(client.Receive())), Kind::kPeerClosed);
}

TEST_F(ConnectionTest, DestroyedWriterEndsTheStreamAfterItsLastMessage) {
  auto [client, server] = OpenPair();
  auto [reader, writer] = std::move(client).Split();
  const auto message = PatternBytes(50'000);
  {
    ConnectionWriter last = std::move(writer);
    ASSERT_TRUE(Get(last.Send(message)));
  }
  const auto received = Get(server.Receive());
  ASSERT_TRUE(received) << MessageOf(received);
  EXPECT_EQ(ToVector(*received), message);
  EXPECT_EQ(KindOf(Get(server.Receive())), Kind::kPeerClosed);
  ASSERT_TRUE(Get(server.Send(message)));
  EXPECT_TRUE(Get(reader.Receive())) << "the reader stays";
}

// The writer that is assigned to ends its stream, as a destroyed one does.
TEST_F(ConnectionTest, AssignmentEndsTheStreamOfTheOldWriter) {
  auto [client, server] = OpenPair();
  auto [other_client, other_server] = OpenPair();
  auto [reader, writer] = std::move(client).Split();
  auto [other_reader, other_writer] = std::move(other_client).Split();
  const auto message = PatternBytes(50'000);
  ASSERT_TRUE(Get(writer.Send(message)));
  writer = std::move(other_writer);
  ASSERT_TRUE(Get(server.Receive()));
  EXPECT_EQ(KindOf(Get(server.Receive())), Kind::kPeerClosed);
  ASSERT_TRUE(Get(writer.Send(message)));
  const auto received = Get(other_server.Receive());
  ASSERT_TRUE(received) << MessageOf(received);
  EXPECT_EQ(ToVector(*received), message);
  ASSERT_TRUE(Get(server.Send(message)));
  EXPECT_TRUE(Get(reader.Receive())) << "the old reader stays";
}

TEST_F(ConnectionTest, AssignmentEndsTheOldConnection) {
  auto [client, server] = OpenPair();
  auto [other_client, other_server] = OpenPair();
  client = std::move(other_client);
  EXPECT_EQ(KindOf(Get(server.Receive())), Kind::kPeerClosed);
  const auto message = PatternBytes(100);
  EXPECT_EQ(Pass(client, other_server, message), message);
  EXPECT_EQ(Pass(other_server, client, message), message);
}

// Our server, and a peer that sends arbitrary bytes after its handshake.
class BadPeerTest : public ConnectionTest {
 protected:
  Connection OpenWithPeer(const Options& options = {}) {
    Listener listener = Listen(options);
    auto serving = Serve(listener);
    peer_.emplace(RawPeer::ConnectTo(listener.local_address()));
    session_.emplace(RawInitiator(options));
    peer_->Write(session_->TakeOutput());
    session_->Feed(peer_->Read(kResponseFrameSize));
    EXPECT_TRUE(std::holds_alternative<Opened>(session_->Next()));
    auto server = Get(std::move(serving));
    EXPECT_TRUE(server) << MessageOf(server);
    return *std::move(server);
  }
  std::vector<uint8_t> Frame(ByteView plaintext) {
    std::vector<uint8_t> frame(session_->format().FrameSize(plaintext.size()));
    EXPECT_TRUE(session_->Seal(plaintext, frame));
    return frame;
  }
  // Receives, and expects `error` and the end of the connection on both sides.
  void ExpectFrameError(Connection& server, SessionError error) {
    const auto received = Get(server.Receive());
    ASSERT_EQ(KindOf(received), Kind::kFrame) << MessageOf(received);
    EXPECT_EQ(received.error().session, error);
    EXPECT_TRUE(peer_->ReadToEnd().empty());
    EXPECT_EQ(KindOf(Get(server.Send({}))), Kind::kClosed);
  }

  std::optional<RawPeer> peer_;
  std::optional<Session> session_;
};

TEST_F(BadPeerTest, GarbageInAFrame) {
  Connection server = OpenWithPeer();
  std::vector<uint8_t> frame = Frame(PatternBytes(10));
  frame.back() ^= 1;
  peer_->Write(frame);
  ExpectFrameError(server, SessionError::kBadTag);
}

TEST_F(BadPeerTest, GarbageInsteadOfAFrame) {
  Connection server = OpenWithPeer();
  peer_->Write(AsBytes("GET / HTTP/1.1\r\n\r\n"));
  ExpectFrameError(server, SessionError::kFrameLengthTooLarge);
}

TEST_F(BadPeerTest, FrameShorterThanATag) {
  Connection server = OpenWithPeer();
  peer_->Write(HexBytes("0000000f"));
  ExpectFrameError(server, SessionError::kFrameLengthTooSmall);
}

TEST_F(BadPeerTest, EndInsideAFrame) {
  Connection server = OpenWithPeer();
  const auto frame = Frame(PatternBytes(10));
  peer_->Write(ByteView(frame).first(frame.size() - 1));
  peer_->Shutdown();
  ExpectFrameError(server, SessionError::kFrameTruncated);
}

TEST_F(BadPeerTest, Reset) {
  Connection server = OpenWithPeer();
  peer_->Reset();
  const auto received = Get(server.Receive());
  EXPECT_EQ(KindOf(received), Kind::kConnectionLost) << MessageOf(received);
  EXPECT_EQ(KindOf(Get(server.Receive())), Kind::kClosed);
}

TEST_F(BadPeerTest, ReceivesTheLastMessageOfAClosedPeer) {
  Connection server = OpenWithPeer();
  const auto message = PatternBytes(100);
  peer_->Write(Frame(message));
  peer_->Close();
  std::optional<Kind> kind;
  while (!kind) kind = KindOf(Get(server.Send({})));
  EXPECT_EQ(kind, Kind::kConnectionLost);
  EXPECT_EQ(KindOf(Get(server.Send({}))), Kind::kClosed) << "an error is final";
  const auto received = Get(server.Receive());
  ASSERT_TRUE(received) << MessageOf(received);
  EXPECT_EQ(ToVector(*received), message);
}

TEST_F(BadPeerTest, HoldsLittleMemoryForAnAnnouncedFrame) {
  for (const size_t sent : {0UZ, 1UZ, 1000UZ, 10'000UZ}) {
    Connection server = OpenWithPeer({.format = FrameFormat(Framing::kU32, UINT32_MAX)});
    peer_->Write(HexBytes("fffffffb"));
    peer_->Write(PatternBytes(sent));
    peer_->Shutdown();
    ExpectFrameError(server, SessionError::kFrameTruncated);
    EXPECT_LT(server.buffer_capacity(), 64 * 1024) << sent;
  }
}

}  // namespace
}  // namespace asmtp
