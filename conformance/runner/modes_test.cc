// asmtp-conform against implementations that it does not start by an adapter's command.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "conformance/testing/conform_process.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

constexpr const char* kEndpoint = "conformance/endpoint/asmtp-endpoint";
const std::string kSecret(64, '2');

// Our endpoint as a stock responder with its own key.
class StockResponderTest : public testing::Test {
 protected:
  // Returns its address.
  std::string Serve(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {kEndpoint, "--role", "responder", "--secret", kSecret});
    responder_ = StartWithCorpus(more);
    const auto address =
        responder_->WaitForLine("LISTEN ", Clock::now() + std::chrono::seconds(20));
    return address.value_or("");
  }

  std::unique_ptr<ChildProcess> responder_;
};

TEST_F(StockResponderTest, PlaysAtItsAddress) {
  const Ended ended = Conform(
      {"handshake/*", "--connect", Serve(), "--iut-pub", PublicOf(kSecret), "--iut-tier", "T1"});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("this needs an IUT whose secret is known"));
  EXPECT_THAT(ended.out, HasSubstr("this needs an IUT that accepts one key only"));
}

TEST_F(StockResponderTest, ListensOnIpv6) {
  const std::string address = Serve({"--addr", "[::1]:0"});
  EXPECT_THAT(address, testing::StartsWith("[::1]:"));
  const Ended ended =
      Conform({"handshake/ok", "--connect", address, "--iut-pub", PublicOf(kSecret)});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
}

TEST_F(StockResponderTest, DoesNotEchoUnlessToldSo) {
  const Ended ended =
      Conform({"message/topic/text", "--connect", Serve(), "--iut-pub", PublicOf(kSecret)});
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.err, HasSubstr("nothing was tested; every run is UNSUPPORTED: a stock IUT"));
}

TEST_F(StockResponderTest, AcceptsTheRunnersKeyOnly) {
  const std::string address = Serve({"--peer", PublicOf(std::string(64, '7'))});
  const std::vector<std::string> words = {"handshake/ok", "handshake/other-identity",
                                          "--connect",    address,
                                          "--iut-pub",    PublicOf(kSecret)};
  EXPECT_EQ(Conform(words).status, 1);
  std::vector<std::string> with_secret = words;
  with_secret.insert(with_secret.end(), {"--runner-secret", std::string(64, '7')});
  const Ended ended = Conform(with_secret);
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("2 cases in 2 runs: 2 PASS"));
}

TEST(ConnectTest, RefusedConnectionIsOneSentence) {
  const Ended ended = Conform({"handshake/ok", "--connect", "127.0.0.1:1", "--iut-pub",
                               PublicOf(kSecret), "--timeout-scale", "0.02"});
  EXPECT_EQ(ended.status, 3);
  EXPECT_EQ(ended.err, "asmtp-conform: cannot connect to 127.0.0.1:1: Connection refused\n");
}

TEST(ListenTest, TriggerMakesTheInitiatorConnect) {
  const std::string trigger = std::string(kEndpoint) +
                              " --role initiator --addr {addr} --peer {runner_pub} --secret " +
                              kSecret;
  const Ended ended =
      Conform({"handshake/*", "message/topic/*", "--listen", "127.0.0.1:0", "--iut-pub",
               PublicOf(kSecret), "--iut-tier", "T1", "--trigger", trigger});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
}

TEST(ListenTest, PrintsTheAddressWithoutATrigger) {
  const Ended ended = Conform({"handshake/ok", "--listen", "127.0.0.1:0", "--iut-pub",
                               PublicOf(kSecret), "--timeout-scale", "0.01"});
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.err, HasSubstr("make the IUT connect to 127.0.0.1:"));
  EXPECT_THAT(ended.err, HasSubstr("expect the key " + PublicOf(std::string(64, '1'))));
  EXPECT_THAT(ended.err, HasSubstr("nobody connected to 127.0.0.1:"));
}

TEST(HostTest, UsesIpv6) {
  const Ended ended = Conform({"handshake/ok", "transport/*", "--host", "[::1]"});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
}

TEST(UnixTest, ConnectsToAUnixSocket) {
  std::string folder = "/tmp/asmtp.XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const Ended ended = Conform(
      {"message/topic/text", "--role", "responder", "--host", "unix:" + folder, "--iut",
       "conformance/faulty/faulty-iut none --addr {addr} --secret {iut_s} --peer {peer} --suite "
       "{suite} --framing {framing}"});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

TEST(WrapTest, IsPutBeforeTheCommand) {
  const std::string file = testing::TempDir() + "/wrapped";
  const Ended ended =
      Conform({"handshake/ok", "--wrap", "sh -c 'echo $0 >> " + file + "; exec $0 $@'"});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_GT(std::filesystem::file_size(file), 0U);
}

}  // namespace
}  // namespace asmtp::conformance
