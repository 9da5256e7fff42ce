// Errors in case files name the file, the line and what was expected. For any bytes, the reader
// returns cases or an error.
#include "conformance/transcript/reader.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>

#include "conformance/transcript/case.h"
#include "conformance/transcript/message_format.h"

namespace asmtp::conformance {
namespace {

constexpr std::string_view kHeader =
    "asmtp-transcript 1\nid a/b\ntitle t\nlevel MUST\nclause X-1 \"x\"\n";

const std::string kKey(64, '7');

std::string ErrorOf(std::string_view text) {
  const auto cases = ReadTranscripts("f.atf", text);
  return cases ? "" : cases.error().Format();
}

// After a valid header of five lines.
std::string ErrorAfterHeader(const std::string& text) {
  return ErrorOf(std::string(kHeader) + text);
}

// After the line [steps], the sixth.
std::string ErrorInSteps(const std::string& text) { return ErrorAfterHeader("[steps]\n" + text); }

struct Wrong {
  std::string text;
  std::string error;
};

class WholeFileTest : public testing::TestWithParam<Wrong> {};
TEST_P(WholeFileTest, IsNamed) { EXPECT_EQ(ErrorOf(GetParam().text), GetParam().error); }
INSTANTIATE_TEST_SUITE_P(
    All, WholeFileTest,
    testing::Values(
        Wrong{"", "f.atf:1: expected 'asmtp-transcript 1' as the first line"},
        Wrong{"# nothing\n\nid a\n", "f.atf:3: expected 'asmtp-transcript 1' as the first line"},
        Wrong{"asmtp-transcript 2\n", "f.atf:1: expected 'asmtp-transcript 1' as the first line"},
        Wrong{"asmtp-transcript 1\nid a\n[steps]\n", "f.atf:2: expected the key title"},
        Wrong{"asmtp-transcript 1\n\tid a\n",
              "f.atf:2: expected text without control characters or tabs"},
        Wrong{"asmtp-transcript 1\nid a\\", "f.atf:2: expected a line after '\\'"},
        Wrong{std::string((1 << 20) + 1, 'a'), "f.atf: expected a file of at most 1 MiB"}));

class HeaderTest : public testing::TestWithParam<Wrong> {};
TEST_P(HeaderTest, IsNamed) { EXPECT_EQ(ErrorAfterHeader(GetParam().text), GetParam().error); }
INSTANTIATE_TEST_SUITE_P(
    All, HeaderTest,
    testing::Values(
        Wrong{"", "f.atf:5: expected a section [steps]"},
        Wrong{"id c\n", "f.atf:6: expected each key once, found 'id'"},
        Wrong{"tags\n", "f.atf:6: expected a value after the key, found 'tags'"},
        Wrong{"colour red\n",
              "f.atf:6: expected id, title, level, clause, roles, suites, framings, tier, needs, "
              "tags, since, base, control, for or a section, found 'colour'"},
        Wrong{"clause X-1 x\n",
              "f.atf:6: expected clause ID \"words of the clause\", found 'clause X-1 x'"},
        Wrong{"clause X-1 \"x\n", "f.atf:6: expected a closing quote"},
        Wrong{"roles server\n", "f.atf:6: expected 'initiator' or 'responder', found 'server'"},
        Wrong{"roles initiator initiator\n",
              "f.atf:6: expected 'initiator' or 'responder', found 'initiator'"},
        Wrong{"suites x25519\n", "f.atf:6: expected 'ed25519' or '25519', found 'x25519'"},
        Wrong{"framings u64\n", "f.atf:6: expected 'u32' or 'u16', found 'u64'"},
        Wrong{"tier T7\n", "f.atf:6: expected T0, T1 or T2, found 'T7'"},
        Wrong{"base A\n", "f.atf:6: expected an id such as frame/tag/last-bit, found 'A'"},
        Wrong{"base a\ncontrol b\n[steps]\nconnect\n",
              "f.atf:7: expected base or control, not both: a base is the control"},
        Wrong{"for n = 1\n", "f.atf:6: expected for NAME in VALUE,FIRST..LAST, found 'n = 1'"},
        Wrong{"for n in 3..1\n", "f.atf:6: expected a range such as 4..9, found '3..1'"},
        Wrong{"for n in 0..5000\n", "f.atf:6: expected at most 4096 values, found '0..5000'"},
        Wrong{"for n in 0..99\nfor m in 0..99\n",
              "f.atf:7: expected a family of at most 4096 cases, found '0..99'"},
        Wrong{"[nonsense]\n", "f.atf:6: expected [keys] or [steps]"},
        Wrong{"[steps]\n[keys]\n", "f.atf:7: expected each section once, [keys] before [steps]"},
        Wrong{"[keys]\niut.x = 00\n",
              "f.atf:7: expected runner.s, runner.e, runner.s.shown, iut.s, iut.e, iut.peer, "
              "iut.e.pub or the .s of a session, found "
              "'iut.x'"},
        Wrong{"[keys]\niut.s 00\n", "f.atf:7: expected KEY [ROLE] = HEX or KEY [ROLE] ~ HEX"},
        Wrong{"[keys]\niut.s initiator = " + kKey + "\niut.s initiator = " + kKey + "\n",
              "f.atf:8: expected each key once"},
        Wrong{"[keys]\niut.e.pub initiator ~ " + kKey + "\n",
              "f.atf:7: expected iut.e.pub ROLE SUITE ~ HEX, with 64 hexadecimal digits"},
        // The error never contains what may be a secret.
        Wrong{"[keys]\niut.s = 0011\n", "f.atf:7: expected 64 hexadecimal digits"}));

class StepsTest : public testing::TestWithParam<Wrong> {};
TEST_P(StepsTest, IsNamed) { EXPECT_EQ(ErrorInSteps(GetParam().text), GetParam().error); }
INSTANTIATE_TEST_SUITE_P(
    All, StepsTest,
    testing::Values(
        Wrong{"jump\n",
              "f.atf:7: expected a verb: connect, flight, send, recv, expect, close, shutdown, "
              "leave, "
              "silence, alive, let, differ, same, after, echo, flood, drain, gone, again, "
              "sessions, in-turn, half-open, "
              "only, on or "
              "at, found 'jump'"},
        Wrong{"only client connect\n",
              "f.atf:7: expected the IUT's role after 'only', found 'client'"},
        Wrong{"only initiator\n",
              "f.atf:7: expected a verb: connect, flight, send, recv, expect, close, shutdown, "
              "leave, "
              "silence, alive, let, differ, same, after, echo, flood, drain, gone, again, "
              "sessions, in-turn, half-open, "
              "only, on or at"},
        Wrong{"on B connect\n", "f.atf:7: expected the name of a session after 'on'"},
        Wrong{"on b alive\n", "f.atf:7: expected no 'on' on this step"},
        Wrong{"after 11s\n", "f.atf:7: expected a wait of at most 10s, found '11s'"},
        Wrong{"after\n", "f.atf:7: expected a duration such as 2s or 300ms"},
        Wrong{"echo 0 33\n", "f.atf:7: expected a number from 1 to 1000000, found '0'"},
        Wrong{"echo 10 32\n", "f.atf:7: expected a number from 33 to 65517, found '32'"},
        Wrong{"echo 10\n", "f.atf:7: expected a number from 33 to 65517"},
        Wrong{"sessions 10001\n", "f.atf:7: expected a number from 1 to 10000, found '10001'"},
        Wrong{"sessions 8 0\n", "f.atf:7: expected a number from 1 to 1000, found '0'"},
        Wrong{"sessions 8 40 1\n", "f.atf:7: expected nothing more on this line, found '1'"},
        Wrong{"flood 10\n", "f.atf:7: expected a number from 33 to 16777200"},
        Wrong{"again\n", "f.atf:7: expected a number from 1 to 100000"},
        Wrong{"alive\nagain 2\nagain 2\n", "f.atf:9: expected one 'again' in a case"},
        Wrong{"send plain rep(00,75497473)\n",
              "f.atf:7: expected a number of at most 75497472, found '75497473)'"},
        Wrong{"half-open x\n", "f.atf:7: expected a number from 1 to 10000, found 'x'"},
        Wrong{"connect now\n", "f.atf:7: expected nothing more on this line, found 'now'"},
        Wrong{"M1: connect\n", "f.atf:7: expected a label such as 'm1:', found 'M1:'"},
        Wrong{"a: connect\na: connect\n", "f.atf:8: expected an unused label, found 'a'"},
        Wrong{"flight hello\n", "f.atf:7: expected 'init' or 'resp', found 'hello'"},
        Wrong{"send\n", "f.atf:7: expected 'msg', 'plain', 'frame' or 'raw'"},
        Wrong{"send msg\n", "f.atf:7: expected a message: " + MessageNames()},
        Wrong{"send msg get-passport\n", "f.atf:7: expected the field id"},
        Wrong{"send msg get-passport id=00\n", "f.atf:7: expected 16 bytes in id, found '1'"},
        Wrong{"send msg get-passport id=rep(00,16) id=rep(00,16)\n",
              "f.atf:7: expected each field once, found 'id'"},
        Wrong{"send msg topic topics=00\n",
              "f.atf:7: expected a field of topic, as NAME=VALUE: topic, content, found "
              "'topics=00'"},
        Wrong{"send raw 0\n", "f.atf:7: expected an even number of hexadecimal digits, found '0'"},
        Wrong{"send raw 00FF\n", "f.atf:7: expected a '+' or the end of the value, found 'FF'"},
        Wrong{"send raw rnd(3)\n",
              "f.atf:7: expected rep, str, u8, u16, u32, public, sign, signed, signature, hash16, "
              "block or "
              "blockhash, found 'rnd'"},
        Wrong{"send raw u8(256)\n", "f.atf:7: expected a number of at most 255, found '256)'"},
        Wrong{"send raw rep(00,99999999)\n",
              "f.atf:7: expected a number of at most 75497472, found '99999999)'"},
        Wrong{"send raw rep(rep(rep(rep(rep(00,1),1),1),1),1)\n",
              "f.atf:7: expected at most 4 levels of nested functions"},
        Wrong{"send raw public(00)\n", "f.atf:7: expected a seed of 32 bytes"},
        Wrong{"recv frame\n", "f.atf:7: expected 'msg', found 'frame'"},
        Wrong{"connect within 2s\n", "f.atf:7: expected no 'within' on this step"},
        Wrong{"recv msg topic within 2h\n",
              "f.atf:7: expected a duration such as 2s or 300ms, found '2h'"},
        Wrong{"silence 900s\n", "f.atf:7: expected at most 600s, found '900s'"},
        Wrong{"close\n", "f.atf:7: expected 'fin' or 'rst'"},
        Wrong{"let a 00\n", "f.atf:7: expected 'let NAME = VALUE'"},
        Wrong{"  wire responder ed25519 = 00\n", "f.atf:7: expected a step before this line"},
        Wrong{"connect\n  plain = 00\n", "f.atf:8: expected no 'plain' below this step"},
        Wrong{"connect\n  colour = 00\n",
              "f.atf:8: expected 'plain', 'wire' or 'tamper', found 'colour'"},
        Wrong{"flight init\n  wire ed25519 = 00\n",
              "f.atf:8: expected the IUT's role: 'initiator' or 'responder', found 'ed25519'"},
        Wrong{"flight init\n  wire responder x = 00\n",
              "f.atf:8: expected a suite: 'ed25519' or '25519', found 'x'"},
        Wrong{"flight init\n  wire responder 25519 00\n",
              "f.atf:8: expected '=' or '~', found '00'"},
        Wrong{"flight init\n  tamper wire xor 00 at 0\n",
              "f.atf:8: expected a layer: fields, plain, noise, frame or stream"},
        Wrong{"flight init\n  tamper stream burn\n",
              "f.atf:8: expected an operation on stream: 'split each', 'split SIZES', 'pace PACE', "
              "'hold from N', 'hold', 'cut N then fin', 'cut N then rst', 'cut N', 'prefix VALUE', "
              "'suffix VALUE'"},
        Wrong{"flight init\n  tamper stream pace 1\n",
              "f.atf:8: expected a pace such as 1/5ms, of at most 1s, found '1'"},
        Wrong{"flight init\n  tamper stream pace 0/5ms\n",
              "f.atf:8: expected a pace such as 1/5ms, of at most 1s, found '0/5ms'"},
        Wrong{"flight resp\n  tamper noise dh es\n",
              "f.atf:8: expected a tamper that applies to this step"},
        Wrong{"flight init\n  tamper noise dh ee\n",
              "f.atf:8: expected a tamper that applies to this step"},
        Wrong{"flight init\n  tamper stream cut x\n", "f.atf:8: expected a number, found 'x'"},
        Wrong{"flight init\n  tamper plain append 00\n",
              "f.atf:8: expected a tamper that applies to this step"},
        Wrong{"flight resp\n  tamper noise prologue 00\n",
              "f.atf:8: expected a tamper that applies to this step"},
        Wrong{"connect\nat a tamper frame drop\n",
              "f.atf:8: expected 'at' before the first step of this file"},
        Wrong{"at a frame drop\n", "f.atf:7: expected 'at LABEL tamper ...'"},
        Wrong{"expect\n  close\n", "f.atf:8: expected 'OUTCOME -> VERDICT', found 'close'"},
        Wrong{"expect\n  burn -> pass\n",
              "f.atf:8: expected an outcome: close, silence, init, resp, msg, plain, bytes, *, "
              "found 'burn'"},
        Wrong{"expect\n  close -> crash\n",
              "f.atf:8: expected 'pass', 'done', 'info', 'nonstrict' or 'fail', found 'crash'"},
        Wrong{"expect\n  close -> pass well\n", "f.atf:8: expected a quoted text, found 'well'"},
        Wrong{"expect\n  close -> pass\nalive\n",
              "f.atf:9: expected '* -> VERDICT' as the last line of an expect block"},
        Wrong{"expect\n", "f.atf:7: expected '* -> VERDICT' as the last line of an expect block"},
        Wrong{"send raw {n}\n", "f.atf:7: expected {NAME} of a 'for' line"}));

TEST(ReaderTest, ReadsHeadersAndSteps) {
  const auto cases = ReadTranscripts(
      "f.atf", std::string(kHeader) +
                   "roles responder\ntier T1\n[steps]\n"
                   "m1: send msg query-topic-messages topic=rep(0f,31)+01 since=u32(7)  # words\n"
                   "  plain = 07 0f0f\\\n"
                   "          0f\n"
                   "  tamper plain xor 01 at -1\n"
                   "expect within 300ms\n"
                   "  close rst -> nonstrict 'it''s'\n"
                   "  * -> fail\n");
  ASSERT_FALSE(cases) << "a text is one quotation";
  const auto good = ReadTranscripts(
      "f.atf", std::string(kHeader) +
                   "[steps]\n"
                   "m1: send msg query-topic-messages topic=rep(0f,31)+01 since=u32(7)  # words\n"
                   "  plain = 07 0f0f\\\n"
                   "          0f\n"
                   "  tamper plain xor 01 at -1\n"
                   "expect within 300ms\n"
                   "  close rst -> nonstrict 'a reset'\n"
                   "  * -> fail\n");
  ASSERT_TRUE(good) << good.error().Format();
  const auto& steps = good->front().steps;
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].label, "m1");
  EXPECT_EQ(steps[0].line, 7U);
  EXPECT_EQ(Evaluate(steps[0].bytes_lines[0].value, {}), (Bytes{7, 15, 15, 15}));
  EXPECT_EQ(steps[0].tampers[0].number.number, -1);
  EXPECT_EQ(steps[1].within, Milliseconds(300));
  const auto& expectations = std::get<Expect>(steps[1].body).expectations;
  EXPECT_EQ(expectations[0].ending, Expectation::Ending::kRst);
  EXPECT_EQ(expectations[0].text, "a reset");
}

TEST(ReaderTest, StepsAndKeysMayBelongToOneRole) {
  const std::string other(64, '8');
  const auto cases = ReadTranscripts(
      "f.atf", std::string(kHeader) + "[keys]\niut.s = " + kKey + "\niut.s initiator = " + other +
                   "\niut.e.pub initiator 25519 ~ " + kKey +
                   "\n[steps]\nconnect\nm1: only initiator close fin within 1s\n");
  ASSERT_TRUE(cases) << cases.error().Format();
  const Transcript& one = cases->front();
  EXPECT_EQ(one.keys.iut_s->bytes[0], 0x77);
  ASSERT_EQ(one.keys.of_role.size(), 1U);
  EXPECT_EQ(one.keys.of_role[0].role, noise::Role::kInitiator);
  EXPECT_EQ(one.keys.of_role[0].which, &CaseKeys::iut_s);
  EXPECT_EQ(one.keys.of_role[0].secret.bytes[0], 0x88);
  EXPECT_TRUE(one.keys.IsRecorded(noise::Role::kInitiator, Suite::kX25519));
  EXPECT_FALSE(one.keys.IsRecorded(noise::Role::kResponder, Suite::kX25519));
  EXPECT_FALSE(one.steps[0].only);
  EXPECT_EQ(one.steps[1].only, noise::Role::kInitiator);
  EXPECT_EQ(one.steps[1].label, "m1");
}

TEST(ReaderTest, FamilyHasACaseForEachCombination) {
  const auto cases = ReadTranscripts("f.atf", std::string(kHeader) +
                                                  "for n in 1,7..8\nfor op in skip,twice\n[steps]\n"
                                                  "send raw u8({n})\n  tamper stream cut {n}\n");
  ASSERT_TRUE(cases) << cases.error().Format();
  ASSERT_EQ(cases->size(), 6U);
  EXPECT_EQ(cases->at(3).header.id, "a/b@n=7,op=twice");
  EXPECT_EQ(cases->at(5).steps[0].tampers[0].number.number, 8);
}

std::string ReadFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// Every file of the corpus, truncated at every byte and with bytes changed.
TEST(ReaderTest, ReturnsCasesOrAnErrorForAnyBytes) {
  std::mt19937 random(1);
  const auto files = FindCaseFiles("corpus/transcripts");
  ASSERT_TRUE(files && !files->empty());
  for (const auto& file : *files) {
    const std::string text = ReadFile(file);
    if (text.size() > 4000) continue;
    for (size_t size = 0; size < text.size(); size += 7) ErrorOf(text.substr(0, size));
    for (int i = 0; i < 100; ++i) {
      std::string changed = text;
      changed[random() % changed.size()] = static_cast<char>(random() & 0xff);
      changed[random() % changed.size()] = "(){}=+$\"'@~#\\\n 9"[random() % 16];
      ErrorOf(changed);
    }
  }
}

struct WrongSet {
  std::vector<std::string> texts;
  std::string error;
};

// A separate case, a/b, with keys.
std::string Base() {
  std::string text(kHeader);
  text += "roles responder initiator\n[keys]\n";
  for (const std::string key : {"runner.s", "runner.e", "iut.s", "iut.e"}) {
    text += key + " = " + std::string(64, '1') + "\n";
  }
  return text + "[steps]\nconnect\nhs1: flight init\nhs2: flight resp\n";
}

std::string Derived(const std::string& header, const std::string& steps) {
  return "asmtp-transcript 1\nid c\ntitle t\nlevel MUST\nclause X-1 \"x\"\n" + header +
         "\n[steps]\n" + steps;
}

class ResolveTest : public testing::TestWithParam<WrongSet> {};
TEST_P(ResolveTest, IsNamed) {
  std::vector<Transcript> all;
  for (const std::string& text : GetParam().texts) {
    auto some = ReadTranscripts(all.empty() ? "f.atf" : "g.atf", text);
    ASSERT_TRUE(some) << some.error().Format();
    std::ranges::move(*some, std::back_inserter(all));
  }
  const auto set = ResolveCases(std::move(all));
  EXPECT_EQ(set ? "" : set.error().Format(), GetParam().error);
}
INSTANTIATE_TEST_SUITE_P(
    All, ResolveTest,
    testing::Values(WrongSet{{Base()}, ""}, WrongSet{{Base(), Derived("base a/b", "alive\n")}, ""},
                    WrongSet{{Base(), Base()}, "g.atf: duplicate id a/b"},
                    WrongSet{{Base(), Derived("base x", "alive\n")}, "g.atf:6: unknown case x"},
                    WrongSet{{Derived("base c", "alive\n")}, "f.atf:6: circular base"},
                    WrongSet{{Base(), Derived("tier T0", "at hs1 tamper frame drop\n")},
                             "g.atf:8: 'at' needs a base"},
                    WrongSet{{Base(), Derived("base a/b", "at x tamper frame drop\n")},
                             "g.atf:8: the base has no step labelled x"},
                    WrongSet{{Base(), Derived("base a/b\nroles responder",
                                              "at hs1 tamper plain append 00\n")},
                             "g.atf:9: this tamper does not apply to the step hs1"},
                    WrongSet{{Base(), Derived("base a/b", "at hs1 tamper frame drop\n")},
                             "g.atf:8: the IUT sends this step in one of the case's roles, so it "
                             "cannot be tampered with"},
                    WrongSet{{Base(), Derived("base a/b", "hs1: alive\n")},
                             "g.atf:8: the base already has a step labelled hs1"},
                    WrongSet{{Derived("roles responder", "alive\n")},
                             "f.atf: expected runner.s, runner.e, iut.s and iut.e in [keys]"}));

}  // namespace
}  // namespace asmtp::conformance
