// A program becomes a case that verifies, or an error with a reason.
#include "fuzz/cases/case_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "conformance/play/verify.h"
#include "conformance/transcript/reader.h"
#include "fuzz/program/text.h"
#include "fuzz/seeds/session_seeds.h"

namespace asmtp::fuzz {
namespace {

using testing::HasSubstr;

std::expected<std::string, std::string> OfText(const std::string& program) {
  return CaseText(Encode(ReadText(program).value()), "test");
}

const conformance::ClauseIndex& Clauses() {
  static const conformance::ClauseIndex kIndex = [] {
    std::ifstream stream("SPEC.md", std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    return conformance::ClauseIndex::Read(text);
  }();
  return kIndex;
}

// Returns the errors of a case file.
std::string WhyNotVerified(const std::string& text) {
  auto transcripts = conformance::ReadTranscripts("fuzz/test.atf", text);
  if (!transcripts) return transcripts.error().Format();
  auto all = conformance::LoadTranscripts("corpus/transcripts/handshake/ok.atf").value();
  std::ranges::move(*transcripts, std::back_inserter(all));
  const auto set = conformance::ResolveCases(std::move(all));
  if (!set) return set.error().Format();
  std::string errors;
  for (const auto& error : conformance::Verify(*set->Find("fuzz/test"), &Clauses())) {
    errors += error.Format() + "\n";
  }
  return errors;
}

TEST(CaseTextTest, MakesACaseOfEverySeedOrGivesAReason) {
  size_t said = 0;
  const Seeds seeds = SessionSeeds();
  for (const auto& [name, bytes] : seeds) {
    const auto text = CaseText(bytes, "test");
    if (!text) {
      EXPECT_THAT(text.error(), HasSubstr("with the initiator: ")) << name;
      continue;
    }
    ++said;
    EXPECT_EQ(WhyNotVerified(*text), "") << name << "\n" << *text;
  }
  EXPECT_GE(said, 25U);
}

// Attacks in programs whose plaintexts are messages: each kind can become a case.
class AttackTest : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(AttackTest, MakesACaseThatVerifies) {
  const auto [program, wanted] = GetParam();
  const auto text = OfText(program);
  ASSERT_TRUE(text) << text.error();
  EXPECT_THAT(*text, HasSubstr(wanted));
  EXPECT_EQ(WhyNotVerified(*text), "") << *text;
}

#define MESSAGE "send initiator.0 0411111111111111111111111111111111\n"
#define OTHER "send initiator.0 0422222222222222222222222222222222\n"

INSTANTIATE_TEST_SUITE_P(
    All, AttackTest,
    testing::Values(
        std::pair(MESSAGE "deliver initiator.0", "recv msg get-passport\nclose fin\n"),
        std::pair("flags suite-25519 framing-u16\n" MESSAGE "deliver initiator.0 010203",
                  "  tamper stream split 1,2,3\nrecv msg get-passport\n"),
        std::pair(MESSAGE "flip initiator.0 0028\ndeliver initiator.0", "tamper frame xor 01 at 1"),
        std::pair(MESSAGE "overwrite initiator.0 0006aabb\ndeliver initiator.0",
                  "tamper frame replace aabb at 2"),
        std::pair(MESSAGE "overwrite initiator.0 000300\ndeliver initiator.0",
                  "tamper frame length 0"),
        std::pair(MESSAGE OTHER "swap initiator.0\ndeliver initiator.0",
                  "m1: send plain 0411111111111111111111111111111111\n  tamper frame drop\n"
                  "m2: send plain 0422222222222222222222222222222222\n  tamper stream hold\n"
                  "send frame $m1.wire\n"),
        std::pair(MESSAGE OTHER "drop initiator.0\ndeliver initiator.0", "tamper frame drop"),
        std::pair(MESSAGE "deliver initiator.0\nrepeat initiator.1\ndeliver initiator.0",
                  "recv msg get-passport\nsend frame $m1.wire\nexpect\n"),
        std::pair(MESSAGE "truncate initiator.0 02\ndeliver initiator.0\nend initiator.0",
                  "  tamper stream cut 35\nshutdown\nexpect\n"),
        std::pair("forge initiator.0 01aa\ndeliver initiator.0", "tamper noise rekey twice"),
        std::pair("forge initiator.0 02aa\ndeliver initiator.0", "tamper noise nonce +1"),
        std::pair(MESSAGE "deliver initiator.0\nforge initiator.0 03aa\ndeliver initiator.0",
                  "tamper noise nonce 0"),
        std::pair("forge initiator.0 04aa\ndeliver initiator.0", "tamper noise key other"),
        std::pair("forge initiator.0 05aa\ndeliver initiator.0", "tamper noise key zero"),
        std::pair("splice initiator.0 aa\ndeliver initiator.0", "send raw 00000011"),
        std::pair("raw initiator.0 0000000f\ndeliver initiator.0", "clause  FR-12"),
        std::pair("raw initiator.0 0000\ndeliver initiator.0\nend initiator.0", "clause  FR-19"),
        std::pair("flags stranger", "clause  HS-21"),
        std::pair("flags wrong-number", "tamper noise rs "),
        std::pair("flags handshake-by-hand\nflip initiator.0 0300\ndeliver initiator.0",
                  "hs1: flight init\n  tamper frame xor 01 at 96\n"),
        std::pair("flags handshake-by-hand\nend initiator.0", "clause  ERR-3"),
        std::pair("flags reflexive\n" MESSAGE "deliver initiator.0", "recv msg get-passport"),
        std::pair(MESSAGE
                  "deliver initiator.0\nsend responder.0 0411111111111111111111111111111111\n"
                  "deliver responder.0",
                  "recv msg get-passport\nclose fin\n"),
        // The initiator under attack.
        std::pair("send responder.0 0411111111111111111111111111111111\n"
                  "flip responder.0 0028\ndeliver responder.0",
                  "roles   initiator"),
        std::pair("flags handshake-by-hand\ndeliver initiator.0\nflip responder.0 0100\n"
                  "deliver responder.0",
                  "hs2: flight resp\n  tamper frame xor 01 at 32\n")));

TEST(CaseTextTest, SaysWhyAProgramIsNotACase) {
  const auto error = [](const std::string& program) { return OfText(program).error(); };
  EXPECT_THAT(error("limit 17"), HasSubstr("a case cannot limit the length"));
  EXPECT_THAT(error("flags raw-responder-key\nkeys 9"),
              HasSubstr("the secret of the key that the initiator expects is unknown"));
  EXPECT_THAT(error("flags decide-later\ndecide responder.0"), HasSubstr("when to decide"));
  EXPECT_THAT(error("send initiator.0 aa\nsend responder.0 bb\ndeliver initiator.0"),
              HasSubstr("action 2, 'send responder.0 bb': the IUT only echoes"));
  EXPECT_THAT(error("forge initiator.0 00\nsend initiator.0\ndeliver initiator.0"),
              HasSubstr("the sender's key does not advance"));
  EXPECT_THAT(error("send initiator.0 aa\ndeliver initiator.0"),
              HasSubstr("a plaintext that is not a message"));
}

}  // namespace
}  // namespace asmtp::fuzz
