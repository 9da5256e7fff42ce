// The command line of asmtp-endpoint: capabilities, errors, and sources of the secret.
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "conformance/endpoint/endpoint_fixture.h"
#include "core/testing/layout.h"

namespace asmtp::endpoint {
namespace {

using CommandLineTest = EndpointTest;

TEST_F(CommandLineTest, PrintsItsCapabilities) {
  ChildProcess child({"--caps"});
  const std::string line = child.ReadLine();
  EXPECT_EQ(child.Wait(), 0);
  const auto caps = nlohmann::json::parse(line);
  EXPECT_EQ(caps["name"], "asmtp-endpoint");
  EXPECT_EQ(caps["roles"], nlohmann::json({"responder", "initiator"}));
  EXPECT_EQ(caps["tiers"], nlohmann::json({"T0", "T1", "T2"}));
  EXPECT_EQ(caps["suites"], nlohmann::json({"ed25519", "25519"}));
  EXPECT_EQ(caps["framings"], nlohmann::json({"u32", "u16"}));
  std::vector<size_t> types(kMessageTypeCount);
  std::iota(types.begin(), types.end(), 1);
  EXPECT_EQ(caps["types"], types);
  EXPECT_EQ(caps["pin-ephemeral"], true);
  EXPECT_EQ(caps["persistent"], true);
}

TEST_F(CommandLineTest, PrintsHelp) {
  ChildProcess child({"--help"});
  EXPECT_NE(child.ReadOutput().find("--secret-file"), std::string::npos);
  EXPECT_EQ(child.Wait(), 0);
}

TEST_F(CommandLineTest, RejectsUnsupportedValues) {
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

TEST_F(CommandLineTest, ReadsTheSecretFromAFileOrTheEnvironment) {
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

TEST_F(CommandLineTest, ErrorsAreOneSentenceWithoutSecrets) {
  const std::string secret = "5ec2e7" + std::string(57, '5');  // a digit is missing
  const Arguments responder = {"--role", "responder", "--secret"};
  const std::vector<UsageRow> rows = {
      {responder + Arguments{secret}, "secret: a key must be 64 hexadecimal digits"},
      {responder + Arguments{secret + "g"}, "secret: a key must be 64 hexadecimal digits"},
      {{"--role", "responder", "--secrt", secret}, "unknown option '--secrt'; see --help"},
      {{"--role", "responder", "--secrt=" + secret}, "unknown option '--secrt'; see --help"},
      {{"--role", "responder", secret}, "unexpected argument; see --help"},
      {{"--role", "responder"}, "no secret key: use --secret, --secret-file or ASMTP_IUT_SECRET"},
      {{"--role", "responder", "--secret-file", "/nonexistent"},
       "--secret-file: cannot read a key from '/nonexistent'"},
      {{"--secret", SecretOf(1)}, "expected --role responder or --role initiator; see --help"},
      {responder + Arguments{SecretOf(1), "--peer", "12"},
       "peer: a key must be 64 hexadecimal digits"},
      {responder + Arguments{SecretOf(1), "--ephemeral", secret},
       "ephemeral: a key must be 64 hexadecimal digits"},
      {responder + Arguments{SecretOf(1), "--addr", "here"},
       "--addr: 'here' is not an address: expected host:port, such as 127.0.0.1:4343 or [::1]:0"},
      {responder + Arguments{SecretOf(1), "--idle-deadline", "nan"},
       "--idle-deadline: 'nan' is not a number of seconds from 0 to 1000000"},
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

TEST_F(CommandLineTest, RejectsInvalidNumbers) {
  const std::string frames = "' is not a whole number from 16 to 4294967291";
  const std::string seconds = "' is not a number of seconds from 0 to 1000000";
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

TEST_F(CommandLineTest, AcceptsTheSmallestNumbers) {
  ChildProcess child(ResponderArguments() +
                     Arguments{"--max-frame", "16", "--handshake-deadline", "1e-12"});
  const auto address = ReadAddress(child);
  EXPECT_TRUE(RawPeer::ConnectTo(address).ReadToEnd().empty()) << "a deadline, and not none";
}

}  // namespace
}  // namespace asmtp::endpoint
