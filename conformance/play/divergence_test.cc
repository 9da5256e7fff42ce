#include "conformance/play/divergence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "conformance/deviant/row.h"
#include "conformance/play/deviant_iut.h"
#include "conformance/play/player.h"
#include "conformance/transcript/clause_index.h"
#include "conformance/transcript/reader.h"

namespace asmtp::conformance {
namespace {

using deviant::Deviation;
using deviant::Row;
using deviant::RowsFor;
using deviant::Serves;
using deviant::Stage;

constexpr const char* kHeader =
    "asmtp-transcript 1\nid test/case\ntitle t\nlevel MUST\nclause TR-1 \"x\"\n"
    "roles responder initiator\n[keys]\n"
    "runner.s = 1111111111111111111111111111111111111111111111111111111111111111\n"
    "runner.e = 1212121212121212121212121212121212121212121212121212121212121212\n"
    "iut.s    = 2121212121212121212121212121212121212121212121212121212121212121\n"
    "iut.e    = 2222222222222222222222222222222222222222222222222222222222222222\n"
    "[steps]\nconnect\nflight init\nflight resp\n";

// Three messages and their echoes.
constexpr const char* kEchoes =
    "send msg get-passport id=rep(11,16)\nrecv msg get-passport id=rep(11,16)\n"
    "send msg register-topic topic=rep(22,32)\nrecv msg register-topic topic=rep(22,32)\n"
    "send msg get-passport id=rep(12,16)\nrecv msg get-passport id=rep(12,16)\n";
// What the IUT sends on its own.
constexpr const char* kUnasked = "recv msg get-passport id=rep(33,16)\n";

// An IUT that deviates only in what it sends.
PlayResult PlayAgainst(const Deviation& deviation, const Config& config,
                       const std::string& steps = kEchoes) {
  auto cases = ReadTranscripts("t.atf", kHeader + steps);
  if (!cases) ADD_FAILURE() << cases.error().Format();
  const auto set = ResolveCases(*std::move(cases));
  DeviantIut iut(config, set->cases.front().keys.For(config.role), deviation,
                 /*reads_rightly=*/true);
  PlayResult result = Play(set->cases.front(), config, iut, {.asks_again = true});
  result.trace.clear();  // points into the case
  result.step = nullptr;
  return result;
}

// An IUT with these mistakes.
PlayResult PlayAgainst(std::initializer_list<std::string_view> ids, const Config& config,
                       const std::string& steps = kEchoes) {
  Deviation deviation;
  for (const std::string_view id : ids) deviant::FindRow(Serves::kHypothesis, id)->apply(deviation);
  deviation.behaviour.talks_unasked = steps == kUnasked;
  return PlayAgainst(deviation, config, steps);
}

// Names a parameterised test by its hypothesis.
struct NameOfId {
  template <class Info>
  std::string operator()(const Info& tested) const {
    std::string name = tested.param;
    std::ranges::replace(name, '-', '_');
    return name;
  }
};

// Those that need keys with zero bytes are played as endpoints, in kill_table_test.
bool NeedsZeros(const Row& row) { return row.id.ends_with("-zeros-lost"); }

std::vector<std::string> Ids(bool of_frames) {
  std::vector<std::string> ids;
  for (const Row* hypothesis : RowsFor(Serves::kHypothesis)) {
    if (NeedsZeros(*hypothesis)) continue;
    if ((hypothesis->stage == Stage::kFrame) == of_frames) ids.emplace_back(hypothesis->id);
  }
  return ids;
}

void ExpectNamed(const std::string& id, const Config& config, const std::string& steps) {
  const PlayResult result = PlayAgainst({id}, config, steps);
  EXPECT_TRUE(IsUnexpected(result.verdict)) << Describe(config);
  EXPECT_EQ(result.hypothesis, id) << Describe(config) << ": " << result.text << result.actual;
}

class FrameHypothesisTest : public testing::TestWithParam<std::string> {};

TEST_P(FrameHypothesisTest, IsTheOnlyExplanation) {
  for (const Config& config : AllConfigs()) {
    ExpectNamed(GetParam(), config, GetParam() == "directions-swapped" ? kUnasked : kEchoes);
  }
}

INSTANTIATE_TEST_SUITE_P(All, FrameHypothesisTest, testing::ValuesIn(Ids(/*of_frames=*/true)),
                         NameOfId());

// Mistakes that show only in the initialize, only in the response, or only in one suite.
const std::set<std::string> kInInitialize = {"name-hashed",
                                             "name-of-other-suite",
                                             "name-of-xx",
                                             "name-of-kk",
                                             "name-of-ix",
                                             "hash-blake2s",
                                             "suite-blake2s",
                                             "suite-sha256",
                                             "suite-sha512",
                                             "version-in-prologue",
                                             "es-ss-swapped",
                                             "prologue-not-hashed",
                                             "ss-missing",
                                             "pre-message-of-initiator",
                                             "plaintext-hashed",
                                             "pre-message-missing",
                                             "pre-message-as-u",
                                             "ciphertext-not-hashed",
                                             "static-sent-as-u",
                                             "seed-as-scalar",
                                             "static-in-clear",
                                             "x25519-keys",
                                             "handshake-tag-in-front"};
const std::set<std::string> kInResponse = {"ee-se-swapped", "ee-missing", "se-missing",
                                           "es-for-se"};
const std::set<std::string> kOfEd25519 = {"ephemeral-x25519", "pre-message-as-u",
                                          "keys-hashed-as-u", "static-sent-as-u",
                                          "x25519-keys",      "seed-as-scalar"};

bool Shows(const std::string& id, const Config& config) {
  if (kOfEd25519.contains(id) && config.suite != Suite::kEd25519) return false;
  return !(config.role == noise::Role::kInitiator ? kInResponse : kInInitialize).contains(id);
}

class HandshakeHypothesisTest : public testing::TestWithParam<std::string> {};

TEST_P(HandshakeHypothesisTest, IsTheOnlyExplanation) {
  size_t shown = 0;
  for (const Config& config : AllConfigs()) {
    if (!Shows(GetParam(), config)) continue;
    ExpectNamed(GetParam(), config, "");
    ++shown;
  }
  EXPECT_GE(shown, 2U);
}

INSTANTIATE_TEST_SUITE_P(All, HandshakeHypothesisTest, testing::ValuesIn(Ids(/*of_frames=*/false)),
                         NameOfId());

TEST(DivergenceTest, CorrectPeerNeedsNoExplanation) {
  for (const Config& config : AllConfigs()) {
    const PlayResult result = PlayAgainst(Deviation(), config);
    EXPECT_EQ(result.verdict, Verdict::kPass) << Describe(config) << result.text;
    EXPECT_EQ(result.hypothesis, "");
  }
}

TEST(DivergenceTest, GarbageHasNoExplanation) {
  for (const Config& config : AllConfigs()) {
    const bool initiates = config.role == noise::Role::kInitiator;
    Deviation handshake;
    handshake.handshake.dh_flipped = initiates ? noise::Token::ss : noise::Token::se;
    Deviation frame;
    frame.send.ad_text = "garbage";
    for (const Deviation& garbage : {handshake, frame}) {
      const PlayResult result = PlayAgainst(garbage, config);
      EXPECT_EQ(result.verdict, Verdict::kFail);
      EXPECT_EQ(result.explanation, "");
    }
  }
}

TEST(DivergenceTest, ClosingPeerHasNoExplanation) {
  // It misreads our response and sends nothing that shows it.
  const PlayResult result =
      PlayAgainst({"ee-se-swapped"}, {.role = noise::Role::kInitiator}, kEchoes);
  EXPECT_EQ(result.explanation, "");
}

TEST(DivergenceTest, ExplainsTwoMistakesAtOnce) {
  EXPECT_EQ(PlayAgainst({"no-rekey", "nonce-big-endian"}, {}).hypothesis,
            "no-rekey+nonce-big-endian");
  EXPECT_EQ(PlayAgainst({"length-little-endian", "ad-is-session-id"}, {}).hypothesis,
            "length-little-endian+ad-is-session-id");
  EXPECT_EQ(
      PlayAgainst({"hmac-block-64", "name-hashed"}, {.role = noise::Role::kInitiator}).hypothesis,
      "name-hashed+hmac-block-64");
}

TEST(DivergenceTest, FormatsASentence) {
  EXPECT_EQ(
      PlayAgainst({"no-rekey"}, {}).explanation,
      "the frame verifies if the sender does NOT rekey after sending: REKEY is missing on its "
      "send path (TR-2)");
  EXPECT_EQ(
      PlayAgainst({"tag-missing"}, {}).explanation,
      "the frame contains exactly what the IUT was sent if the ciphertext has no tag (CRY-15)");
  EXPECT_EQ(PlayAgainst({"prologue-not-hashed"}, {.role = noise::Role::kInitiator}).explanation,
            "the initialize verifies if MixHash of the empty prologue is left out (HS-12)");
}

TEST(HypothesesTest, HaveUniqueIdsAndKnownClauses) {
  std::ifstream stream("SPEC.md", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  const ClauseIndex clauses = ClauseIndex::Read(text);
  std::set<std::string_view> ids;
  for (const Row* hypothesis : RowsFor(Serves::kHypothesis)) {
    EXPECT_TRUE(ids.insert(hypothesis->id).second) << hypothesis->id;
    EXPECT_EQ(hypothesis->id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
              std::string_view::npos);
    EXPECT_EQ(clauses.Check({.id = std::string(hypothesis->clause), .quote = "MUST"}), "")
        << hypothesis->id;
  }
}

}  // namespace
}  // namespace asmtp::conformance
