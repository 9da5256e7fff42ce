// asmtp-conform matrix: our endpoint with correct, faulty, limited and missing peers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "conformance/testing/conform_process.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kEndpoint = "conformance/endpoint/asmtp-endpoint";
constexpr const char* kNoRekeyOnReceive = "conformance/faulty/patches/no-rekey-on-receive";

class MatrixTest : public testing::Test {
 protected:
  MatrixTest() : folder_(fs::path(testing::TempDir()) / "matrix") { fs::create_directory(folder_); }
  ~MatrixTest() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    const fs::path file = folder_ / name;
    std::ofstream(file) << text;
    return file.string();
  }
  static std::string Read(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }
  // Writes a program that runs some lines of shell, then our endpoint.
  std::string Wrap(const std::string& name, const std::string& lines) {
    const std::string file =
        Write(name, "#!/bin/sh\n" + lines + "\nexec " + kEndpoint + " \"$@\"\n");
    fs::permissions(file, fs::perms::owner_all);
    return file;
  }
  void Add(const std::string& name, size_t largest, const std::string& program = "") {
    json peer = {{"name", name}, {"largest", largest}};
    if (!program.empty()) peer["program"] = program;
    peers_.push_back(peer);
  }
  Ended Run(std::vector<std::string> more = {}) {
    const json list = {{"peers", peers_},
                       {"arguments",
                        "--role {role} --addr {addr} --secret {iut_s} --peer {peer} --suite "
                        "{suite} --framing {framing} --mode {mode} --until-eof"},
                       {"sizes", {0, 1, 17}}};
    more.insert(more.begin(), {"matrix", "--peers", Write("list.json", list.dump())});
    return Conform(more);
  }

  const fs::path folder_;
  json peers_ = json::array();
};

TEST_F(MatrixTest, CorrectEndpointsTalkUnderEverySuiteAndFraming) {
  Add("ours", 70'000);
  Add("again", 100, kEndpoint);
  const Ended ended = Run();
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  const std::string table =
      "| | ours | again |\n"
      "|---|---|---|\n"
      "| ours | 70000, 65517 | 100, 100 |\n"
      "| again | 100, 100 | 100, 100 |\n";
  EXPECT_THAT(ended.out, HasSubstr("Suite `ed25519`:\n\n" + table));
  EXPECT_THAT(ended.out, HasSubstr("Suite `25519`:\n\n" + table));
  EXPECT_THAT(ended.out, HasSubstr("16 pairs, 0 failed\n"));
}

TEST_F(MatrixTest, FaultyEndpointFailsItsCells) {
  Add("ours", 40);
  Add("faulty", 40, kNoRekeyOnReceive);
  const Ended ended = Run({"--html", (folder_ / "page.html").string()});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("| ours | 40, 40 | FAIL, FAIL |\n"
                                   "| faulty | FAIL, FAIL | FAIL, FAIL |\n"));
  EXPECT_THAT(ended.out, HasSubstr("ours to faulty, ed25519 u16: 1 bytes do not come back"));
  EXPECT_THAT(ended.out, HasSubstr("16 pairs, 12 failed\n"));
  EXPECT_THAT(ended.out, HasSubstr("report: " + (folder_ / "page.html").string()));
  EXPECT_THAT(Read((folder_ / "page.html").string()), HasSubstr("v-bad"));
}

TEST_F(MatrixTest, ChangedBytesFail) {
  Add("ours", 40);
  Add("liar", 40,
      Wrap("liar", "case \"$*\" in *initiator*) while read line; do echo 77; done; exit; esac"));
  const Ended ended = Run();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("| ours | 40, 40 | 40, 40 |\n| liar | FAIL, FAIL |"));
  EXPECT_THAT(ended.out, HasSubstr("liar to ours, 25519 u32: 0 bytes come back changed\n"));
}

TEST_F(MatrixTest, OmitsUnsupportedSuitesAndFramings) {
  Add("ours", 40);
  Add("half", 40,
      Wrap("half",
           "case \"$*\" in *--caps*) echo '{\"suites\": [\"25519\"], \"framings\": [\"u32\"]}'; "
           "exit; esac"));
  const Ended ended = Run();
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("Suite `ed25519`:\n\n| | ours |\n|---|---|\n"));
  EXPECT_THAT(ended.out, HasSubstr("| ours | 40, 40 | 40, – |\n| half | 40, – | 40, – |\n"));
}

TEST_F(MatrixTest, NamesMissingPeers) {
  Add("ours", 40);
  Add("gone", 40, "no/such/program");
  const Ended ended = Run();
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.err, HasSubstr("gone is not built, skipped"));
  EXPECT_THAT(ended.out, Not(HasSubstr("gone")));
}

TEST_F(MatrixTest, SilentResponderFails) {
  Add("ours", 40);
  Add("silent", 40, Wrap("silent", "case \"$*\" in *responder*) echo no luck >&2; exit 1; esac"));
  const Ended ended = Run();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("ours to silent, ed25519 u32: the responder does not listen: no "
                                   "luck\n"));
}

TEST_F(MatrixTest, WritesAndChecksTheTablesOfADocument) {
  Add("ours", 40);
  const std::string document = "a\n<!-- matrix: begin -->\nold\n<!-- matrix: end -->\nb\n";
  const std::string file = Write("tables.md", document);
  const Ended stale = Run({"--document", file, "--check"});
  EXPECT_EQ(stale.status, 1);
  EXPECT_THAT(stale.err, HasSubstr("tables.md: the tables are out of date"));
  EXPECT_EQ(Read(file), document);
  EXPECT_EQ(Run({"--document", file}).status, 0);
  EXPECT_THAT(Read(file), HasSubstr("| ours | 40, 40 |"));
  EXPECT_EQ(Run({"--document", file, "--check"}).status, 0);
}

TEST_F(MatrixTest, ReportsAnInvalidList) {
  for (const char* text :
       {"", "[]", "{}", R"({"peers": 1, "sizes": []})", R"({"peers": [{}], "sizes": []})",
        R"({"peers": [{"name": "a", "largest": "b"}], "sizes": []})",
        R"({"peers": [], "sizes": ["a"]})"}) {
    const Ended ended = Conform({"matrix", "--peers", Write("list.json", text)});
    EXPECT_EQ(ended.status, 2) << text << ended.err;
    EXPECT_THAT(ended.err, HasSubstr("list.json: ")) << text;
  }
  EXPECT_EQ(Conform({"matrix", "--peers", "/no/such/list"}).status, 2);
  EXPECT_EQ(Run().status, 3) << "no peer";
}

}  // namespace
}  // namespace asmtp::conformance
