// Runs against core in place of an IUT, with the failures that a test plans.
#include "conformance/suite/suite_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <optional>

#include "conformance/deviant/row.h"
#include "conformance/play/deviant_iut.h"
#include "conformance/play/model_iut.h"
#include "conformance/suite/selection.h"

namespace asmtp::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Config kResponder{noise::Role::kResponder, Suite::kEd25519, Framing::kU32};
constexpr Config kInitiator{noise::Role::kInitiator, Suite::kX25519, Framing::kU16};

const CaseSet& AllCases() {
  static const CaseSet kSet = *LoadCases("corpus/transcripts");
  return kSet;
}

// The failures of the IUT.
struct Plan {
  std::vector<Config> without_iut;  // these do not start
  std::atomic<int> starts_left{1'000'000};
  std::atomic<int> refused_streams{0};     // the number of streams refused first
  std::atomic<int> well_streams{0};        // the number of working streams before those
  size_t files_per_stream = 0;             // open files that each stream leaves behind
  size_t files_at_first = 0;               // open files after the first stream
  std::string errors = {};                 // what it prints in each case
  std::atomic<int> silent_streams{0};      // the number of streams without an answer
  std::atomic<int> well_streams_first{0};  // the number of working streams before those
  std::string_view fault = {};             // of a faulty endpoint that takes the place of core
  std::atomic<size_t> opened{0};           // counter
  bool dies_after_stream = false;
  bool one_key_only = false;
  bool serial = false;
  bool without_messages = false;
  std::optional<Config> speaks;  // the suite and framing that it always uses
  std::atomic<int> starts{0};    // counter
};

class SilentChannel : public Channel {
 public:
  void Send(ByteView, Deadline) override {}
  Arrival Receive(Deadline) override { return {}; }
  void Shutdown() override {}
  void Reset() override {}
};

class PlannedIut : public RunningIut {
 public:
  PlannedIut(const Config& config, const Keys& keys, Plan& plan)
      : keys_(keys), spoken_(SpokenBy(plan, config)), plan_(plan) {
    const auto* row = deviant::FindRow(deviant::Serves::kEndpoint, plan.fault);
    if (row == nullptr) return;
    inner_ = std::make_unique<DeviantIut>(spoken_, keys_, row->deviation());
    is_faulty_ = true;
  }

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    if (plan_.well_streams-- <= 0 && plan_.refused_streams > 0) {
      --plan_.refused_streams;
      return std::unexpected("refused");
    }
    ++streams_;
    const size_t number = ++plan_.opened;
    if (plan_.well_streams_first-- <= 0 && plan_.silent_streams > 0) {
      --plan_.silent_streams;
      return std::make_unique<SilentChannel>();
    }
    if (!is_faulty_) RenewEphemeral(number);
    return inner_->Open(deadline);
  }
  std::optional<std::string> Crash(bool) override { return std::nullopt; }
  std::string TakeErrors() override { return plan_.errors; }
  bool IsRunning() override { return !plan_.dies_after_stream || streams_ == 0; }
  ProcessFigures Figures() override {
    return {.rss = 1 << 20,
            .files =
                5 + streams_ * plan_.files_per_stream + (streams_ == 0 ? 0 : plan_.files_at_first)};
  }

 private:
  // The IUT never uses an ephemeral key again, in none of its processes.
  void RenewEphemeral(size_t number) {
    keys_.iut_e.bytes[4] = static_cast<uint8_t>(number & 0xff);
    keys_.iut_e.bytes[5] = static_cast<uint8_t>(number >> 8 & 0xff);
    inner_ = std::make_unique<ModelIut>(spoken_, keys_);
  }

  static Config SpokenBy(const Plan& plan, const Config& config) {
    return plan.speaks ? Config{config.role, plan.speaks->suite, plan.speaks->framing} : config;
  }

  Keys keys_;
  Config spoken_;
  std::unique_ptr<Iut> inner_;
  bool is_faulty_ = false;
  Plan& plan_;
  size_t streams_ = 0;
};

class PlannedSource : public IutSource {
 public:
  explicit PlannedSource(Plan& plan) : plan_(plan) {}

  std::string WhyUnsupported(const Config&, int) const override { return ""; }
  std::string WhyNotParallel() const override { return plan_.serial ? "one at a time" : ""; }
  std::string WhyNoMessages() const override { return plan_.without_messages ? "no messages" : ""; }
  std::expected<Keys, std::string> KeysFor(const Case& one_case, noise::Role role) const override {
    if (plan_.one_key_only) return std::unexpected("there is one key only");
    return one_case.keys.For(role);
  }
  StartedIut Start(const Config& config, const Keys& keys) const override {
    ++plan_.starts;
    const bool never = std::ranges::find(plan_.without_iut, config) != plan_.without_iut.end();
    if (never || plan_.starts_left-- <= 0) {
      return std::unexpected(StartFailure{.what = "no such luck"});
    }
    return std::make_unique<PlannedIut>(config, keys, plan_);
  }

 private:
  Plan& plan_;
};

SuiteResult RunPlanned(Plan& plan, const std::vector<std::string>& globs, RunOptions options) {
  const PlannedSource source(plan);
  return RunSuite(AllCases(), *SelectCases(AllCases(), globs), source, options);
}

std::vector<std::string> Lines(const SuiteResult& result) {
  std::vector<std::string> lines;
  for (const CaseResult& one : result.results) {
    lines.push_back(one.one_case->header.id + " " + Describe(one.config) + " " +
                    std::string(Name(one.verdict())));
  }
  return lines;
}

TEST(SuiteRunTest, OrderDoesNotDependOnTheWorkers) {
  Plan plan;
  const std::vector<std::string> globs = {"transport/*", "handshake/*"};
  const auto alone = Lines(RunPlanned(plan, globs, {.jobs = 1, .configs = AllConfigs()}));
  EXPECT_GT(alone.size(), 200U);
  for (const size_t jobs : {size_t{2}, size_t{7}}) {
    EXPECT_EQ(Lines(RunPlanned(plan, globs, {.jobs = jobs, .configs = AllConfigs()})), alone);
  }
}

TEST(SuiteRunTest, SeveralWorkersShareOneConfiguration) {
  Plan plan;
  RunPlanned(plan, {"handshake/*"}, {.jobs = 2, .configs = {kResponder}});
  const int alone = [] {
    Plan other;
    RunPlanned(other, {"handshake/*"}, {.jobs = 1, .configs = {kResponder}});
    return other.starts.load();
  }();
  EXPECT_GT(plan.starts, alone);
}

TEST(SuiteRunTest, PlaysCasesWithAFlakyControl) {
  Plan plan{.refused_streams = 2};  // the first play and the check that the IUT is alive
  const SuiteResult result =
      RunPlanned(plan, {"handshake/ok", "transport/echo-two-messages"},
                 {.configs = {kResponder}, .retries = 1, .grace = Milliseconds(0)});
  EXPECT_THAT(Lines(result), ElementsAre("handshake/ok responder ed25519 u32 FLAKY",
                                         "transport/echo-two-messages responder ed25519 u32 PASS"));
}

TEST(SuiteRunTest, IutMayRecoverAfterACase) {
  Plan plan{.refused_streams = 1};
  plan.well_streams = 1;
  const SuiteResult result =
      RunPlanned(plan, {"handshake/ok"}, {.configs = {kResponder}, .grace = Milliseconds(1)});
  EXPECT_THAT(Lines(result), ElementsAre("handshake/ok responder ed25519 u32 PASS"));
  EXPECT_EQ(plan.refused_streams, 0);
}

TEST(SuiteRunTest, EndsAfterMaxFailures) {
  for (const size_t jobs : {size_t{1}, size_t{3}}) {
    Plan plan{.refused_streams = 1'000'000};
    const SuiteResult result = RunPlanned(
        plan, {"handshake/init/*"},  // their control comes on top
        {.jobs = jobs, .configs = AllConfigs(), .max_failures = 5, .grace = Milliseconds(0)});
    const auto is_selected = [](const CaseResult& one) {
      return one.one_case->header.id.starts_with("handshake/init/");
    };
    EXPECT_EQ(std::ranges::count_if(result.results, is_selected), 5);
    EXPECT_TRUE(result.interrupted);
    EXPECT_THAT(
        result.notes,
        ElementsAre(HasSubstr("stopped after 5 unexpected results (--max-failures 5): 5 of")));
  }
}

TEST(SuiteRunTest, AFailedControlOutsideTheSelectionIsAResult) {
  Plan plan{.refused_streams = 1'000'000};
  const SuiteResult result = RunPlanned(plan, {"transport/eight-messages", "transport/rekey-early"},
                                        {.jobs = 1, .configs = {kResponder}});
  std::vector<std::string> ids;
  for (const CaseResult& one : result.results) {
    if (one.verdict() != Verdict::kBlocked) ids.push_back(one.one_case->header.id);
  }
  EXPECT_THAT(ids, ElementsAre("handshake/ok"));
}

TEST(SuiteRunTest, ConfigurationWithoutIutDoesNotStopOthers) {
  Plan plan{.without_iut = {kResponder}};
  const SuiteResult result = RunPlanned(plan, {"handshake/ok", "transport/echo-two-messages"},
                                        {.configs = {kResponder, kInitiator}});
  EXPECT_THAT(Lines(result), ElementsAre("handshake/ok responder ed25519 u32 ERROR",
                                         "handshake/ok initiator 25519 u16 PASS",
                                         "transport/echo-two-messages responder ed25519 u32 ERROR",
                                         "transport/echo-two-messages initiator 25519 u16 PASS"));
  EXPECT_TRUE(result.results[0].iut_missing);
  EXPECT_EQ(result.results[0].play.text, "no such luck");
  EXPECT_FALSE(result.start_failure);
  EXPECT_EQ(plan.starts, 2);  // a failed start is not repeated
}

TEST(SuiteRunTest, ReportsThatNoIutStarted) {
  Plan plan{.without_iut = {kResponder, kInitiator}};
  const SuiteResult result =
      RunPlanned(plan, {"handshake/ok"}, {.configs = {kResponder, kInitiator}});
  ASSERT_TRUE(result.start_failure);
  EXPECT_EQ(result.start_failure->what, "no such luck");
}

TEST(SuiteRunTest, GivesUpOnAnIutThatDoesNotRestart) {
  Plan plan{.dies_after_stream = true};
  plan.starts_left = 2;
  const SuiteResult result = RunPlanned(plan, {"handshake/*"}, {.configs = {kResponder}});
  EXPECT_THAT(result.results.back().play.text, "cannot restart the IUT: no such luck");
  EXPECT_EQ(plan.starts, 2 + 3);
}

TEST(SuiteRunTest, MixedResultsAreFlaky) {
  Plan plan;
  plan.refused_streams = 2;  // the stream of the case and of the check that the IUT is alive
  const SuiteResult result =
      RunPlanned(plan, {"handshake/ok"}, {.configs = {kResponder}, .retries = 3});
  ASSERT_THAT(result.results, SizeIs(1));
  const CaseResult& one = result.results[0];
  EXPECT_EQ(one.verdict(), Verdict::kFlaky);
  EXPECT_EQ(one.play.text, "1 of 2 plays: FAIL: refused");
  ASSERT_THAT(one.attempts, SizeIs(2));
  EXPECT_EQ(one.attempts[0].verdict, Verdict::kFail);
  EXPECT_EQ(one.attempts[1].verdict, Verdict::kPass);
}

TEST(SuiteRunTest, RepeatedFailureIsNotFlaky) {
  Plan plan;
  plan.refused_streams = 1000;
  const SuiteResult result =
      RunPlanned(plan, {"handshake/ok"}, {.configs = {kResponder}, .retries = 2});
  EXPECT_EQ(result.results[0].verdict(), Verdict::kFail);
  EXPECT_THAT(result.results[0].attempts, SizeIs(3));
}

TEST(SuiteRunTest, RepeatsPassingCases) {
  Plan plan;
  const SuiteResult result =
      RunPlanned(plan, {"handshake/ok"}, {.configs = {kResponder}, .repeat = 4});
  EXPECT_EQ(result.results[0].verdict(), Verdict::kPass);
  EXPECT_THAT(result.results[0].attempts, SizeIs(4));
}

TEST(SuiteRunTest, CaseThatLeaksFilesFails) {
  Plan plan{.files_per_stream = 20};
  const SuiteResult result = RunPlanned(plan, {"handshake/ok", "transport/echo-two-messages"},
                                        {.timeout_scale = 0.05, .configs = {kResponder}});
  ASSERT_THAT(result.results, SizeIs(2));
  EXPECT_EQ(result.results[0].verdict(), Verdict::kFail);
  EXPECT_THAT(result.results[0].play.text, HasSubstr("leaves at least 40 more open files"));
  EXPECT_GT(result.results[0].after.files, result.results[0].before.files);
  EXPECT_EQ(result.results[1].verdict(), Verdict::kBlocked);
}

TEST(SuiteRunTest, SlowLeakOverAllCasesFailsTheRun) {
  for (const bool leaks : {true, false}) {
    Plan plan{.files_per_stream = leaks ? size_t{1} : 0};
    const SuiteResult result = RunPlanned(plan, {"handshake/ok", "handshake/init/[!g]*"},
                                          {.timeout_scale = 0.05, .configs = {kResponder}});
    for (const CaseResult& one : result.results) EXPECT_EQ(one.verdict(), Verdict::kPass);
    const std::string sentence = result.leaks.empty() ? "" : result.leaks.front();
    EXPECT_EQ(sentence.starts_with("the IUT (responder ed25519 u32) leaks open files: over "),
              leaks)
        << sentence;
  }
}

TEST(SuiteRunTest, GrowthThatASecondPlayDoesNotRepeatIsNoLeak) {
  Plan plan{.files_at_first = 40};
  const SuiteResult result =
      RunPlanned(plan, {"handshake/ok"}, {.timeout_scale = 0.05, .configs = {kResponder}});
  EXPECT_EQ(result.results.front().verdict(), Verdict::kPass);
  EXPECT_THAT(result.leaks, IsEmpty());
}

TEST(SuiteRunTest, ExceptionOnStderrIsInfo) {
  Plan plan{.errors = "Traceback (most recent call last):\n  File \"a.py\"\nValueError: x\n"};
  const SuiteResult result = RunPlanned(plan, {"handshake/ok"}, {.configs = {kResponder}});
  EXPECT_EQ(result.results.front().verdict(), Verdict::kInfo);
  EXPECT_EQ(result.results.front().play.text, "stderr shows an uncaught exception");
  EXPECT_EQ(result.results.front().play.actual, "ValueError: x");
}

// A busy machine: some streams give no answer in time.
TEST(SuiteRunTest, ConfirmsATimeoutBeforeItIsAVerdict) {
  Plan plan{.silent_streams = 1, .well_streams_first = 1};
  const SuiteResult result = RunPlanned(
      plan, {"handshake/ok"}, {.timeout_scale = 0.01, .calibrate = true, .configs = {kResponder}});
  EXPECT_EQ(result.results.front().verdict(), Verdict::kPass);
}

TEST(SuiteRunTest, ConfirmsSilenceOncePerKind) {
  Plan plan{.silent_streams = 1'000'000, .well_streams_first = 1};
  const SuiteResult result = RunPlanned(plan, {"handshake/version/*", "handshake/ok"},
                                        {.timeout_scale = 0.01,
                                         .calibrate = true,
                                         .probes = false,
                                         .configs = {kResponder},
                                         .grace = Milliseconds(0)});
  EXPECT_EQ(result.results.front().verdict(), Verdict::kTimeout);
  const size_t streams_of_unconfirmed = 2 * result.results.size();
  EXPECT_LE(plan.opened, streams_of_unconfirmed + 8);
}

// The case passes in every configuration, because any end of the stream passes.
TEST(SuiteRunTest, NamesNoConfigurationThatAPlainSessionRefutes) {
  Plan plan{.fault = "anybody-welcome"};
  const SuiteResult result =
      RunPlanned(plan, {"handshake/other-identity", "handshake/ok"}, {.configs = {kResponder}});
  const auto& one = result.results.back();
  ASSERT_EQ(one.one_case->header.id, "handshake/other-identity");
  EXPECT_EQ(one.verdict(), Verdict::kFail);
  EXPECT_EQ(one.play.hypothesis, "");
}

TEST(SuiteRunTest, ExplainsAWrongSuiteOrFraming) {
  for (const Config& config : {kResponder, kInitiator}) {
    Plan suite{.speaks = Config{config.role,
                                config.suite == Suite::kEd25519 ? Suite::kX25519 : Suite::kEd25519,
                                config.framing}};
    const auto one = RunPlanned(suite, {"handshake/ok"}, {.configs = {config}}).results.front();
    EXPECT_EQ(one.play.hypothesis, "suite-other") << one.play.actual;
    EXPECT_THAT(one.play.explanation, HasSubstr("it ignores the suite that it is given"));
    Plan framing{.speaks = Config{config.role, config.suite,
                                  config.framing == Framing::kU32 ? Framing::kU16 : Framing::kU32}};
    const auto two =
        RunPlanned(framing, {"transport/eight-messages"}, {.configs = {config}}).results.front();
    EXPECT_EQ(two.play.hypothesis, "framing-other") << two.play.actual;
  }
}

TEST(SuiteRunTest, SimultaneousStreamsAreUnsupportedForASerialIut) {
  Plan plan{.serial = true};
  const SuiteResult result =
      RunPlanned(plan, {"parallel/*", "handshake/ok"}, {.configs = {kResponder}});
  EXPECT_GT(result.results.size(), 5U);
  for (const CaseResult& one : result.results) {
    const bool other = one.one_case->header.id == "handshake/ok";
    EXPECT_EQ(one.verdict(), other ? Verdict::kPass : Verdict::kUnsupported);
    EXPECT_EQ(one.play.text, other ? "" : "one at a time") << one.one_case->header.id;
  }
}

TEST(SuiteRunTest, OmitsMessageCasesForAnIutWithoutMessages) {
  Plan plan{.without_messages = true};
  const SuiteResult result =
      RunPlanned(plan, {"message/type/unknown", "transport/*"}, {.configs = {kResponder}});
  EXPECT_GT(result.results.size(), 20U);
  for (const CaseResult& one : result.results) {
    const std::string& id = one.one_case->header.id;
    const bool about = id.starts_with("message/") || id.find("empty") != id.npos;
    EXPECT_EQ(one.verdict(), about ? Verdict::kUnsupported : Verdict::kPass) << id;
    EXPECT_EQ(one.play.text, about ? "no messages" : "") << id;
  }
}

TEST(SuiteRunTest, CaseWithOtherKeysIsUnsupported) {
  Plan plan{.one_key_only = true};
  const SuiteResult result = RunPlanned(plan, {"handshake/ok"}, {.configs = {kResponder}});
  EXPECT_EQ(result.results[0].verdict(), Verdict::kUnsupported);
  EXPECT_EQ(result.results[0].play.text, "there is one key only");
}

}  // namespace
}  // namespace asmtp::conformance
