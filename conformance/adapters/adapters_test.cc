// The example adapters pass the whole suite, and fail it after a change for the worse.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>

#include "conformance/testing/conform_process.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

constexpr const char* kCpp =
    "conformance/adapters/cpp/example-adapter {role} {addr} {iut_s} {peer} {suite} {framing}";

std::string Python(const std::string& folder) {
  return "/usr/bin/python3 -B " + folder +
         "/adapter.py --role {role} --addr {addr} --secret {iut_s} --peer {peer} "
         "--suite {suite} --framing {framing}";
}

// A test plays one role and suite with both framings; together, they cover every configuration.
class AdaptersTest : public testing::TestWithParam<std::tuple<const char*, const char*>> {
 protected:
  static void ExpectPass(const std::string& iut) {
    const auto& [role, suite] = GetParam();
    const Ended ended = Conform({"--role", role, "--suite", suite, "--iut", iut});
    EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    EXPECT_THAT(ended.out, HasSubstr(" PASS"));
  }
};

TEST_P(AdaptersTest, CppPassesEverything) { ExpectPass(kCpp); }

TEST_P(AdaptersTest, PythonPassesEverything) { ExpectPass(Python("conformance/adapters/python")); }

INSTANTIATE_TEST_SUITE_P(All, AdaptersTest,
                         testing::Combine(testing::Values("responder", "initiator"),
                                          testing::Values("ed25519", "25519")));

std::string ReadFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Returns a folder with a copy of the Python adapter in which `other` replaces `line`.
std::string PythonWith(const std::string& line, const std::string& other) {
  const std::string folder = testing::TempDir() + "/wrong";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (const char* name : {"adapter.py", "asmtp.py", "ledger.py"}) {
    std::string text = ReadFile(std::string("conformance/adapters/python/") + name);
    if (const size_t at = text.find(line); at != text.npos) text.replace(at, line.size(), other);
    std::ofstream(folder + "/" + name, std::ios::binary) << text;
  }
  return folder;
}

struct Change {
  std::string line;
  std::string other;
  std::string one_case;
};

class WrongPythonTest : public testing::TestWithParam<Change> {};

TEST_P(WrongPythonTest, Fails) {
  const Change& change = GetParam();
  const std::string folder = PythonWith(change.line, change.other);
  const Ended ended = Conform({change.one_case, "--iut", Python(folder)});
  EXPECT_EQ(ended.status, 1) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("FAIL  " + change.one_case));
}

INSTANTIATE_TEST_SUITE_P(All, WrongPythonTest,
                         testing::Values(Change{"self.sender.rekey()", "pass",
                                                "transport/echo-two-messages"},
                                         Change{"if session.rs != options.peer:", "if False:",
                                                "handshake/other-identity"},
                                         Change{"return len(plaintext) == sizes[kind]",
                                                "return len(plaintext) >= sizes[kind]",
                                                "message/get-passport/one-byte-more"}));

}  // namespace
}  // namespace asmtp::conformance
