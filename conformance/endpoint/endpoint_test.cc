// asmtp-endpoint as a runner meets it: a child process, pipes and TCP.
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <tuple>

#include "conformance/endpoint/child_process.h"
#include "core/bytes/hex.h"
#include "core/net/testing/net_test_fixture.h"

namespace asmtp::endpoint {
namespace {

using Kind = NetError::Kind;
using Arguments = std::vector<std::string>;

// The secret of TestStatic(suite, name).
std::string SecretOf(uint8_t name) { return ToHex(std::vector<uint8_t>(32, name)); }

// A GetPassport, the smallest message, and two plaintexts that are none.
std::vector<uint8_t> SomeMessage(uint8_t id = 7) {
  std::vector<uint8_t> message(17, id);
  message[0] = 4;
  return message;
}
const std::vector<uint8_t> kEmpty;
const std::vector<uint8_t> kUnknownType(17, 8);

Arguments operator+(Arguments a, const Arguments& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// The child has the server's key as responder, and the client's as initiator.
class EndpointTest : public NetTest {
 protected:
  Arguments ResponderArguments() { return {"--role", "responder", "--secret", SecretOf(2)}; }
  Arguments InitiatorArguments() {
    return {"--role",    "initiator", "--secret",
            SecretOf(1), "--peer",    ToHex(ServerKey().public_key().bytes())};
  }
  static asio::ip::tcp::endpoint ReadAddress(ChildProcess& child) {
    const std::string line = child.ReadLine();
    EXPECT_TRUE(line.starts_with("LISTEN 127.0.0.1:")) << line;
    const auto address = ParseHostPort(line.substr(std::string("LISTEN ").size()));
    EXPECT_TRUE(address);
    return {asio::ip::make_address(address->host), address->port};
  }
  Connection MustConnect(const asio::ip::tcp::endpoint& address, const Options& options = {}) {
    auto connection = Get(Connect(address, options));
    EXPECT_TRUE(connection) << MessageOf(connection);
    return *std::move(connection);
  }
  Connection MustServe(Listener& listener) {
    auto connection = Get(Serve(listener));
    EXPECT_TRUE(connection) << MessageOf(connection);
    return *std::move(connection);
  }
  void ExpectEcho(Connection& connection, const std::vector<uint8_t>& message = SomeMessage()) {
    ASSERT_TRUE(Get(connection.Send(message)));
    const auto received = Get(connection.Receive());
    ASSERT_TRUE(received) << MessageOf(received);
    EXPECT_EQ(ToVector(*received), message);
  }
  void ExpectClosed(Connection& connection) {
    EXPECT_EQ(KindOf(Get(connection.Receive())), Kind::kPeerClosed);
  }
};

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

TEST_F(EndpointTest, ResponderClosesOnWhatIsNoMessageAndLivesOn) {
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

TEST_F(EndpointTest, ResponderTalksToManyAtOnce) {
  ChildProcess child(ResponderArguments());
  const auto address = ReadAddress(child);
  std::vector<Connection> connections;
  for (int i = 0; i < 50; ++i) connections.push_back(MustConnect(address));
  for (Connection& connection : connections) ExpectEcho(connection);
}

TEST_F(EndpointTest, ResponderAcceptsOnlyThePeerItIsGiven) {
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

// Messages or not, the empty one too; then the two sides as processes.
TEST_F(EndpointTest, ResponderSendsEveryPlaintextBackInTalk) {
  ChildProcess child(ResponderArguments() + Arguments{"--mode", "talk"});
  Connection connection = MustConnect(ReadAddress(child));
  for (const auto& plaintext : {kEmpty, kUnknownType, SomeMessage()}) {
    ExpectEcho(connection, plaintext);
  }
}

TEST_F(EndpointTest, InitiatorSendsTheLinesOfItsInputInTalk) {
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

TEST_F(EndpointTest, InitiatorInTalkRefusesWhatIsNoHexadecimal) {
  ChildProcess responder(ResponderArguments());
  ChildProcess child(InitiatorArguments() +
                     Arguments{"--addr", ToText(ReadAddress(responder)), "--mode", "talk"});
  child.WriteLine("0x");
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_NE(child.ReadErrors().find("a line on stdin: "), std::string::npos);
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

TEST_F(EndpointTest, ResponderEndsWhenItIsAskedTo) {
  for (const int signal : {SIGTERM, SIGINT}) {
    ChildProcess child(ResponderArguments());
    Connection connection = MustConnect(ReadAddress(child));
    child.Signal(signal);
    EXPECT_EQ(child.Wait(), 0);
  }
}

TEST_F(EndpointTest, ResponderEndsWithItsInput) {
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

// ---- The initiator ------------------------------------------------------------------------------

TEST_F(EndpointTest, InitiatorClosesOnWhatIsNoMessage) {
  Listener listener = Listen();
  ChildProcess child(InitiatorArguments() + Arguments{"--addr", ToText(listener.local_address())});
  Connection connection = MustServe(listener);
  ASSERT_TRUE(Get(connection.Send(kUnknownType)));
  ExpectClosed(connection);
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_NE(child.ReadErrors().find("no message"), std::string::npos);
}

TEST_F(EndpointTest, InitiatorFailsWhereNobodyListens) {
  const std::string address = ToText(RawListener().address());
  ChildProcess child(InitiatorArguments() + Arguments{"--addr", address});
  EXPECT_EQ(child.Wait(), 1);
  EXPECT_EQ(child.ReadErrors(), "asmtp-endpoint: cannot connect to " + address +
                                    ": connection refused: nothing listens there\n");
}

TEST_F(EndpointTest, InitiatorFailsWhereThereIsNoSuchHost) {
  ChildProcess child(InitiatorArguments() + Arguments{"--addr", "no such host:1"});
  EXPECT_EQ(child.Wait(), 1);
  const std::string errors = child.ReadErrors();
  EXPECT_TRUE(errors.starts_with("asmtp-endpoint: cannot connect to no such host:1: ")) << errors;
  EXPECT_EQ(std::ranges::count(errors, '\n'), 1) << errors;
}

// The broadcast address, which no TCP reaches: the system says so at once.
TEST_F(EndpointTest, InitiatorFailsWhereTheHostIsUnreachable) {
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

// ---- The command line ---------------------------------------------------------------------------

TEST_F(EndpointTest, TellsWhatItCanDo) {
  ChildProcess child({"--caps"});
  const std::string line = child.ReadLine();
  EXPECT_EQ(child.Wait(), 0);
  const auto caps = nlohmann::json::parse(line);
  EXPECT_EQ(caps["name"], "asmtp-endpoint");
  EXPECT_EQ(caps["roles"], nlohmann::json({"responder", "initiator"}));
  EXPECT_EQ(caps["tiers"], nlohmann::json({"T0", "T1", "T2"}));
  EXPECT_EQ(caps["suites"], nlohmann::json({"ed25519", "25519"}));
  EXPECT_EQ(caps["framings"], nlohmann::json({"u32", "u16"}));
  EXPECT_EQ(caps["types"], nlohmann::json({1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(caps["pin-ephemeral"], true);
  EXPECT_EQ(caps["persistent"], true);
}

TEST_F(EndpointTest, ExplainsItself) {
  ChildProcess child({"--help"});
  EXPECT_NE(child.ReadOutput().find("--secret-file"), std::string::npos);
  EXPECT_EQ(child.Wait(), 0);
}

TEST_F(EndpointTest, SaysWhatItDoesNotSupport) {
  for (const Arguments& nonsense : {Arguments{"--role", "proxy"},
                                    {"--role", "responder", "--mode", "nonsense"},
                                    {"--role", "responder", "--suite", "448"},
                                    {"--role", "responder", "--framing", "u64"}}) {
    ChildProcess child(nonsense + Arguments{"--secret", SecretOf(1)});
    EXPECT_EQ(child.Wait(), 89) << nonsense.back();
    EXPECT_NE(child.ReadErrors().find("'" + nonsense.back() + "' is not supported"),
              std::string::npos);
  }
}

TEST_F(EndpointTest, TakesTheSecretFromWhereItIs) {
  const std::string path = testing::TempDir() + "/secret";
  std::ofstream(path) << SecretOf(2) << "\n";
  ChildProcess from_file({"--role", "responder", "--secret-file", path});
  ChildProcess from_environment({"--role", "responder"}, {"ASMTP_IUT_SECRET=" + SecretOf(2)});
  MustConnect(ReadAddress(from_file));
  MustConnect(ReadAddress(from_environment));
}

struct UsageRow {
  Arguments arguments;
  std::string sentence;
};

TEST_F(EndpointTest, RefusesACommandLineInOneSentenceWithoutItsSecrets) {
  const std::string secret = "5ec2e7" + std::string(57, '5');  // a digit is missing
  const Arguments responder = {"--role", "responder", "--secret"};
  const std::vector<UsageRow> rows = {
      {responder + Arguments{secret}, "secret: a key must be 64 hexadecimal digits"},
      {responder + Arguments{secret + "g"}, "secret: a key must be 64 hexadecimal digits"},
      {{"--role", "responder", "--secrt", secret}, "there is no option '--secrt'; see --help"},
      {{"--role", "responder", "--secrt=" + secret}, "there is no option '--secrt'; see --help"},
      {{"--role", "responder", secret}, "there is an argument too many; see --help"},
      {{"--role", "responder"}, "no secret key: give --secret, --secret-file or ASMTP_IUT_SECRET"},
      {{"--role", "responder", "--secret-file", "/nonexistent"},
       "--secret-file: cannot read a key from '/nonexistent'"},
      {{"--secret", SecretOf(1)}, "--role responder or --role initiator is needed; see --help"},
      {responder + Arguments{SecretOf(1), "--peer", "12"},
       "peer: a key must be 64 hexadecimal digits"},
      {responder + Arguments{SecretOf(1), "--ephemeral", secret},
       "ephemeral: a key must be 64 hexadecimal digits"},
      {responder + Arguments{SecretOf(1), "--addr", "here"},
       "--addr: 'here' is not an address: expected host:port, such as 127.0.0.1:4343 or [::1]:0"},
      {responder + Arguments{SecretOf(1), "--idle-deadline", "nan"},
       "--idle-deadline: 'nan' is no number of seconds from 0 to 1000000"},
      {responder + Arguments{SecretOf(1), "--persistent"}, "--persistent is for initiators"},
      {{"--role", "initiator", "--secret", SecretOf(1), "--addr", "127.0.0.1:1"},
       "an initiator needs --peer, the public key of the responder"},
  };
  for (const UsageRow& row : rows) {
    ChildProcess child(row.arguments);
    EXPECT_EQ(child.Wait(), 2) << row.sentence;
    EXPECT_EQ(child.ReadErrors(), "asmtp-endpoint: " + row.sentence + "\n");
  }
}

TEST_F(EndpointTest, RefusesNumbersThatAreNone) {
  const std::string frames = "' is no whole number from 16 to 4294967291";
  const std::string seconds = "' is no number of seconds from 0 to 1000000";
  const auto refused = [this](const std::string& option, const std::string& value,
                              const std::string& sentence) {
    ChildProcess child(ResponderArguments() + Arguments{option + "=" + value});
    EXPECT_EQ(child.Wait(), 2) << option << ' ' << value;
    EXPECT_EQ(child.ReadErrors(), "asmtp-endpoint: " + option + ": '" + value + sentence + "\n");
  };
  for (const char* value : {"0", "15", "-1", "4294967292", "4294967296", "16x", "1e3", "many"}) {
    refused("--max-frame", value, frames);
  }
  for (const char* option : {"--connect-deadline", "--handshake-deadline", "--idle-deadline"}) {
    for (const char* value : {"nan", "-nan", "inf", "-1", "1000001", "5s", "soon"}) {
      refused(option, value, seconds);
    }
  }
}

TEST_F(EndpointTest, TakesTheSmallestNumbers) {
  ChildProcess child(ResponderArguments() +
                     Arguments{"--max-frame", "16", "--handshake-deadline", "1e-12"});
  const auto address = ReadAddress(child);
  EXPECT_TRUE(RawPeer::ConnectTo(address).ReadToEnd().empty()) << "a deadline, and not none";
}

}  // namespace
}  // namespace asmtp::endpoint
