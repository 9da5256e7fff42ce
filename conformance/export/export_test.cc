// asmtp-conform export as a user runs it: its output, and what other programs accept of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/report/external_check.h"
#include "conformance/testing/conform_process.h"
#include "core/crypto/hash.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

using nlohmann::json;
using testing::HasSubstr;

namespace fs = std::filesystem;

constexpr const char* kSchema = "conformance/export/transcript.schema.json";

std::string ReadFile(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Returns the document of these cases.
std::string Export(std::vector<std::string> arguments) {
  const std::string file = testing::TempDir() + "/cases.json";
  arguments.insert(arguments.begin(), "export");
  arguments.insert(arguments.end(), {"--json", file});
  const Ended ended = Conform(std::move(arguments));
  EXPECT_EQ(ended.status, 0) << ended.err;
  return ReadFile(file);
}

// Cases with a megabyte in one message; their JSON takes minutes to check.
constexpr const char* kLarge =
    "frame/size/*,frame/length/*,frame/forged/large,frame/large-cut-off,delivery/"
    "large-echoes-unread,"
    "parallel/interleaved-large,message/put-passport/*,message/gossip/any-number-*";

// The number of runs of each case.
std::map<std::string, size_t> RunsOfList() {
  const std::string file = testing::TempDir() + "/list.json";
  EXPECT_EQ(Shell(std::string("conformance/runner/asmtp-conform list --json --skip '") + kLarge +
                  "' > " + file)
                .status,
            0);
  const json list = json::parse(ReadFile(file));
  std::map<std::string, size_t> runs;
  for (const json& one : list) {
    runs[one["case"]] = one["configs"].size();
  }
  return runs;
}

TEST(ExportTest, ContainsEveryCaseAndMatchesTheSchema) {
  const std::string text = Export({"--skip", kLarge});
  EXPECT_EQ(CheckJson(text, kSchema), "");
  std::map<std::string, size_t> runs;
  const json document = json::parse(text);
  for (const json& one : document["cases"]) runs[one["id"]] = one["runs"].size();
  EXPECT_GE(runs.size(), 700U);
  EXPECT_EQ(runs, RunsOfList());
}

struct Spoiled {
  const char* patch;  // RFC 6902
  const char* complaint;
};

class SchemaTest : public testing::TestWithParam<Spoiled> {};

TEST_P(SchemaTest, RefusesInvalidDocuments) {
  const json document = json::parse(Export({"transport/echo-two-messages"}));
  const json spoiled = document.patch(json::array({json::parse(GetParam().patch)}));
  EXPECT_THAT(CheckJson(spoiled.dump(), kSchema), HasSubstr(GetParam().complaint));
}

INSTANTIATE_TEST_SUITE_P(
    All, SchemaTest,
    testing::Values(
        Spoiled{R"({"op": "remove", "path": "/cases/0/clauses/0/quote"})", "'quote' is a required"},
        Spoiled{R"({"op": "add", "path": "/cases/0/x", "value": 1})", "('x' was unexpected)"},
        Spoiled{R"({"op": "replace", "path": "/cases/0/runs/0/events/0/wire", "value": "0G"})",
                "'0G' does not match"},
        Spoiled{R"({"op": "remove", "path": "/cases/0/runs/0/events/0/wire"})",
                "'wire' is a required"},
        Spoiled{R"({"op": "remove", "path": "/cases/0/runs/0/events/2/rekeys"})",
                "'rekeys' is a dependency"},
        Spoiled{R"({"op": "replace", "path": "/cases/0/runs/0/verdict", "value": "FAIL"})",
                "'FAIL' is not one of"},
        Spoiled{R"({"op": "replace", "path": "/cases/0/runs/0/events/2/nonce", "value": -1})",
                "-1 is less than the minimum"}));

// The event as "direction item nonce/rekeys plaintext".
std::string Line(const json& event) {
  std::string line = event["direction"].get<std::string>() + " " + event["item"].get<std::string>();
  if (!event.contains("nonce")) return line;
  return line + " " + event["nonce"].dump() + "/" + event["rekeys"].dump() + " " +
         event["plaintext"].get<std::string>();
}

TEST(ExportTest, ContainsTheBytesOfTheCase) {
  const json document = json::parse(Export({"transport/echo-two-messages", "--role", "responder",
                                            "--suite", "25519", "--framing", "u16"}));
  const json& one = document["cases"][0];
  ASSERT_EQ(one["runs"].size(), 1U);
  const json& events = one["runs"][0]["events"];
  std::vector<std::string> lines;
  for (const json& event : events) lines.push_back(Line(event));
  const std::string get = "04" + std::string(32, '1');
  const std::string topic = "05" + std::string(64, '2');
  EXPECT_THAT(lines, testing::ElementsAre("sent init", "received resp", "sent frame 0/0 " + get,
                                          "received frame 0/0 " + get, "sent frame 1/1 " + topic,
                                          "received frame 1/1 " + topic, "received fin"));
  // As in the case file.
  EXPECT_EQ(events[2]["wire"],
            "1b1a11b404fddefb70c4b5535691f187764df2fe4d145ce0c09ec119e8a9cf4453");
  const json& step = one["steps"][events[2]["step"].get<size_t>()];
  EXPECT_EQ(step["label"], "m1");
  EXPECT_THAT(ReadFile(step["file"].get<std::string>()), HasSubstr(step["text"]));
}

TEST(ExportTest, ContainsLongMessagesInFull) {
  const json document = json::parse(Export({"message/topic/*", "--framing", "u32"}));
  size_t longest = 0;
  for (const json& one : document["cases"]) {
    for (const json& event : one["runs"][0]["events"]) {
      if (!event.contains("nonce")) continue;
      const size_t size = event["plaintext"].get<std::string>().size();
      longest = std::max(longest, size / 2);
      EXPECT_EQ(event["wire"].get<std::string>().size(), size + 32) << one["id"];
    }
  }
  EXPECT_GT(longest, 10000U);  // more than a trace keeps for reports
}

TEST(ExportTest, IsDeterministic) {
  const std::vector<std::string> globs = {"parallel/*", "handshake/*", "transport/*"};
  EXPECT_EQ(Export(globs), Export(globs));
}

TEST(ExportTest, ExportsMutationsWithTheirTampers) {
  const json document = json::parse(Conform({"export", "handshake/ok@flip:hs1.17"}).out);
  bool tampered = false;
  for (const json& step : document["cases"][0]["steps"]) tampered |= step.contains("tampers");
  EXPECT_TRUE(tampered);
}

TEST(ExportTest, WritesHandshakesThatOtherProgramsAccept) {
  const std::string file = testing::TempDir() + "/noise.json";
  ASSERT_EQ(Conform({"export", "handshake/*", "--noise", file}).status, 0);
  std::string text = ReadFile(file);
  const json vectors = json::parse(text)["vectors"];
  std::set<std::string> protocols;
  for (const json& vector : vectors) protocols.insert(vector["protocol_name"]);
  EXPECT_THAT(protocols, testing::ElementsAre("Noise_IK_25519_ChaChaPoly_BLAKE2b",
                                              "Noise_IK_ed25519_ChaChaPoly_BLAKE2b"));
  const Ended checked = Shell("conformance/vectors/asmtp-vectors " + file);
  EXPECT_EQ(checked.status, 0) << checked.out;
  EXPECT_THAT(checked.out, HasSubstr(std::to_string(vectors.size()) + " passed"));
  EXPECT_THAT(checked.out, HasSubstr("0 skipped"));

  const std::string hash = vectors[0]["handshake_hash"];
  text.replace(text.find(hash), 1, hash[0] == '0' ? "1" : "0");
  std::ofstream(file, std::ios::binary) << text;
  EXPECT_EQ(Shell("conformance/vectors/asmtp-vectors " + file).status, 1);
}

TEST(ExportTest, WritesSeedsNamedByHash) {
  const std::string folder = testing::TempDir() + "/seeds";
  fs::remove_all(folder);
  ASSERT_EQ(Conform({"export", "transport/echo-two-messages", "--seeds", folder}).status, 0);
  std::map<std::string, size_t> counts;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_directory()) continue;
    const std::string bytes = ReadFile(entry.path());
    EXPECT_EQ(entry.path().filename(), ToHex(Blake2b128(AsBytes(bytes))));
    ++counts[entry.path().parent_path().filename()];
  }
  // Two suites and two roles share the plaintexts.
  EXPECT_EQ(counts,
            (std::map<std::string, size_t>{{"flights", 8}, {"frames", 16}, {"plaintexts", 2}}));
}

struct Wrong {
  std::vector<std::string> arguments;
  std::string err;
};

class WrongUseTest : public testing::TestWithParam<Wrong> {};

TEST_P(WrongUseTest, IsAUsageError) {
  std::vector<std::string> arguments = GetParam().arguments;
  arguments.insert(arguments.begin(), "export");
  const Ended ended = Conform(std::move(arguments));
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr(GetParam().err));
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongUseTest,
    testing::Values(Wrong{{"no/such/*"}, "no case matches 'no/such/*'"},
                    Wrong{{"handshake/ok", "--json", "/no/such/x"}, "cannot write '/no/such/x'"},
                    Wrong{{"handshake/ok", "--json", "-", "--noise", "-"}, "cannot both go"},
                    Wrong{{"handshake/ok@flip:hs1.17", "--noise", "-"}, "no selected case"}));

}  // namespace
}  // namespace asmtp::conformance
