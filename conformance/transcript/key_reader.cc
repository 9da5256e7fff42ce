#include <algorithm>
#include <span>
#include <utility>

#include "conformance/transcript/header_reader.h"
#include "conformance/transcript/keys.h"
#include "conformance/transcript/step_syntax.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

using Words = std::span<const std::string>;
using Done = std::expected<void, std::string>;

constexpr std::string_view kPublicEphemeral = "iut.e.pub";

// ROLE SUITE ~ HEX, one line for each recorded session.
Done ReadRecorded(Words words, size_t line, CaseKeys& keys) {
  const auto role = RoleOf(words.empty() ? "" : words[0]);
  const auto suite = FindSuite(words.size() > 1 ? words[1] : "");
  RecordedEphemeral recorded{.line = line};
  if (!role || !suite || words.size() != 4 || words[2] != "~" ||
      !FromHexInto(words[3], recorded.e)) {
    return std::unexpected("expected iut.e.pub ROLE SUITE ~ HEX, with 64 hexadecimal digits");
  }
  recorded.role = *role;
  recorded.suite = *suite;
  keys.recorded.push_back(recorded);
  return {};
}

// [ROLE] = HEX
Done ReadSecret(std::optional<SecretText> CaseKeys::* which, Words words, size_t line,
                CaseKeys& keys) {
  const std::optional<noise::Role> role = words.empty() ? std::nullopt : RoleOf(words[0]);
  if (role) words = words.subspan(1);
  if (words.size() != 2 || (words[0] != "=" && words[0] != "~")) {
    return std::unexpected("expected KEY [ROLE] = HEX or KEY [ROLE] ~ HEX");
  }
  SecretText secret{.mark = words[0] == "~" ? Mark::kCaptured : Mark::kExact, .line = line};
  if (!FromHexInto(words[1], secret.bytes))
    return std::unexpected("expected 64 hexadecimal digits");
  const bool taken = role
                         ? std::ranges::any_of(keys.of_role,
                                               [&](const RoleSecret& known) {
                                                 return known.role == *role && known.which == which;
                                               })
                         : (keys.*which).has_value();
  if (taken) return std::unexpected("expected each key once");
  if (role) {
    keys.of_role.push_back({.role = *role, .which = which, .secret = secret});
  } else {
    keys.*which = secret;
  }
  return {};
}

}  // namespace

std::expected<void, std::string> ReadKeyLine(const Line& line, CaseKeys& keys) {
  const std::string& name = line.words[0];
  const Words rest = Words(line.words).subspan(1);
  if (name == kPublicEphemeral) return ReadRecorded(rest, line.number, keys);
  const auto named =
      std::ranges::find(kSecretNames, name, [](const auto& known) { return known.first; });
  if (named != std::end(kSecretNames)) return ReadSecret(named->second, rest, line.number, keys);
  return std::unexpected(
      "expected runner.s, runner.e, runner.s.shown, iut.s, iut.e, iut.peer or iut.e.pub, found '" +
      name.substr(0, 60) + "'");
}

}  // namespace asmtp::conformance
