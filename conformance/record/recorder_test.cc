// A recording of an IUT with an unknown ephemeral key verifies without the IUT and replays against
// any other. Verify finds the line of a changed byte.
#include "conformance/record/recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "conformance/play/model_iut.h"
#include "conformance/play/verify.h"
#include "conformance/record/script.h"
#include "conformance/record/writer.h"
#include "conformance/transcript/reader.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Core in place of the IUT, with an ephemeral key other than that of the case.
class Stranger : public Iut {
 public:
  Stranger(const Config& config, Keys keys)
      : keys_(std::move(keys)), model_(config, Other(keys_)) {}
  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    return model_.Open(deadline);
  }

 private:
  static Keys Other(Keys keys) {
    keys.iut_e.bytes.fill(0x5a);
    return keys;
  }

  Keys keys_;
  ModelIut model_;
};

const CaseSet& Corpus() {
  static const CaseSet kSet = LoadCases("corpus/transcripts").value();
  return kSet;
}

std::string RecordText(const Case& script, const Config& config, Iut& iut) {
  auto recording = Record(script, config, iut, {});
  if (!recording) return recording.error();
  recording->remarks = {"Recorded by a test."};
  recording->header.id = "recorded/by-a-test";
  const auto text = WriteText(*recording);
  return text ? *text : text.error();
}

// The case in `text`, with its control from the corpus.
OrSourceError<CaseSet> Read(const std::string& text) {
  auto transcripts = ReadTranscripts("r.atf", text);
  if (!transcripts) return std::unexpected(transcripts.error());
  const std::string& control = transcripts->front().header.control;
  for (const Case* one = Corpus().Find(control); one != nullptr;
       one = Corpus().Find(one->header.control)) {
    auto more = *LoadTranscripts(one->file);
    std::ranges::move(more, std::back_inserter(*transcripts));
  }
  return ResolveCases(*std::move(transcripts));
}

std::string VerifyText(const std::string& text) {
  const auto set = Read(text);
  if (!set) return set.error().Format() + "\n" + text;
  const auto errors = Verify(set->cases.front(), nullptr);
  return errors.empty() ? "" : errors.front().Format();
}

class EchoTest : public testing::TestWithParam<Config> {
 protected:
  std::string RecordEcho(size_t messages) {
    const Case script = EchoScript(messages);
    Stranger iut(GetParam(), script.keys.For(GetParam().role));
    return RecordText(script, GetParam(), iut);
  }
  std::string Where() const {
    return std::string(Name(GetParam().role)) + " " + std::string(DhName(GetParam().suite));
  }
};

TEST_P(EchoTest, VerifiesAndReplaysInEveryConfiguration) {
  const std::string text = RecordEcho(7);
  EXPECT_THAT(text, HasSubstr("iut.e.pub " + Where() + " ~ "));
  EXPECT_THAT(text, HasSubstr("\nrecv msg register-topic topic=rep(17,32)\n"));
  EXPECT_EQ(VerifyText(text), "");
  const auto set = Read(text);
  ASSERT_TRUE(set) << set.error().Format();
  for (const Config& config : AllConfigs()) {
    Stranger other(config, set->cases.front().keys.For(config.role));
    const PlayResult played = Play(set->cases.front(), config, other, {});
    EXPECT_EQ(played.verdict, Verdict::kPass) << Describe(config) << played.actual;
  }
}

// Changes the last digit of the value that begins at `line` of the text, counted from 1.
std::string Flip(std::string text, size_t line) {
  size_t at = 0;
  for (size_t i = 1; i < line; ++i) at = text.find('\n', at) + 1;
  size_t end = text.find('\n', at);
  while (text[end - 1] == '\\') end = text.find('\n', end + 1);
  text[end - 1] = text[end - 1] == '0' ? '1' : '0';
  return text;
}

TEST_P(EchoTest, VerifiesEveryCapturedLine) {
  const std::string text = RecordEcho(2);
  size_t line = 0;
  size_t captured = 0;
  std::string_view rest = text;
  while (!rest.empty()) {
    ++line;
    const std::string_view one = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(one.size() + 1);
    const bool is_wire = one.starts_with("  wire ");
    if (!is_wire && !one.starts_with("iut.e.pub")) continue;
    ++captured;
    EXPECT_THAT(VerifyText(Flip(text, line)), StartsWith("r.atf:" + std::to_string(line) + ": "));
  }
  EXPECT_EQ(captured, 7U);
}

TEST_P(EchoTest, ReportsAMissingLine) {
  std::string text = RecordEcho(1);
  const size_t at = text.rfind("  wire ");
  text.erase(at, text.find("close fin") - at);
  EXPECT_THAT(VerifyText(text), HasSubstr("expected a line 'wire " + Where() + " ~ HEX'"));
}

TEST_P(EchoTest, ComputesEveryByteForAKnownEphemeralKey) {
  const Case script = EchoScript(2);
  ModelIut iut(GetParam(), script.keys.For(GetParam().role));
  const std::string text = RecordText(script, GetParam(), iut);
  EXPECT_THAT(text, testing::Not(HasSubstr("iut.e.pub")));
  EXPECT_EQ(VerifyText(text), "");
}

INSTANTIATE_TEST_SUITE_P(
    All, EchoTest,
    testing::Values(Config{noise::Role::kResponder, Suite::kEd25519, Framing::kU32},
                    Config{noise::Role::kResponder, Suite::kX25519, Framing::kU16},
                    Config{noise::Role::kInitiator, Suite::kEd25519, Framing::kU16},
                    Config{noise::Role::kInitiator, Suite::kX25519, Framing::kU32}));

// Sessions of every kind, with faults: core's behaviour can be recorded and verified.
TEST(RecordTest, EveryCaseWithoutSimultaneousSessionsCanBeAScript) {
  size_t recorded = 0;
  for (const Config& config : {Config{noise::Role::kResponder, Suite::kEd25519, Framing::kU32},
                               Config{noise::Role::kInitiator, Suite::kX25519, Framing::kU16}}) {
    for (const Case& script : Corpus().cases) {
      const auto configs = ConfigsOf(script);
      if (std::ranges::find(configs, config) == configs.end()) continue;
      if (!script.keys.recorded.empty() || !WhyNotRecordable(script).empty()) continue;
      // A session in which the IUT sends nothing stands before others, which verify cannot tell apart.
      if (script.header.id == "handshake/after-many-failures") continue;
      Stranger iut(config, script.keys.For(config.role));
      const std::string wrong = VerifyText(RecordText(script, config, iut));
      if (wrong.contains("the recording exceeds 1 MiB")) continue;
      EXPECT_EQ(wrong, "") << script.header.id << " " << Describe(config);
      ++recorded;
    }
  }
  EXPECT_GE(recorded, 200U);
}

TEST(RecordTest, RefusesSimultaneousSessions) {
  const auto& cases = Corpus().cases;
  const auto script = std::ranges::find(cases, std::string("parallel/half-open"),
                                        [](const Case& c) { return c.header.id; });
  ASSERT_NE(script, cases.end());
  EXPECT_THAT(WhyNotRecordable(*script),
              HasSubstr("cannot be recorded: a recording has one session at a time"));
}

TEST(RecordTest, NamesTheLineThatTheIutDoesNotFollow) {
  const Case script = EchoScript(1);
  Case other = script;
  other.keys.runner_s->bytes.fill(0x77);
  const Config config;
  ModelIut iut(config, other.keys.For(config.role));
  const auto recording = Record(script, config, iut, {});
  ASSERT_FALSE(recording);
  EXPECT_THAT(recording.error(), HasSubstr("the IUT does not follow the script at 'hs2: flight "
                                           "resp': the IUT closed the connection"));
}

TEST(WriterTest, WritesEachValueInItsShortestForm) {
  EXPECT_EQ(ValueWord({}), "");
  EXPECT_EQ(ValueWord(Bytes{1, 1, 1}), "010101");
  EXPECT_EQ(ValueWord(Bytes(9, 0xab)), "rep(ab,9)");
  EXPECT_EQ(MessageWords(EchoPlaintext(4)),
            "msg query-topic-messages topic=rep(15,32) since=00000007");
  EXPECT_EQ(MessageWords(Bytes{9}), "");
}

TEST(WriterTest, RefusesRecordingsLargerThanACaseFile) {
  Recording recording;
  recording.header = EchoScript(1).header;
  recording.steps.resize(1001);
  EXPECT_EQ(WriteText(recording).error(),
            "the recording has 1001 steps; a case file holds at most 1000");
  recording.steps.resize(1);
  recording.steps[0].wires.push_back({.bytes = Bytes(1 << 20)});
  EXPECT_EQ(WriteText(recording).error(), "the recording exceeds 1 MiB, the limit of a case file");
}

}  // namespace
}  // namespace asmtp::conformance
