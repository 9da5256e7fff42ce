#include <algorithm>
#include <span>
#include <utility>

#include "conformance/transcript/contains.h"
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

// Reads "= HEX" or "~ HEX".
std::expected<SecretText, std::string> ReadHex(Words words, size_t line) {
  if (words.size() != 2 || (words[0] != "=" && words[0] != "~")) {
    return std::unexpected("expected KEY [ROLE] = HEX or KEY [ROLE] ~ HEX");
  }
  SecretText secret{.mark = words[0] == "~" ? Mark::kCaptured : Mark::kExact, .line = line};
  if (!FromHexInto(words[1], secret.bytes))
    return std::unexpected("expected 64 hexadecimal digits");
  return secret;
}

// [ROLE] = HEX
Done ReadSecret(std::optional<SecretText> CaseKeys::* which, Words words, size_t line,
                CaseKeys& keys) {
  const std::optional<noise::Role> role = words.empty() ? std::nullopt : RoleOf(words[0]);
  if (role) words = words.subspan(1);
  const auto secret = ReadHex(words, line);
  if (!secret) return std::unexpected(secret.error());
  const bool taken = role
                         ? std::ranges::any_of(keys.of_role,
                                               [&](const RoleSecret& known) {
                                                 return known.role == *role && known.which == which;
                                               })
                         : (keys.*which).has_value();
  if (taken) return std::unexpected("expected each key once");
  if (role) {
    keys.of_role.push_back({.role = *role, .which = which, .secret = *secret});
  } else {
    keys.*which = *secret;
  }
  return {};
}

// Returns NAME of the key NAME.s, or "". The runner and the IUT are not sessions.
std::string SessionOf(const std::string& key) {
  if (!key.ends_with(".s")) return "";
  const std::string name = key.substr(0, key.size() - 2);
  return IsName(name) && name != "runner" && name != "iut" ? name : "";
}

// NAME.s = HEX
Done ReadSessionSecret(const std::string& session, Words words, size_t line, CaseKeys& keys) {
  const auto secret = ReadHex(words, line);
  if (!secret) return std::unexpected(secret.error());
  if (Contains(keys.of_session, session, &SessionSecret::session)) {
    return std::unexpected("expected each key once");
  }
  keys.of_session.push_back({session, *secret});
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
  const std::string session = SessionOf(name);
  if (!session.empty()) return ReadSessionSecret(session, rest, line.number, keys);
  return std::unexpected(
      "expected runner.s, runner.e, runner.s.shown, iut.s, iut.e, iut.peer, iut.e.pub or the .s of "
      "a session, found '" +
      name.substr(0, 60) + "'");
}

}  // namespace asmtp::conformance
