#include "fuzz/wire/finding_case.h"

#include <fmt/format.h>

#include <cctype>

#include "conformance/transcript/line.h"
#include "core/crypto/hash.h"
#include "core/testing/hex.h"

namespace asmtp::fuzz::wire {
namespace {

constexpr size_t kNameMax = 48;

std::string_view ClauseOf(Oracle oracle) {
  switch (oracle) {
    case Oracle::kCrash:
    case Oracle::kGrowth:
      return "ERR-8 \"An implementation MUST NOT abort, crash, hang or leave its buffers, whatever "
             "bytes it receives.\"";
    case Oracle::kStaysOpen:
      return "ERR-4 \"A peer in which a failure happens MUST close the stream in both "
             "directions.\"";
    case Oracle::kRepeats:
      return "CRY-4 \"A peer MUST use a new, unpredictable ephemeral secret for every "
             "connection.\"";
    case Oracle::kTakes:
    case Oracle::kHang:
    case Oracle::kCloses:
    case Oracle::kOtherAnswer:
    case Oracle::kDisagreement:
      break;
  }
  return "ERR-2 \"A peer MUST go from phase to phase as the tables of section 11.2 say.\"";
}

}  // namespace

std::string SlugOf(const std::string& cause) {
  std::string slug;
  for (const char c : cause) {
    const bool is_word = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (is_word) slug += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!is_word && !slug.empty() && slug.back() != '-') slug += '-';
  }
  while (slug.ends_with('-')) slug.pop_back();
  if (slug.size() <= kNameMax) return slug;
  // The hash keeps truncated names distinct.
  const Hash128 hash =
      Blake2b128(ByteView(reinterpret_cast<const uint8_t*>(cause.data()), cause.size()));
  return slug.substr(0, kNameMax - 9) + "-" + ToHex(ByteView(hash).first(4));
}

std::string FindingCaseText(std::string_view name, const Violation& violation, const Target& target,
                            const AttackOptions& options, const std::string& steps) {
  const conformance::Keys& keys = target.keys;
  conformance::SecretText runner = keys.runner_s;
  if (options.is_stranger) runner.bytes = kStrangersSecret;
  // A replay against such an IUT takes the secret from its own command line.
  if (target.hides_identity) runner.bytes = kStrangersSecret;
  return fmt::format(
      "{}asmtp-transcript 1\nid       wire-fuzz/{}\n"
      "title    An implementation withstands an attacker with valid keys\n"
      "level    MUST\nclause   {}\nroles    {}\nsuites   {}\nframings {}\ntier     {}\n"
      "since    0.1\ncontrol  handshake/ok\n\n[keys]\nrunner.s = {}\nrunner.e = {}\niut.s    = {}\n"
      "iut.e    ~ {}\niut.peer = {}\n\n[steps]\n{}",
      conformance::CommentLine(violation.Cause() + ": " + violation.text), name,
      ClauseOf(violation.oracle), conformance::Name(target.config.role),
      DhName(target.config.suite), asmtp::Name(target.config.framing), target.echoes ? "T1" : "T0",
      ToHex(runner.bytes), ToHex(options.e.bytes), ToHex(keys.iut_s.bytes), ToHex(keys.iut_e.bytes),
      ToHex(keys.peer.bytes), steps);
}

}  // namespace asmtp::fuzz::wire
