// asmtp-endpoint as a runner uses it: a child process, pipes and TCP.
#include <csignal>
#include <tuple>

#include "conformance/endpoint/endpoint_fixture.h"
#include "core/message/message.h"

namespace asmtp::endpoint {
namespace {

// Two plaintexts that are not messages.
const std::vector<uint8_t> kEmpty;
const std::vector<uint8_t> kUnknownType(17, 8);

// ---- Both roles, under every suite and framing --------------------------------------------------

using KindOfSession = std::tuple<Suite, Framing>;

class EveryKindOfSessionTest : public EndpointTest,
                               public testing::WithParamInterface<KindOfSession> {
 protected:
  EveryKindOfSessionTest() {
    const auto& [suite, framing] = GetParam();
    suite_ = suite;
    options_.format = FrameFormat(framing);
    kind_ = {"--suite", std::string(DhName(suite)), "--framing", std::string(Name(framing))};
  }

  Options options_;
  Arguments kind_;
};

TEST_P(EveryKindOfSessionTest, ResponderEchoes) {
  ChildProcess child(ResponderArguments() + kind_);
  Connection connection = MustConnect(ReadAddress(child), options_);
  for (uint8_t id = 0; id < 3; ++id) ExpectEcho(connection, SomeMessage(id));
}

TEST_P(EveryKindOfSessionTest, InitiatorEchoes) {
  Listener listener = Listen(options_);
  ChildProcess child(InitiatorArguments() + kind_ +
                     Arguments{"--addr", ToText(listener.local_address())});
  Connection connection = MustServe(listener);
  EXPECT_EQ(connection.peer().identity, ClientKey().public_key());
  ExpectEcho(connection);
  connection.Shutdown();
  EXPECT_EQ(child.Wait(), 0);
}

std::string NameOf(const testing::TestParamInfo<KindOfSession>& test) {
  const auto& [suite, framing] = test.param;
  return std::string(DhName(suite)) + std::string(Name(framing));
}

INSTANTIATE_TEST_SUITE_P(SuiteFraming, EveryKindOfSessionTest,
                         testing::Combine(testing::ValuesIn(kSuites), testing::ValuesIn(kFramings)),
                         NameOf);

// ---- The responder ------------------------------------------------------------------------------

TEST_F(EndpointTest, ResponderSurvivesAnInvalidMessage) {
  ChildProcess child(ResponderArguments());
  const auto address = ReadAddress(child);
  for (const auto& plaintext : {kEmpty, kUnknownType}) {
    Connection connection = MustConnect(address);
    ExpectEcho(connection);
    ASSERT_TRUE(Get(connection.Send(plaintext)));
    ExpectClosed(connection);
  }
  Connection connection = MustConnect(address);
  ExpectEcho(connection);
}

TEST_F(EndpointTest, ResponderServesManyConnectionsAtOnce) {
  ChildProcess child(ResponderArguments());
  const auto address = ReadAddress(child);
  std::vector<Connection> connections;
  for (int i = 0; i < 50; ++i) connections.push_back(MustConnect(address));
  for (Connection& connection : connections) ExpectEcho(connection);
}

TEST_F(EndpointTest, ResponderAcceptsOnlyTheGivenPeer) {
  ChildProcess wanting(ResponderArguments() +
                       Arguments{"--peer", ToHex(ClientKey().public_key().bytes())});
  Connection connection = MustConnect(ReadAddress(wanting));
  ExpectEcho(connection);
  ChildProcess refusing(ResponderArguments() +
                        Arguments{"--peer", ToHex(ServerKey().public_key().bytes())});
  EXPECT_EQ(KindOf(Get(Connect(ReadAddress(refusing)))), Kind::kHandshake);
}

TEST_F(EndpointTest, ResponderSinks) {
  ChildProcess child(ResponderArguments() + Arguments{"--mode", "sink"});
  Connection connection = MustConnect(ReadAddress(child));
  ASSERT_TRUE(Get(connection.Send(SomeMessage())));
  connection.Shutdown();
  ExpectClosed(connection);
}

// Any plaintext, even an empty one.
TEST_F(EndpointTest, ResponderEchoesEveryPlaintextInTalk) {
  ChildProcess child(ResponderArguments() + Arguments{"--mode", "talk"});
  Connection connection = MustConnect(ReadAddress(child));
  for (const auto& plaintext : {kEmpty, kUnknownType, SomeMessage()}) {
    ExpectEcho(connection, plaintext);
  }
}

TEST_F(EndpointTest, InitiatorSendsTheLinesOfStdinInTalk) {
  ChildProcess responder(ResponderArguments() + Arguments{"--mode", "talk"});
  ChildProcess child(InitiatorArguments() +
                     Arguments{"--addr", ToText(ReadAddress(responder)), "--mode", "talk"});
  for (const char* line : {"00ff", "", "04"}) {
    child.WriteLine(line);
    EXPECT_EQ(child.ReadLine(), line);
  }
  child.CloseInput();
  EXPECT_EQ(child.Wait(), 0);
}

TEST_F(EndpointTest, InitiatorInTalkRejectsInvalidHexadecimal) {
  ChildProcess responder(ResponderArguments());
  ChildProcess child(InitiatorArguments() +
                     Arguments{"--addr", ToText(ReadAddress(responder)), "--mode", "talk"});
  child.WriteLine("0x");
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_NE(child.ReadErrors().find("stdin: invalid line: "), std::string::npos);
}

TEST_F(EndpointTest, ResponderReportsEvents) {
  ChildProcess child(ResponderArguments() + Arguments{"--mode", "events"});
  const auto address = ReadAddress(child);
  {
    Connection connection = MustConnect(address);
    ASSERT_TRUE(Get(connection.Send(SomeMessage())));
    ASSERT_TRUE(Get(connection.Send(kUnknownType)));
    ExpectClosed(connection);
  }
  RawPeer::ConnectTo(address).Write(HexBytes("02"));
  EXPECT_EQ(child.ReadLine(), R"({"ev":"handshake","conn":1,"peer":")" +
                                  ToHex(ClientKey().public_key().bytes()) + R"("})");
  // sha256sum of the message
  EXPECT_EQ(child.ReadLine(),
            R"({"ev":"msg","conn":1,"type":4,"size":17,"sha256":")"
            R"(9489cb5b0628798df3df15703781e5c02df7b8a7064a6b882d0f7442a10764d5"})");
  EXPECT_EQ(child.ReadLine(), R"({"ev":"reject","conn":1,"why":"decode"})");
  EXPECT_EQ(child.ReadLine(), R"({"ev":"close","conn":1})");
  EXPECT_EQ(child.ReadLine(), R"({"ev":"reject","conn":2,"why":"version"})");
  EXPECT_EQ(child.ReadLine(), R"({"ev":"close","conn":2})");
}

TEST_F(EndpointTest, ResponderExitsOnASignal) {
  for (const int signal : {SIGTERM, SIGINT}) {
    ChildProcess child(ResponderArguments());
    Connection connection = MustConnect(ReadAddress(child));
    child.Signal(signal);
    EXPECT_EQ(child.Wait(), 0);
  }
}

TEST_F(EndpointTest, ResponderExitsAtTheEndOfStdin) {
  ChildProcess child(ResponderArguments() + Arguments{"--until-eof"});
  Connection connection = MustConnect(ReadAddress(child));
  child.WriteLine("anything");
  ExpectEcho(connection);
  child.CloseInput();
  EXPECT_EQ(child.Wait(), 0);
}

TEST_F(EndpointTest, ResponderHasADeadlineForTheHandshake) {
  ChildProcess child(ResponderArguments() + Arguments{"--handshake-deadline", "0.05"});
  EXPECT_TRUE(RawPeer::ConnectTo(ReadAddress(child)).ReadToEnd().empty());
}

TEST_F(EndpointTest, ResponderLimitsFrames) {
  ChildProcess child(ResponderArguments() + Arguments{"--max-frame", "33"});
  Connection connection = MustConnect(ReadAddress(child));
  ExpectEcho(connection);
  std::vector<uint8_t> larger = SomeMessage();
  larger.push_back(0);
  ASSERT_TRUE(Get(connection.Send(larger)));
  EXPECT_FALSE(Get(connection.Receive()));
  child.Signal(SIGTERM);
  EXPECT_NE(child.ReadErrors().find("larger than this endpoint accepts"), std::string::npos);
}

TEST_F(EndpointTest, PortInUse) {
  const Listener listener = Listen();
  const std::string address = ToText(listener.local_address());
  ChildProcess child(ResponderArguments() + Arguments{"--addr", address});
  EXPECT_EQ(child.Wait(), 2);
  EXPECT_EQ(child.ReadErrors(),
            "asmtp-endpoint: cannot listen on " + address +
                ": the port is in use; choose another, or 0 for any free one\n");
}

// ---- A node -------------------------------------------------------------------------------------

TEST_F(EndpointTest, NodeGossipsAndAnswersNothing) {
  ChildProcess child(ResponderArguments() + Arguments{"--mode", "node", "--gossip-every", "0.001"});
  Connection connection = MustConnect(ReadAddress(child));
  ASSERT_TRUE(Get(connection.Send(SomeMessage())));
  for (int i = 0; i < 5; ++i) {
    const auto received = Get(connection.Receive());
    ASSERT_TRUE(received) << MessageOf(received);
    const auto message = Decode(*received);
    ASSERT_TRUE(message) << "its signature verifies";
    EXPECT_TRUE(std::holds_alternative<Gossip>(*message));
  }
}

TEST_F(EndpointTest, NodeHasOneSessionWithEachIdentity) {
  ChildProcess child(ResponderArguments() + Arguments{"--mode", "node", "--gossip-every", "0"});
  const auto address = ReadAddress(child);
  Connection first = MustConnect(address);
  EXPECT_FALSE(Get(Connect(address, Options())));
  first.Shutdown();
  ExpectClosed(first);
  MustConnect(address);
}

TEST_F(EndpointTest, NodeClosesOnWhatIsNoMessage) {
  ChildProcess child(ResponderArguments() + Arguments{"--mode", "node", "--gossip-every", "0"});
  Connection connection = MustConnect(ReadAddress(child));
  ASSERT_TRUE(Get(connection.Send(SomeMessage())));
  ASSERT_TRUE(Get(connection.Send(kUnknownType)));
  ExpectClosed(connection);
}

// ---- The initiator ------------------------------------------------------------------------------

TEST_F(EndpointTest, InitiatorClosesOnAnInvalidMessage) {
  Listener listener = Listen();
  ChildProcess child(InitiatorArguments() + Arguments{"--addr", ToText(listener.local_address())});
  Connection connection = MustServe(listener);
  ASSERT_TRUE(Get(connection.Send(kUnknownType)));
  ExpectClosed(connection);
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_NE(child.ReadErrors().find("not a message"), std::string::npos);
}

TEST_F(EndpointTest, InitiatorFailsOnARefusedConnection) {
  const std::string address = ToText(RawListener().address());
  ChildProcess child(InitiatorArguments() + Arguments{"--addr", address});
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_EQ(child.ReadErrors(), "asmtp-endpoint: cannot connect to " + address +
                                    ": connection refused: nothing listens there\n");
}

TEST_F(EndpointTest, InitiatorFailsOnAnUnknownHost) {
  ChildProcess child(InitiatorArguments() + Arguments{"--addr", "no such host:1"});
  EXPECT_EQ(child.Wait(), 1);
  const std::string errors = child.ReadErrors();
  EXPECT_TRUE(errors.starts_with("asmtp-endpoint: cannot connect to no such host:1: ")) << errors;
  EXPECT_EQ(std::ranges::count(errors, '\n'), 1) << errors;
}

// TCP cannot reach the broadcast address, which the system reports at once.
TEST_F(EndpointTest, InitiatorFailsOnAnUnreachableHost) {
  ChildProcess child(InitiatorArguments() + Arguments{"--addr", "255.255.255.255:1"});
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_EQ(child.ReadErrors(),
            "asmtp-endpoint: cannot connect to 255.255.255.255:1: Network is unreachable\n");
}

TEST_F(EndpointTest, PersistentInitiatorConnectsForEveryLine) {
  Listener listener = Listen();
  const std::string line = "CONNECT " + ToText(listener.local_address());
  ChildProcess child({"--role", "initiator", "--secret", SecretOf(1), "--persistent"});
  for (int i = 0; i < 3; ++i) {
    child.WriteLine("CONNECT nonsense");
    child.WriteLine(line + " " + ToHex(ServerKey().public_key().bytes()));
    Connection connection = MustServe(listener);
    ExpectEcho(connection);
  }
  child.CloseInput();
  EXPECT_EQ(child.Wait(), 0);
}

TEST_F(EndpointTest, EphemeralKeyCanBePinned) {
  RawListener listener;
  ChildProcess child(InitiatorArguments() +
                     Arguments{"--addr", ToText(listener.address()), "--ephemeral", SecretOf(9)});
  const auto initialize = listener.Accept().Read(kInitializeFrameSize);
  ASSERT_EQ(initialize.size(), kInitializeFrameSize);
  EXPECT_TRUE(Equal(ByteView(initialize).subspan(1, kPublicKeySize),
                    TestEphemeral(suite_, 9).public_key().bytes()));
}

}  // namespace
}  // namespace asmtp::endpoint
