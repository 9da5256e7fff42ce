// Nodes in this process: what a run judges of them without an echo.
#include "conformance/suite/node_case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>

#include "conformance/deviant/row.h"
#include "conformance/play/deviant_iut.h"
#include "conformance/suite/forecast.h"
#include "conformance/suite/selection.h"
#include "conformance/suite/suite_run.h"

namespace asmtp::conformance {
namespace {

using deviant::Deviation;
using Judged = NodeCase::Judged;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr Config kResponder{noise::Role::kResponder, Suite::kEd25519, Framing::kU32};
constexpr Config kInitiator{noise::Role::kInitiator, Suite::kX25519, Framing::kU16};

const CaseSet& AllCases() {
  static const CaseSet kSet = *LoadCases("corpus/transcripts");
  return kSet;
}

NodeCase ForNode(std::string_view id) {
  return conformance::ForNode(*AllCases().Find(id), AllCases());
}

std::vector<std::string> StepsOf(const NodeCase& node) {
  std::vector<std::string> steps;
  for (const Step& step : node.played.steps) steps.push_back(step.text);
  return steps;
}

class NodeIut : public RunningIut {
 public:
  NodeIut(const Config& config, const Keys& keys, const Deviation& wrong)
      : iut_(config, keys, wrong) {
    iut_.BecomeNode();
  }

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    return iut_.Open(deadline);
  }
  std::optional<std::string> Crash(bool) override {
    if (iut_.crashed()) return "it crashed";
    return std::nullopt;
  }
  std::string TakeErrors() override { return ""; }
  bool IsRunning() override { return !iut_.crashed(); }

 private:
  DeviantIut iut_;
};

class NodeSource : public IutSource {
 public:
  explicit NodeSource(Deviation wrong) : wrong_(std::move(wrong)) {}

  std::string WhyUnsupported(const Config&, int tier) const override {
    return tier == 0 ? "" : "it does not echo";
  }
  bool IsNode() const override { return true; }
  // Like a node that takes anybody.
  std::expected<Keys, std::string> KeysFor(const Case& one_case, noise::Role role) const override {
    Keys keys = one_case.keys.For(role);
    const bool shows_other = (keys.shown && !keys.told) || HasTamper(one_case, "s-xor VALUE at N");
    if (keys.IsStranger() || !keys.of_session.empty() || shows_other)
      return std::unexpected("it takes anybody");
    return keys;
  }
  std::expected<std::unique_ptr<RunningIut>, StartFailure> Start(const Config& config,
                                                                 const Keys& keys) const override {
    return std::make_unique<NodeIut>(config, keys, wrong_);
  }

 private:
  Deviation wrong_;
};

Deviation DeviationOf(std::string_view row) {
  return deviant::FindRow(deviant::Serves::kEndpoint, row)->deviation();
}

using Verdicts = std::map<std::string, Verdict>;

// Returns the verdict of each case of the selection.
Verdicts Play(const Deviation& wrong, const std::vector<std::string>& globs,
              const Config& config = kResponder) {
  const NodeSource source(wrong);
  const SuiteResult result = RunSuite(AllCases(), *SelectCases(AllCases(), globs), source,
                                      {.configs = {config}, .grace = Milliseconds(0)});
  Verdicts verdicts;
  for (const CaseResult& one : result.results) {
    verdicts.emplace(one.one_case->header.id, one.verdict());
  }
  return verdicts;
}

// Those that are judged and do not pass.
Verdicts Unexpected(const Verdicts& verdicts) {
  Verdicts unexpected;
  for (const auto& [id, verdict] : verdicts) {
    if (verdict != Verdict::kPass && verdict != Verdict::kUnsupported) {
      unexpected.emplace(id, verdict);
    }
  }
  return unexpected;
}

TEST(NodeCaseTest, AwaitsNoEchoAndChecksThatTheSessionIsOpenBeforeTheFault) {
  const NodeCase node = ForNode("transport/rekey-skipped");
  EXPECT_EQ(node.why_not, "");
  EXPECT_THAT(StepsOf(node), testing::ElementsAre("connect", "hs1: flight init", "hs2: flight resp",
                                                  "m1: send msg get-passport id=rep(11,16)",
                                                  "expect that the session stays open",
                                                  "m2: send msg register-topic topic=rep(22,32)",
                                                  "expect", "alive"));
}

TEST(NodeCaseTest, ForgesAFrameAfterValidOnes) {
  const NodeCase node = ForNode("transport/echo-two-messages");
  EXPECT_EQ(node.why_not, "");
  EXPECT_THAT(StepsOf(node),
              testing::ElementsAre("connect", "hs1: flight init", "hs2: flight resp",
                                   "m1: send msg get-passport id=rep(11,16)",
                                   "m2: send msg register-topic topic=rep(22,32)",
                                   "send msg get-passport id=rep(11,16)",
                                   "expect that the session stays open", "send frame rep(5c,33)",
                                   "expect a close, because the frame is forged"));
}

// A valid message after the other would leave open which one the IUT closed on.
TEST(NodeCaseTest, LooksForACloseRightAfterWhatIsNoMessage) {
  const NodeCase node = ForNode("transport/empty-plaintext");
  EXPECT_EQ(node.judged, Judged::kIfItCloses);
  EXPECT_THAT(StepsOf(node), testing::ElementsAre("connect", "hs1: flight init", "hs2: flight resp",
                                                  "m1: send msg get-passport id=rep(11,16)",
                                                  "expect that the session stays open",
                                                  "m2: send msg register-topic topic=rep(22,32)",
                                                  "expect a close", "alive"));
}

TEST(NodeCaseTest, SaysWhyACaseIsNotJudged) {
  EXPECT_THAT(ForNode("message/topic/text").why_not, HasSubstr("only an echo decides"));
  EXPECT_THAT(ForNode("message/signature/key-of-mixed-order").why_not,
              HasSubstr("only an echo decides"));
  EXPECT_THAT(ForNode("message/short@size=1").why_not, HasSubstr("only if it closes"));
  EXPECT_THAT(ForNode("frame/order/reflected").why_not, HasSubstr("needs its frame"));
  EXPECT_THAT(ForNode("parallel/sixty-sessions").why_not, HasSubstr("may limit the number"));
  EXPECT_THAT(ForNode("handshake/static-key/secret-of-ones").why_not, HasSubstr("secret is known"));
  EXPECT_FALSE(ForNode("frame/order/reflected").IsPlayed());
  EXPECT_TRUE(ForNode("message/topic/text").IsPlayed()) << "a crash would show";
}

TEST(NodeCaseTest, NoJudgedCaseWaitsForAMessage) {
  for (const Case& one_case : AllCases().cases) {
    if (one_case.header.tier == 0) continue;
    const NodeCase node = conformance::ForNode(one_case, AllCases());
    if (node.IsNeverJudged()) continue;
    for (const Step& step : node.played.steps) {
      EXPECT_FALSE(std::holds_alternative<Receive>(step.body)) << one_case.header.id;
      const auto* expect = std::get_if<Expect>(&step.body);
      if (expect == nullptr) continue;
      for (const Expectation& one : expect->expectations) {
        EXPECT_FALSE(one.kind == Expectation::Kind::kMessage && one.verdict == Verdict::kPass)
            << one_case.header.id;
      }
    }
  }
}

TEST(ForecastTest, CountsWhatIsJudged) {
  const NodeSource source({});
  std::vector<Config> configs = AllConfigs();
  std::erase_if(configs, [](const Config& c) { return c.role != noise::Role::kResponder; });
  const Forecast forecast = ForecastRuns(AllCases(), configs, source);
  EXPECT_GE(forecast.judged, 500U);
  EXPECT_GE(forecast.if_it_closes, 1100U);
  size_t counted = 0;
  for (const auto& [area, count] : forecast.areas) counted += count;
  EXPECT_EQ(counted, forecast.judged);
  for (const auto& [why, count] : forecast.rest) counted += count;
  EXPECT_EQ(counted, forecast.runs);
}

class EveryConfigTest : public testing::TestWithParam<Config> {};

TEST_P(EveryConfigTest, ARightNodePasses) {
  const Verdicts verdicts = Play({}, {"*"}, GetParam());
  EXPECT_THAT(Unexpected(verdicts), IsEmpty());
  size_t passed = 0;
  for (const auto& [id, verdict] : verdicts) {
    const bool possible = NodeSource({}).KeysFor(*AllCases().Find(id), GetParam().role).has_value();
    const NodeCase node = ForNode(id);
    if (node.judged == Judged::kAlways) EXPECT_EQ(verdict == Verdict::kPass, possible) << id;
    if (node.judged == Judged::kNever) EXPECT_EQ(verdict, Verdict::kUnsupported) << id;
    passed += verdict == Verdict::kPass ? 1 : 0;
  }
  // It closes on a plaintext that is not a message.
  EXPECT_GE(passed, 350U);
}

INSTANTIATE_TEST_SUITE_P(All, EveryConfigTest, testing::ValuesIn(AllConfigs()));

TEST(NodeTest, FramesOfItsOwnAccordChangeNothing) {
  Deviation talks;
  talks.behaviour.talks_unasked = true;
  for (const Config& config : {kResponder, kInitiator}) {
    EXPECT_EQ(Play(talks, {"*"}, config), Play({}, {"*"}, config));
  }
}

struct Fault {
  std::string row;
  std::string id;  // of a case
  Verdict verdict;
};

class FaultyNodeTest : public testing::TestWithParam<Fault> {};

TEST_P(FaultyNodeTest, ShowsByAClose) {
  const Fault& fault = GetParam();
  EXPECT_THAT(Play(DeviationOf(fault.row), {fault.id}), Contains(Pair(fault.id, fault.verdict)));
}

INSTANTIATE_TEST_SUITE_P(
    All, FaultyNodeTest,
    testing::Values(
        Fault{"takes-key-before", "transport/rekey-skipped", Verdict::kFail},
        Fault{"takes-key-before", "transport/rekey-doubled", Verdict::kPass},
        Fault{"takes-key-after", "transport/rekey-doubled", Verdict::kFail},
        Fault{"takes-nonce-ahead", "transport/nonce-ahead", Verdict::kFail},
        Fault{"tag-compared-in-part", "frame/forged/last-bit-of-tag", Verdict::kFail},
        Fault{"skips-forged", "transport/echo-two-messages", Verdict::kTimeout},
        Fault{"skips-forged", "frame/forged/first-bit", Verdict::kBlocked},
        Fault{"split-frame-refused", "delivery/frame-in-pieces@size=4", Verdict::kFail},
        Fault{"split-frame-dropped", "delivery/frame-in-pieces@size=4", Verdict::kFail},
        Fault{"coalesced-lost", "delivery/coalesced", Verdict::kFail},
        Fault{"coalesced-stuck", "delivery/coalesced", Verdict::kTimeout},
        Fault{"bad-length-ignored", "frame/length/below-16@length=15", Verdict::kFail},
        Fault{"end-ignored", "frame/cut-off@size=1", Verdict::kFail},
        Fault{"crashes-on-type-0", "message/type/unknown@type=00", Verdict::kCrash},
        // Its second valid frame does not verify there. Only the forgery that it takes is a fault
        // for certain.
        Fault{"no-rekey-when-receiving", "transport/echo-two-messages", Verdict::kUnsupported},
        Fault{"no-rekey-when-receiving", "transport/rekey-skipped", Verdict::kFail},
        Fault{"no-rekey-when-receiving", "transport/nonce-ahead", Verdict::kUnsupported}));

// A node that does not want a message may close. This proves nothing against it.
TEST(NodeTest, ClosingAfterAMessageIsNoFailure) {
  Deviation picky;
  picky.messages.refuses = [](ByteView) { return true; };
  const Verdicts verdicts = Play(picky, {"*"});
  EXPECT_THAT(Unexpected(verdicts), IsEmpty());
  EXPECT_THAT(verdicts, Contains(Pair("transport/rekey-skipped", Verdict::kUnsupported)));
  EXPECT_THAT(verdicts,
              Contains(Pair("message/gossip/bad-signature@byte=3", Verdict::kUnsupported)));
}

TEST(NodeTest, GoingOnAfterWhatIsNoMessageIsNotJudged) {
  const std::vector<std::string> globs = {"message/gossip/*", "transport/*"};
  Deviation goes_on;
  goes_on.messages.skips_no_message = true;
  const Verdicts verdicts = Play(goes_on, globs);
  EXPECT_THAT(Unexpected(verdicts), IsEmpty());
  const std::string bad = "message/gossip/bad-signature@byte=112";
  EXPECT_THAT(verdicts, Contains(Pair(bad, Verdict::kUnsupported)));
  EXPECT_THAT(Play({}, globs), Contains(Pair(bad, Verdict::kPass)));
  EXPECT_THAT(Play(DeviationOf("bad-gossip-taken"), globs),
              Contains(Pair(bad, Verdict::kUnsupported)));
}

TEST(NodeTest, ItsOwnFramesMustVerify) {
  Deviation wrong = DeviationOf("directions-swapped");
  wrong.behaviour.talks_unasked = true;
  EXPECT_THAT(Play(wrong, {"transport/eight-messages"}),
              Contains(Pair("transport/eight-messages", Verdict::kFail)));
}

}  // namespace
}  // namespace asmtp::conformance
