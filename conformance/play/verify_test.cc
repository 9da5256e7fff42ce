// Every case of the corpus verifies without an implementation, and errors in cases are found.
#include "conformance/play/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "conformance/transcript/reader.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

const CaseSet& AllCases() {
  static const CaseSet kSet = [] {
    auto set = LoadCases("corpus/transcripts");
    if (!set) ADD_FAILURE() << set.error().Format();
    return set ? *set : CaseSet{};
  }();
  return kSet;
}

std::string ReadFile(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

const ClauseIndex& Clauses() {
  static const ClauseIndex kIndex = ClauseIndex::Read(ReadFile("SPEC.md"));
  return kIndex;
}

TEST(VerifyTest, CorpusVerifies) {
  ASSERT_GE(AllCases().cases.size(), 100U);
  ASSERT_GE(Clauses().size(), 100U);
  for (const Case& one_case : AllCases().cases) {
    for (const SourceError& error : Verify(one_case, &Clauses())) {
      ADD_FAILURE() << one_case.header.id << ": " << error.Format();
    }
  }
}

TEST(VerifyTest, AtLeastHalfOfTheCasesAreNegativeWithAControl) {
  size_t negative = 0;
  for (const Case& one_case : AllCases().cases) {
    const bool is_negative = std::ranges::any_of(
        one_case.steps, [](const Step& step) { return std::holds_alternative<Expect>(step.body); });
    negative += is_negative ? 1 : 0;
    const std::string& control = one_case.header.control;
    if (is_negative) EXPECT_NE(AllCases().Find(control), nullptr) << one_case.header.id;
  }
  EXPECT_GE(2 * negative, AllCases().cases.size());
}

// A separate case with these steps, derived from handshake/ok.
std::vector<SourceError> VerifySteps(const std::string& steps,
                                     const std::string& header = "base handshake/ok\ntier T1\n") {
  const std::string text =
      "asmtp-transcript 1\nid test/case\ntitle t\nlevel MUST\n"
      "clause TR-5 \"The nonce counter MUST NOT be reset\"\n" +
      header + "[steps]\n" + steps;
  auto read = ReadTranscripts("t.atf", text);
  if (!read) return {read.error()};
  auto all = *std::move(read);
  for (const std::string file : {"handshake/ok.atf", "transport/echo-two-messages.atf"}) {
    auto more = *LoadTranscripts("corpus/transcripts/" + file);
    std::ranges::move(more, std::back_inserter(all));
  }
  const auto set = ResolveCases(std::move(all));
  if (!set) return {set.error()};
  return Verify(*set->Find("test/case"), &Clauses());
}

std::string FirstError(const std::vector<SourceError>& errors) {
  return errors.empty() ? "" : errors.front().Format();
}

TEST(VerifyTest, AcceptsCorrectBytes) {
  EXPECT_EQ(FirstError(VerifySteps("send msg get-passport id=rep(11,16)\n"
                                   "  plain = 04 rep(11,16)\n")),
            "t.atf:10: expected rep, str, u8, u16, u32, public, sign, signed, signature, hash16, "
            "block or "
            "blockhash, found '04rep'");
  EXPECT_EQ(FirstError(VerifySteps("send msg get-passport id=rep(11,16)\n"
                                   "  plain = 04+rep(11,16)\n"
                                   "recv msg get-passport id=rep(11,16)\n")),
            "");
}

// Computed from SPEC.md 9.1 by an independent program.
TEST(VerifyTest, ComputesBlocksAndHashes) {
  EXPECT_EQ(FirstError(VerifySteps(
                "let one = block(rep(41,32),0cf00000,rep(00,16),)\n"
                "send plain $one\n"
                "  plain = 00000088000000000cf00000cae66941d9efbd404e4d88758ea676700000000000000000"
                "0000000000000000db995fe25169d141cab9bbba92baa01f9f2e1ece7df4cb2ac05190f37fcc1f9d"
                "7562e5d277f4f583bf5f8b4ffdaec3c5cf0a7a2089d1429f0cb63b16ee4e10ac80afe7c1a50baf43"
                "7220b3f8854383c080061f73ed294e115e457c9094ce9000\n"
                "send plain blockhash($one)\n"
                "  plain = cea6d62c949ba90705131683cc61d7e8\n"
                "send plain hash16()\n"
                "  plain = cae66941d9efbd404e4d88758ea67670\n")),
            "");
  EXPECT_EQ(FirstError(VerifySteps("let whole = signed(rep(41,32),u16(7))\n"
                                   "same $whole u16(7)+signature(rep(41,32),u16(7))\n")),
            "");
  EXPECT_THAT(FirstError(VerifySteps("send plain block(00,00,00,)\n")),
              HasSubstr("a block needs a 32-byte seed, a 4-byte time and a 16-byte previous hash"));
  EXPECT_THAT(FirstError(VerifySteps("send plain signed(00)\n")),
              HasSubstr("expected 2 arguments of signed"));
}

TEST(VerifyTest, ComparesValues) {
  EXPECT_EQ(FirstError(VerifySteps("differ $hs1.e $hs2.e\n")), "");
  EXPECT_THAT(FirstError(VerifySteps("differ $hs1.e $hs1.e\n")),
              HasSubstr("t.atf:9: FAIL as responder ed25519 u32: the two values are equal"));
  EXPECT_THAT(FirstError(VerifySteps("same $hs1.e $hs2.e\n")),
              HasSubstr("t.atf:9: FAIL as responder ed25519 u32: the two values differ"));
}

TEST(VerifyTest, DistinguishesFinAndRst) {
  const std::string steps = "send raw rep(00,6)\nend: expect\n  close -> pass\n  * -> fail\n";
  EXPECT_EQ(FirstError(VerifySteps(steps + "same $end.close 00\n")), "");
}

// The sum of a public key, of the seed rep(12,32), and a point of order 8. DH gives the same
// results.
constexpr const char* kWithTorsion =
    "331b6a30e54b34396db38c235ae196e4375f71255556403c9df161e15fdea405";

TEST(VerifyTest, AcceptsAShownEphemeralKeyWithALowOrderPoint) {
  const std::string header = "base transport/echo-two-messages\nroles responder\nsuites ed25519\n";
  const std::string steps = "at hs1 tamper noise e-shown ";
  EXPECT_EQ(FirstError(VerifySteps(steps + kWithTorsion + "\n", header)), "");
  // Any other key is another key.
  EXPECT_THAT(FirstError(VerifySteps(steps + "rep(07,32)\n", header)), HasSubstr("FAIL"));
}

TEST(VerifyTest, ReportsWrongPlainBytes) {
  EXPECT_THAT(
      FirstError(VerifySteps("send msg get-passport id=rep(11,16)\n"
                             "  plain = 04+rep(12,16)\n")),
      HasSubstr(
          "t.atf:9: ERROR as responder ed25519 u32: the bytes differ from the line 'plain' (10)"));
}

TEST(VerifyTest, ReportsOneWrongWireByteInEverySuiteAndRole) {
  for (const std::string which :
       {"responder ed25519", "responder 25519", "initiator ed25519", "initiator 25519"}) {
    EXPECT_THAT(FirstError(VerifySteps("send msg get-passport id=rep(11,16)\n"
                                       "  wire " +
                                       which + " ~ rep(00,33)\n")),
                HasSubstr("the bytes differ from the line 'wire' (10)"))
        << which;
  }
}

TEST(VerifyTest, ReportsAnOutcomeThatCoreDoesNotShow) {
  EXPECT_THAT(FirstError(VerifySteps("send msg get-passport id=rep(11,16)\n"
                                     "recv msg get-passport id=rep(12,16)\n")),
              HasSubstr("t.atf:10: FAIL as responder ed25519 u32: id is 1111"));
  EXPECT_THAT(FirstError(VerifySteps("recv msg get-passport id=rep(12,16)\n")),
              HasSubstr("t.atf:9: TIMEOUT as responder ed25519 u32"));
}

TEST(VerifyTest, ReportsATamperThatCoreAccepts) {
  EXPECT_THAT(FirstError(VerifySteps("at m2 tamper noise nonce 1\n"
                                     "expect\n  close -> pass\n  * -> fail\n",
                                     "base transport/echo-two-messages\n")),
              HasSubstr("t.atf:9: FAIL as responder ed25519 u32"));
}

TEST(VerifyTest, LocatesErrorsOfDerivedCases) {
  const std::string base = "base transport/echo-two-messages\n";
  EXPECT_THAT(FirstError(VerifySteps("at m1 tamper plain append 00\n", base)),
              AllOf(HasSubstr("t.atf:8: in a step of base transport/echo-two-messages at "
                              "corpus/transcripts/transport/echo-two-messages.atf:"),
                    HasSubstr(": FAIL as responder ed25519 u32")));
  // Without a tamper, the error is at the line that names the base.
  EXPECT_THAT(FirstError(VerifySteps(
                  "recv msg topic topic=rep(22,32)\n",
                  "base handshake/ok\n[keys]\nrunner.s = " + std::string(64, '3') + "\n")),
              HasSubstr("t.atf:6: in a step of base handshake/ok at corpus/transcripts/"));
}

TEST(VerifyTest, ReportsAnInvalidMessage) {
  EXPECT_THAT(FirstError(VerifySteps("send msg gossip info=8000 id=rep(41,32) time=u32(1) "
                                     "address=c0000201 port=0001 signature=rep(00,64)\n")),
              HasSubstr("t.atf:9: this is not a valid gossip: "));
}

TEST(VerifyTest, ReportsAMissingEnduranceTag) {
  const std::string kept = "base handshake/ok\nroles responder\n";
  EXPECT_EQ(FirstError(VerifySteps("echo 5000 33\n", kept)), "");
  EXPECT_EQ(FirstError(VerifySteps("echo 5001 33\n", kept)),
            "t.atf:9: a case this large needs 'tags endurance'");
  EXPECT_EQ(FirstError(VerifySteps("echo 100000 33\n", kept + "tags endurance\n")), "");
  EXPECT_EQ(FirstError(VerifySteps("half-open 101\nalive\n", kept)),
            "t.atf:9: a case this large needs 'tags endurance'");
  EXPECT_EQ(FirstError(VerifySteps("sessions 20\n")),
            "t.atf:9: many simultaneous streams need 'roles responder'");
}

TEST(VerifyTest, ReportsAFloodLargerThanItsFrames) {
  EXPECT_EQ(FirstError(VerifySteps("flood 2 65517\ndrain\n")), "");
  EXPECT_EQ(FirstError(VerifySteps("flood 2 65518\ndrain\n")),
            "t.atf:9: messages this large need 'framings u32'");
  EXPECT_EQ(FirstError(VerifySteps("flood 2 65518\ndrain\n", "base handshake/ok\nframings u32\n")),
            "");
}

TEST(VerifyTest, ReportsATamperWithoutAControl) {
  EXPECT_EQ(FirstError(VerifySteps(
                "connect\nflight init\nflight resp\nsend msg get-passport id=rep(11,16)\n"
                "  tamper plain append 00\n",
                "roles responder\n[keys]\nrunner.s = " + std::string(64, '1') +
                    "\nrunner.e = " + std::string(64, '2') + "\niut.s = " + std::string(64, '3') +
                    "\niut.e = " + std::string(64, '4') + "\n")),
            "t.atf: a case with a tamper needs a base or a control");
}

TEST(ClauseIndexTest, ChecksQuotations) {
  const ClauseIndex index = ClauseIndex::Read(
      "- **[AB-1]** A peer MUST\n  do `this`.\n- **[AB-2]** Another.\n\ntext\n- no clause\n");
  EXPECT_EQ(index.size(), 2U);
  EXPECT_EQ(index.Check({.id = "AB-1", .quote = "MUST do `this`."}), "");
  EXPECT_EQ(index.Check({.id = "AB-2", .quote = "text"}),
            "the quotation does not match AB-2: Another. ");
  EXPECT_EQ(index.Check({.id = "AB-3", .quote = "x"}), "the specification has no clause AB-3");
}

}  // namespace
}  // namespace asmtp::conformance
