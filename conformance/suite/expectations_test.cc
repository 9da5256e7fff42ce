#include "conformance/suite/expectations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

namespace asmtp::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr std::chrono::year_month_day kToday{std::chrono::year(2026), std::chrono::month(6),
                                             std::chrono::day(15)};
constexpr Config kResponder{noise::Role::kResponder, Suite::kEd25519, Framing::kU32};
constexpr Config kInitiator{noise::Role::kInitiator, Suite::kX25519, Framing::kU16};

class ExpectationsTest : public testing::Test {
 protected:
  void Add(const std::string& id, Verdict verdict, const std::string& text = "",
           const Config& config = kResponder) {
    Case& one = cases_.emplace_back();
    one.header.id = id;
    CaseResult& result = result_.results.emplace_back();
    result.one_case = &one;
    result.config = config;
    result.play.verdict = verdict;
    result.play.text = text;
  }

  void Apply(const std::string& text, bool filtered = false) {
    const auto file = ReadExpectations("known.txt", text);
    ASSERT_TRUE(file) << file.error().Format();
    ApplyExpectations(*file, {.today = kToday, .filtered = filtered, .not_played = not_played_},
                      result_);
  }

  std::string Update(const std::string& text) {
    const auto file = ReadExpectations("known.txt", text);
    return file ? UpdateExpectations(*file, not_played_, result_) : file.error().Format();
  }

  std::vector<std::string> not_played_;
  std::deque<Case> cases_;
  SuiteResult result_;
};

TEST_F(ExpectationsTest, ExpectedFailureIsXfail) {
  Add("a/one", Verdict::kFail, "took a forged frame");
  Add("a/two", Verdict::kPass);
  Apply("# known\na/one  FAIL \"took a\"  https://example.org/issue#12\n");
  EXPECT_EQ(result_.results[0].verdict(), Verdict::kXfail);
  EXPECT_EQ(result_.results[0].expectation->where, "known.txt:2");
  EXPECT_EQ(result_.results[0].expectation->reason, "https://example.org/issue#12");
  EXPECT_EQ(result_.results[0].expectation->actual, Verdict::kFail);
  EXPECT_EQ(result_.results[1].verdict(), Verdict::kPass);
  EXPECT_THAT(result_.expectation_errors, IsEmpty());
}

TEST_F(ExpectationsTest, UnexpectedPassIsXpass) {
  Add("a/one", Verdict::kPass);
  Apply("a/* FAIL \"\" later\n");
  EXPECT_EQ(result_.results[0].verdict(), Verdict::kXpass);
  EXPECT_EQ(result_.results[0].play.text, "is PASS, but known.txt:1 expects FAIL: later");
}

TEST_F(ExpectationsTest, AnotherMessageOrVerdictIsUnexpected) {
  Add("a/one", Verdict::kFail, "went on");
  Add("a/two", Verdict::kTimeout, "");
  Apply("a/* FAIL \"took\" later\n");
  EXPECT_EQ(result_.results[0].verdict(), Verdict::kFail);
  EXPECT_EQ(result_.results[0].play.text, "went on (known.txt:1: expected the message \"took\")");
  EXPECT_EQ(result_.results[1].verdict(), Verdict::kTimeout);
  EXPECT_THAT(result_.results[1].play.text, HasSubstr("expected FAIL"));
}

TEST_F(ExpectationsTest, LineMayNameConfigurations) {
  Add("a/one", Verdict::kFail, "x", kResponder);
  Add("a/one", Verdict::kFail, "x", kInitiator);
  Apply("a/one initiator u16 FAIL \"\" later\n");
  EXPECT_EQ(result_.results[0].verdict(), Verdict::kFail);
  EXPECT_EQ(result_.results[1].verdict(), Verdict::kXfail);
}

TEST_F(ExpectationsTest, ListedFlakyMayPass) {
  Add("a/one", Verdict::kPass);
  Add("a/two", Verdict::kFlaky, "1 of 2 plays: FAIL");
  Apply("a/* FLAKY \"\" slow machine\n");
  EXPECT_EQ(result_.results[0].verdict(), Verdict::kPass);
  EXPECT_EQ(result_.results[1].verdict(), Verdict::kXfail);
}

TEST_F(ExpectationsTest, LineThatMatchesNothingIsAnError) {
  Add("a/one", Verdict::kFail, "x");
  Apply("a/one FAIL \"\" later\nb/* FAIL \"\" later\n");
  EXPECT_THAT(result_.expectation_errors,
              ElementsAre(StartsWith("known.txt:2: 'b/*' matches no run")));
  // A filtered run shows nothing about it.
  result_.expectation_errors.clear();
  result_.results[0].play.verdict = Verdict::kFail;
  Apply("a/one FAIL \"\" later\nb/* FAIL \"\" later\n", /*filtered=*/true);
  EXPECT_THAT(result_.expectation_errors, IsEmpty());
}

TEST_F(ExpectationsTest, KeepsLinesAboutEnduranceCases) {
  Add("a/one", Verdict::kPass);
  not_played_ = {"b/long"};
  const std::string text = "b/* FAIL \"\" later\n";
  Apply(text);
  EXPECT_THAT(result_.expectation_errors, IsEmpty());
  EXPECT_EQ(Update(text), text);
}

TEST_F(ExpectationsTest, ExpiredLineIsAnError) {
  Add("a/one", Verdict::kFail, "x");
  Apply("a/one FAIL \"\" later until=2026-06-15\n");
  EXPECT_THAT(result_.expectation_errors, IsEmpty());
  result_.results[0].play.verdict = Verdict::kFail;
  Apply("a/one FAIL \"\" later until=2026-06-14\n");
  EXPECT_THAT(result_.expectation_errors,
              ElementsAre("known.txt:1: this expectation expired on 2026-06-14: later"));
}

TEST_F(ExpectationsTest, UpdateKeepsValidLinesAndRewritesOthers) {
  Add("a/one", Verdict::kFail, "took it");
  Add("a/two", Verdict::kPass);
  Add("a/three", Verdict::kTimeout, "silent");
  Add("b/new", Verdict::kFail, "says \"no\"", kResponder);
  Add("b/new", Verdict::kPass, "", kInitiator);
  const std::string updated = Update(
      "# A comment\n"
      "a/one   FAIL \"took\"   issue 1\n"
      "\n"
      "a/two   FAIL \"\"   issue 2\n"
      "# Another\n"
      "a/three FAIL \"\"   issue 3 until=2027-01-01\n"
      "c/gone  FAIL \"\"   issue 4\n");
  EXPECT_THAT(updated, StartsWith("# A comment\n"
                                  "a/one   FAIL \"took\"   issue 1\n"
                                  "\n"
                                  "# Another\n"
                                  "a/three "));
  EXPECT_THAT(updated, HasSubstr("TIMEOUT   \"silent\"  issue 3 until=2027-01-01\n"));
  EXPECT_THAT(updated,
              testing::ContainsRegex("b/new +responder ed25519 u32 +FAIL +\"says \"  new"));
  EXPECT_THAT(updated, testing::Not(HasSubstr("gone")));
  // It matches the run that it was made from.
  Apply(updated);
  EXPECT_THAT(result_.expectation_errors, IsEmpty());
  for (const CaseResult& one : result_.results) {
    EXPECT_FALSE(IsUnexpected(one.verdict())) << one.one_case->header.id;
  }
}

TEST_F(ExpectationsTest, UpdateKeepsAFileWithOtherLineEndsReadable) {
  Add("a/one", Verdict::kPass);
  Add("a/two", Verdict::kFail, "x");
  Add("b/one", Verdict::kPass);
  const std::string updated = Update(
      "a/one FAIL \"\" \\\r\n  issue 1\r\n"
      "a/two FAIL \"\" \\\r\n  \\\r\n  issue 2\r\n"
      "b/one FAIL \"\" issue 3\r\n");
  EXPECT_EQ(updated, "a/two FAIL \"\" \\\n  \\\n  issue 2\n");
  Apply(updated);
  EXPECT_THAT(result_.expectation_errors, IsEmpty());
}

TEST_F(ExpectationsTest, UpdateWritesTheWidestPatternThatFits) {
  // Of an implementation without u16, every case fails in this framing: most of them are blocked.
  for (const std::string area : {"a", "b", "c"}) {
    for (int i = 0; i < 30; ++i) {
      const std::string id = area + "/case@n=" + std::to_string(i);
      for (const Config& config : AllConfigs()) {
        const bool fails = config.framing == Framing::kU16;
        const bool first = id == "a/case@n=0";
        Add(id,
            !fails  ? Verdict::kPass
            : first ? Verdict::kFail
                    : Verdict::kBlocked,
            !fails  ? ""
            : first ? "closed"
                    : "the control " + area + "/ok is FAIL",
            config);
      }
    }
  }
  const std::string updated = Update("# known\n");
  EXPECT_THAT(updated, testing::MatchesRegex("# known\n"
                                             "a/case@n=0 +u16 +FAIL +\"closed\"  new, [^\n]*\n"
                                             "\\* +u16 +BLOCKED +\"the control \"  new, [^\n]*\n"));
  Apply(updated);
  EXPECT_THAT(result_.expectation_errors, IsEmpty());
  for (const CaseResult& one : result_.results) EXPECT_FALSE(IsUnexpected(one.verdict()));
}

TEST_F(ExpectationsTest, UpdateKeepsDifferentMessagesOfFewRunsApart) {
  Add("a/one", Verdict::kFail, "took it");
  Add("a/two", Verdict::kFail, "sent a reply");
  Add("b/one", Verdict::kFail, "crash of all");
  Add("b/two", Verdict::kFail, "crash of all");
  Add("c/warned", Verdict::kNonstrict, "late");
  const std::string updated = Update("");
  EXPECT_THAT(updated, testing::MatchesRegex("b/\\* +FAIL +\"crash of all\" [^\n]*\n"
                                             "a/two +FAIL [^\n]*\n"
                                             "a/one +FAIL [^\n]*\n"));
}

TEST(ExpectationsFileTest, ErrorsNameTheLine) {
  const auto error = [](const std::string& text) {
    const auto file = ReadExpectations("known.txt", text);
    return file ? "" : file.error().Format();
  };
  EXPECT_THAT(error("\na/one\n"), StartsWith("known.txt:2: expected a verdict after the case"));
  EXPECT_THAT(error("a/one PASS \"\" x"), StartsWith("known.txt:1: expected a verdict"));
  EXPECT_THAT(error("a/one u64 FAIL \"\" x"), StartsWith("known.txt:1: expected a verdict"));
  EXPECT_EQ(error("a/one FAIL later"),
            "known.txt:1: expected the beginning of the message in quotes after the verdict");
  EXPECT_EQ(error("a/one FAIL \"\""),
            "known.txt:1: expected a reason at the end: why it fails, or where it is discussed");
  EXPECT_EQ(error("a/one FAIL \"\" x until=2026-02-30"),
            "known.txt:1: expected a date such as until=2026-12-31");
}

}  // namespace
}  // namespace asmtp::conformance
