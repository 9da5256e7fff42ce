#include "conformance/play/match.h"

#include <gtest/gtest.h>

#include "conformance/play/judge.h"
#include "conformance/transcript/reader.h"

namespace asmtp::conformance {
namespace {

using Kind = Outcome::Kind;

// The expectations of an expect block with these lines.
std::vector<Expectation> Block(const std::string& lines) {
  const auto cases = ReadTranscripts(
      "t.atf",
      "asmtp-transcript 1\nid a\ntitle t\nlevel MUST\nclause X-1 \"x\"\n[steps]\nexpect\n" + lines);
  EXPECT_TRUE(cases) << cases.error().Format();
  return std::get<Expect>(cases->front().steps.front().body).expectations;
}

// A get-passport: 04 and 16 bytes of this value.
Bytes GetPassport(uint8_t byte) {
  Bytes plaintext(17, byte);
  plaintext.front() = 4;
  return plaintext;
}

struct Mapping {
  std::string lines;
  Outcome outcome;
  Verdict verdict;
};

class MatchTest : public testing::TestWithParam<Mapping> {};

TEST_P(MatchTest, FirstMatchingLineDecides) {
  const Mapping& m = GetParam();
  const Fact fact = FactOf(m.outcome, Block(m.lines), {});
  EXPECT_EQ(Judge({}, fact, Level::kMust).verdict, m.verdict) << m.lines;
}

constexpr const char* kCloses = "  close -> pass\n  * -> fail\n";

INSTANTIATE_TEST_SUITE_P(
    All, MatchTest,
    testing::Values(
        Mapping{kCloses, {.kind = Kind::kFin}, Verdict::kPass},
        Mapping{kCloses, {.kind = Kind::kRst}, Verdict::kPass},
        Mapping{kCloses, {.kind = Kind::kBytes}, Verdict::kFail},
        Mapping{kCloses, {.kind = Kind::kResponse}, Verdict::kFail},
        // No line names silence, so the IUT hangs.
        Mapping{kCloses, {.kind = Kind::kSilence}, Verdict::kTimeout},
        Mapping{"  silence -> fail\n  * -> pass\n", {.kind = Kind::kSilence}, Verdict::kFail},
        Mapping{"  silence 30ms -> info\n  * -> fail\n", {.kind = Kind::kSilence}, Verdict::kInfo},
        Mapping{"  * -> nonstrict\n", {.kind = Kind::kSilence}, Verdict::kNonstrict},
        Mapping{"  close fin -> pass\n  * -> fail\n", {.kind = Kind::kFin}, Verdict::kPass},
        Mapping{"  close fin -> pass\n  * -> fail\n", {.kind = Kind::kRst}, Verdict::kFail},
        Mapping{"  close rst -> pass\n  * -> info\n", {.kind = Kind::kFin}, Verdict::kInfo},
        Mapping{"  close any -> pass\n  * -> fail\n", {.kind = Kind::kRst}, Verdict::kPass},
        Mapping{"  resp -> fail\n  * -> pass\n", {.kind = Kind::kResponse}, Verdict::kFail},
        Mapping{"  init -> fail\n  * -> pass\n", {.kind = Kind::kInitialize}, Verdict::kFail},
        Mapping{"  plain -> info\n  * -> fail\n", {.kind = Kind::kPlain}, Verdict::kInfo},
        Mapping{"  bytes -> info\n  * -> fail\n", {.kind = Kind::kBytes}, Verdict::kInfo},
        Mapping{"  msg -> pass\n  * -> fail\n",
                {.kind = Kind::kMessage, .plaintext = GetPassport(1)},
                Verdict::kPass},
        Mapping{"  msg get-passport id=rep(01,16) -> pass\n  * -> fail\n",
                {.kind = Kind::kMessage, .plaintext = GetPassport(1)},
                Verdict::kPass},
        Mapping{"  msg get-passport id=rep(02,16) -> pass\n  * -> fail\n",
                {.kind = Kind::kMessage, .plaintext = GetPassport(1)},
                Verdict::kFail},
        Mapping{"  msg topic -> pass\n  msg -> info\n  * -> fail\n",
                {.kind = Kind::kMessage, .plaintext = GetPassport(1)},
                Verdict::kInfo}));

TEST(FactOfTest, UnmatchedOutcomeIsAnError) {
  const Fact fact = FactOf({.kind = Kind::kFin}, {}, {});
  EXPECT_EQ(Judge({}, fact, Level::kMust).verdict, Verdict::kError);
}

TEST(DifferenceToTest, NamesTheField) {
  const auto block = Block("  msg get-passport id=rep(02,16) -> pass\n  * -> fail\n");
  EXPECT_EQ(DifferenceTo(block[0].message, GetPassport(1), {}),
            "id is 01010101010101010101010101010101, expected 02020202020202020202020202020202");
}

}  // namespace
}  // namespace asmtp::conformance
