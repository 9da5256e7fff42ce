#include "fuzz/cases/case_head.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/crypto/suite.h"
#include "core/testing/hex.h"
#include "fuzz/session/key_ring.h"
#include "fuzz/session/settings.h"

namespace asmtp::fuzz {
namespace {

// The clause that requires an end to close for this reason.
struct Reason {
  std::string_view why;
  std::string_view clause;
};
constexpr Reason kReasons[] = {
    {"frame-rejected",
     R"(TR-8 "A receiver MUST take a frame that does not verify to be a failure.")"},
    {"frame-length-too-small",
     R"(FR-12 "A receiver MUST take a `length` below 16 to be a failure.")"},
    {"frame-length-too-large",
     R"(FR-13 "A receiver MUST take a `length` above its framing's largest to be a failure.")"},
    {"frame-truncated",
     R"(FR-19 "A receiver MUST take an end of the stream behind the first byte of a frame and before its last to be a failure.")"},
    {"handshake-rejected",
     R"(HS-16 "A handshake frame of which any tag does not verify MUST be taken to be a failure.")"},
    {"handshake-truncated",
     R"(ERR-3 "A peer MUST take an end of the stream before the handshake frame of the other peer is complete to be a failure.")"},
    {"low-order-point",
     R"(CRY-14 "A peer whose DH yields 32 zero bytes MUST take that to be a failure.")"},
    {"identity-refused",
     R"(HS-21 "A responder that does not want the initiator's identity MUST take it to be a failure.")"},
};
// For a wrong version, and for a session that succeeds.
constexpr std::string_view kPhases =
    R"(ERR-2 "A peer MUST go from phase to phase as the tables of section 11.2 say.")";

std::string_view ClauseOf(std::string_view why) {
  const auto* found = std::ranges::find(kReasons, why, &Reason::why);
  return found == std::end(kReasons) ? kPhases : found->clause;
}

Suite SuiteOf(const Program& program) {
  return program.Has(Program::kSuite25519) ? Suite::kX25519 : Suite::kEd25519;
}

std::string Keys(const Program& program, size_t runner_direction) {
  const EndSettings runner = SettingsOf(program, runner_direction == 0);
  const EndSettings iut = SettingsOf(program, runner_direction == 1);
  const Program::Flag other = runner_direction == 0 ? Program::kStranger : Program::kWrongNumber;
  const model::Bytes& peer =
      program.Has(other) ? StaticKeyOf(SuiteOf(program), Holder::kStranger, program.keys).secret
                         : runner.keys.s;
  return fmt::format("runner.s = {}\nrunner.e = {}\niut.s = {}\niut.e ~ {}\niut.peer = {}\n",
                     ToHex(runner.keys.s), ToHex(runner.keys.e), ToHex(iut.keys.s),
                     ToHex(iut.keys.e), ToHex(peer));
}

}  // namespace

std::string CaseHead(const Program& program, const CaseFacts& facts) {
  return fmt::format(
      "asmtp-transcript 1\nid      fuzz/{}\ntitle   {}\nlevel   MUST\nclause  {}\n"
      "roles   {}\nsuites  {}\nframings {}\ntier    {}\nsince   0.1\n"
      "control handshake/ok\n\n[keys]\n{}\n[steps]\n",
      facts.name,
      facts.why_closed.empty() ? "A fuzzed session without an attack succeeds"
                               : "An attack on the session ends it",
      ClauseOf(facts.why_closed), facts.runner == 0 ? "responder" : "initiator",
      DhName(SuiteOf(program)), program.Has(Program::kFramingU16) ? "u16" : "u32",
      facts.is_echoed ? "T1" : "T0", Keys(program, facts.runner));
}

}  // namespace asmtp::fuzz
