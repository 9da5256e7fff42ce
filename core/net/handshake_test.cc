#include <asio/detached.hpp>
#include <atomic>

#include "core/net/testing/net_test_fixture.h"

namespace asmtp {
namespace {

using Kind = NetError::Kind;

// ---- Responder ----------------------------------------------------------------------------------

class ResponderTest : public NetTest {
 protected:
  // Connects a peer. The test sends its bytes.
  void Begin(CheckId check_id = nullptr, const Options& options = {}) {
    listener_.emplace(Listen(options));
    serving_ = Serve(*listener_, std::move(check_id));
    peer_.emplace(RawPeer::ConnectTo(listener_->local_address()));
  }
  std::vector<uint8_t> Initialize() { return ToVector(RawInitiator().TakeOutput()); }
  // Returns the error of the handshake. The peer must have received nothing.
  NetError EndInSilence() {
    auto served = Get(std::move(serving_));
    EXPECT_FALSE(served);
    EXPECT_TRUE(peer_->ReadToEnd().empty());
    return served ? NetError{} : served.error();
  }

  std::optional<Listener> listener_;
  std::future<std::expected<Connection, NetError>> serving_;
  std::optional<RawPeer> peer_;
};

TEST_F(ResponderTest, SendsNothingToARefusedIdentity) {
  std::optional<StaticPublic> asked;
  Begin([&](const StaticPublic& identity) {
    asked = identity;
    return false;
  });
  peer_->Write(Initialize());
  const NetError error = EndInSilence();
  EXPECT_EQ(error.kind, Kind::kIdentityRefused);
  EXPECT_EQ(error.session, SessionError::kIdentityRefused);
  EXPECT_EQ(asked, ClientKey().public_key());
}

TEST_F(ResponderTest, AcceptsAWantedIdentity) {
  Begin([&](const StaticPublic& identity) { return identity == ClientKey().public_key(); });
  peer_->Write(Initialize());
  EXPECT_EQ(peer_->Read(kResponseFrameSize).size(), kResponseFrameSize);
  EXPECT_TRUE(Get(std::move(serving_)));
}

TEST_F(ResponderTest, DoesNotAnswerGarbage) {
  Begin();
  std::vector<uint8_t> garbage = PatternBytes(kInitializeFrameSize);
  garbage[0] = kVersion1;
  peer_->Write(garbage);
  const NetError error = EndInSilence();
  EXPECT_EQ(error.kind, Kind::kHandshake);
  EXPECT_EQ(error.session, SessionError::kHandshakeRejected);
}

TEST_F(ResponderTest, DoesNotAnswerAMessageForAnotherKey) {
  Begin();
  Session session = Session::Initiator(FrameFormat(), ClientKey(), TestEphemeral(suite_, 9),
                                       TestStatic(suite_, 3).public_key());
  peer_->Write(session.TakeOutput());
  EXPECT_EQ(EndInSilence().session, SessionError::kHandshakeRejected);
}

TEST_F(ResponderTest, RejectsAnotherVersionAtTheFirstByte) {
  Begin();
  peer_->Write(HexBytes("02"));
  EXPECT_EQ(EndInSilence().session, SessionError::kUnsupportedVersion);
}

TEST_F(ResponderTest, PeerThatVanishes) {
  for (const size_t sent : {0UZ, 1UZ, 50UZ, 96UZ}) {
    Begin();
    peer_->Write(ByteView(Initialize()).first(sent));
    peer_->Shutdown();
    EXPECT_EQ(EndInSilence().session, SessionError::kHandshakeTruncated) << sent;
  }
}

TEST_F(ResponderTest, PeerThatResets) {
  Begin();
  peer_->Write(ByteView(Initialize()).first(50));
  peer_->Reset();
  EXPECT_EQ(KindOf(Get(std::move(serving_))), Kind::kConnectionLost);
}

TEST_F(ResponderTest, PeerThatStalls) {
  for (const size_t sent : {0UZ, 1UZ, 96UZ}) {
    Begin(nullptr, {.limits = {.handshake = kShortLimit}});
    peer_->Write(ByteView(Initialize()).first(sent));
    EXPECT_EQ(EndInSilence().kind, Kind::kHandshakeTimeout) << sent;
  }
}

TEST_F(ResponderTest, PeerThatSendsSlowly) {
  Begin(nullptr, {.limits = {.handshake = kShortLimit}});
  const std::vector<uint8_t> frame = Initialize();
  for (size_t i = 0; i < 96 && serving_.wait_for(5ms) != std::future_status::ready; ++i) {
    peer_->WriteSome(ByteView(frame).subspan(i, 1));
  }
  EXPECT_EQ(KindOf(Get(std::move(serving_))), Kind::kHandshakeTimeout);
}

TEST_F(ResponderTest, ClosesAPeerWhenHandshakeIsNotCalled) {
  Listener listener = Listen({.limits = {.handshake = kShortLimit}});
  RawPeer peer = RawPeer::ConnectTo(listener.local_address());
  auto accepting = Get(listener.Accept());
  ASSERT_TRUE(accepting);
  EXPECT_TRUE(peer.ReadToEnd().empty());
}

// Performs a handshake with every peer.
asio::awaitable<void> ServeAll(asio::any_io_executor executor, Listener& listener, Suite suite,
                               std::atomic<int>& opened) {
  const auto shake = [](Accepting accepting, StaticKeyPair s,
                        std::atomic<int>& count) -> asio::awaitable<void> {
    if (co_await std::move(accepting).Handshake(std::move(s))) ++count;
  };
  for (;;) {
    auto accepting = co_await listener.Accept();
    if (!accepting) co_return;
    asio::co_spawn(executor, shake(*std::move(accepting), TestStatic(suite, 2), opened),
                   asio::detached);
  }
}

TEST_F(ResponderTest, SilentPeersDoNotBlockOthers) {
  Listener listener = Listen();
  std::atomic<int> opened = 0;
  asio::co_spawn(background_.executor(), ServeAll(background_.executor(), listener, suite_, opened),
                 asio::detached);
  std::vector<RawPeer> silent;
  for (int i = 0; i < 100; ++i) {
    silent.push_back(RawPeer::ConnectTo(listener.local_address()));
    silent.back().Write(HexBytes("01"));
  }
  EXPECT_TRUE(Get(Connect(listener.local_address())));
  listener.Close();
}

// ---- Initiator ----------------------------------------------------------------------------------

class InitiatorTest : public NetTest {
 protected:
  // Connects our initiator, which sends its frame. The test sends the response.
  void Begin(const Options& options = {}) {
    connecting_ = Connect(listener_.address(), options);
    peer_.emplace(listener_.Accept());
    initialize_ = peer_->Read(kInitializeFrameSize);
    EXPECT_EQ(initialize_.size(), kInitializeFrameSize);
  }
  std::vector<uint8_t> Response() {
    Session session = RawResponder();
    session.Feed(initialize_);
    EXPECT_TRUE(std::holds_alternative<PeerIdentified>(session.Next()));
    EXPECT_TRUE(session.Accept());
    return ToVector(session.TakeOutput());
  }
  NetError End() {
    auto connected = Get(std::move(connecting_));
    EXPECT_FALSE(connected);
    EXPECT_TRUE(peer_->ReadToEnd().empty());
    return connected ? NetError{} : connected.error();
  }

  RawListener listener_;
  std::future<std::expected<Connection, NetError>> connecting_;
  std::optional<RawPeer> peer_;
  std::vector<uint8_t> initialize_;
};

TEST_F(InitiatorTest, PeerThatVanishes) {
  for (const size_t sent : {0UZ, 1UZ, 48UZ}) {
    Begin();
    peer_->Write(ByteView(Response()).first(sent));
    peer_->Shutdown();
    const NetError error = End();
    EXPECT_EQ(error.kind, Kind::kHandshake) << sent;
    EXPECT_EQ(error.session, SessionError::kHandshakeTruncated) << sent;
  }
}

TEST_F(InitiatorTest, PeerThatStalls) {
  for (const size_t sent : {0UZ, 48UZ}) {
    Begin({.limits = {.handshake = kShortLimit}});
    peer_->Write(ByteView(Response()).first(sent));
    EXPECT_EQ(End().kind, Kind::kHandshakeTimeout) << sent;
  }
}

TEST_F(InitiatorTest, PeerThatSendsGarbage) {
  Begin();
  std::vector<uint8_t> response = Response();
  response.back() ^= 1;
  peer_->Write(response);
  EXPECT_EQ(End().session, SessionError::kHandshakeRejected);
}

TEST_F(InitiatorTest, PeerOfAnotherVersion) {
  Begin();
  peer_->Write(HexBytes("00"));
  EXPECT_EQ(End().session, SessionError::kUnsupportedVersion);
}

TEST_F(InitiatorTest, WrongStaticKey) {
  Listener listener = Listen();
  auto serving = Serve(listener);
  auto client = Get(Connection::Connect({host_, listener.local_address().port()}, ClientKey(),
                                        TestStatic(suite_, 3).public_key()));
  ASSERT_EQ(KindOf(client), Kind::kHandshake) << MessageOf(client);
  EXPECT_EQ(client.error().session, SessionError::kHandshakeTruncated);
  EXPECT_EQ(KindOf(Get(std::move(serving))), Kind::kHandshake);
}

TEST_F(InitiatorTest, SendsNothingToALowOrderKey) {
  auto client =
      Start(Connection::Connect({host_, listener_.address().port()}, ClientKey(), StaticPublic()));
  EXPECT_TRUE(listener_.Accept().ReadToEnd().empty());
  EXPECT_EQ(Get(std::move(client)).error().session, SessionError::kLowOrderPoint);
}

TEST_F(InitiatorTest, UsesTheGivenEphemeralKey) {
  Begin({.ephemeral = [](Suite suite) { return TestEphemeral(suite, 7); }});
  const auto e = TestEphemeral(suite_, 7).public_key();
  EXPECT_TRUE(Equal(ByteView(initialize_).subspan(1, kPublicKeySize), e.bytes()));
}

TEST_F(InitiatorTest, NeverUsesAnEphemeralKeyTwice) {
  Begin();
  const auto first = initialize_;
  Begin();
  EXPECT_FALSE(Equal(ByteView(first).subspan(1, kPublicKeySize),
                     ByteView(initialize_).subspan(1, kPublicKeySize)));
}

}  // namespace
}  // namespace asmtp
