// asmtp-endpoint beside peers that want to stop it: silent, many, expensive; and without a reader
// of its log.
#include <csignal>

#include "conformance/endpoint/endpoint_fixture.h"
#include "core/testing/passport_builder.h"
#include "core/testing/samples.h"

namespace asmtp::endpoint {
namespace {

class LoadTest : public EndpointTest {
 protected:
  // Connects from this address of the machine.
  static RawPeer ConnectFrom(const char* from, const asio::ip::tcp::endpoint& address) {
    return RawPeer::ConnectTo(address, {asio::ip::make_address(from), 0});
  }
  // Performs a handshake over the stream. Returns whether it succeeded.
  bool Handshakes(RawPeer& peer) {
    Session session = RawInitiator();
    peer.Write(session.TakeOutput());
    session.Feed(peer.Read(kResponseFrameSize));
    return std::holds_alternative<Opened>(session.Next());
  }
  // Fails a handshake, so the child writes a line to its log.
  static void FailAHandshake(const asio::ip::tcp::endpoint& address) {
    RawPeer peer = RawPeer::ConnectTo(address);
    peer.Write(HexBytes("02"));
    EXPECT_TRUE(peer.ReadToEnd().empty());
  }
};

// Without a deadline, silent peers stay until others need their places.
TEST_F(LoadTest, SilentPeersOfOneAddressTakeNoPlacesOfAnother) {
  ChildProcess child(ResponderArguments() +
                     Arguments{"--handshakes-max", "8", "--handshake-deadline", "0"});
  const auto address = ReadAddress(child);
  RawPeer early = ConnectFrom("127.0.0.2", address);
  std::vector<RawPeer> silent;
  for (int i = 0; i < 50; ++i) silent.push_back(RawPeer::ConnectTo(address));
  RawPeer late = ConnectFrom("127.0.0.2", address);
  EXPECT_TRUE(Handshakes(late));
  EXPECT_TRUE(Handshakes(early)) << "the oldest of all, but not of the address with the most";
  EXPECT_TRUE(Handshakes(silent.back())) << "the newest of its address";
  EXPECT_TRUE(silent.front().ReadToEnd().empty());
}

TEST_F(LoadTest, SessionsOfOneAddressTakeNoPlacesOfAnother) {
  ChildProcess child(ResponderArguments() + Arguments{"--sessions-max", "3"});
  const auto address = ReadAddress(child);
  RawPeer other = ConnectFrom("127.0.0.2", address);
  EXPECT_TRUE(Handshakes(other));
  std::vector<Connection> sessions;
  for (int i = 0; i < 4; ++i) {
    sessions.push_back(MustConnect(address));
    ExpectEcho(sessions.back());
  }
  EXPECT_FALSE(Get(sessions[0].Receive())) << "the oldest of the address with the most";
  EXPECT_FALSE(Get(sessions[1].Receive()));
  ExpectEcho(sessions[2]);
  ExpectEcho(sessions[3]);
  other.Shutdown();
  EXPECT_TRUE(other.ReadToEnd().empty());
}

// Signatures of 10,000 blocks take about a second.
std::vector<uint8_t> ExpensivePassport() {
  PassportBuilder passport;
  passport.Append(KeyOf(1), 100, Content());
  std::vector<uint8_t> message = passport.Message();
  const std::vector<uint8_t> block(message.begin() + kTypeSize + kPassportIdSize, message.end());
  for (int i = 1; i < 10'000; ++i) message.insert(message.end(), block.begin(), block.end());
  return message;
}

TEST_F(LoadTest, AnExpensiveMessageDoesNotDelayOtherSessions) {
  ChildProcess child(ResponderArguments());
  const auto address = ReadAddress(child);
  Connection expensive = MustConnect(address);
  Connection other = MustConnect(address);
  const std::vector<uint8_t> passport = ExpensivePassport();
  ASSERT_TRUE(Get(expensive.Send(passport)));
  ASSERT_TRUE(Get(expensive.Send(SomeMessage())));
  auto answer = Start(expensive.Receive());
  for (uint8_t i = 0; i < 20; ++i) ExpectEcho(other, SomeMessage(i));
  EXPECT_EQ(answer.wait_for(0ms), std::future_status::timeout) << "20 echoes are quicker";
  const auto first = Get(std::move(answer));
  ASSERT_TRUE(first) << MessageOf(first);
  EXPECT_TRUE(Equal(*first, passport)) << "the order within a session stays";
  const auto second = Get(expensive.Receive());
  ASSERT_TRUE(second) << MessageOf(second);
  EXPECT_EQ(ToVector(*second), SomeMessage());
}

TEST_F(LoadTest, ExitsWhileItJudgesAnExpensiveMessage) {
  ChildProcess child(ResponderArguments());
  Connection expensive = MustConnect(ReadAddress(child));
  ASSERT_TRUE(Get(expensive.Send(ExpensivePassport())));
  child.Signal(SIGTERM);
  EXPECT_EQ(child.Wait(), 0);
}

TEST_F(LoadTest, EndsAnIdleSession) {
  ChildProcess child(ResponderArguments() + Arguments{"--idle-deadline", "0.05"});
  Connection connection = MustConnect(ReadAddress(child));
  EXPECT_FALSE(Get(connection.Receive()));
}

TEST_F(LoadTest, GoesOnWithoutAReaderOfItsOutput) {
  ChildProcess child(ResponderArguments() + Arguments{"--mode", "events"});
  const auto address = ReadAddress(child);
  child.CloseOutput();
  for (int i = 0; i < 3; ++i) FailAHandshake(address);
  Connection connection = MustConnect(address);
  ASSERT_TRUE(Get(connection.Send(SomeMessage())));
  connection.Shutdown();
  ExpectClosed(connection);
}

TEST_F(LoadTest, DropsLinesOfItsLogThatNobodyReads) {
  ChildProcess child(ResponderArguments());
  const auto address = ReadAddress(child);
  child.ShrinkErrors();
  for (int i = 0; i < 200; ++i) FailAHandshake(address);
  Connection connection = MustConnect(address);
  ExpectEcho(connection);
  std::string line;
  int lines = 0;
  while (lines < 200 && child.HasErrors()) lines += child.ReadErrorLine().empty() ? 0 : 1;
  EXPECT_LT(lines, 200) << "a pipe of 8 KiB does not hold them all";
  FailAHandshake(address);
  EXPECT_EQ(child.ReadErrorLine(),
            "asmtp-endpoint: " + std::to_string(200 - lines) + " lines were dropped");
  EXPECT_NE(child.ReadErrorLine().find("version"), std::string::npos);
}

}  // namespace
}  // namespace asmtp::endpoint
