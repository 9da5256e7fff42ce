#include "conformance/transcript/keys.h"

#include <algorithm>

#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

// The secrets without which no session can be played.
constexpr std::optional<SecretText> CaseKeys::* kNeeded[] = {
    &CaseKeys::runner_s, &CaseKeys::runner_e, &CaseKeys::iut_s, &CaseKeys::iut_e};

// Replaces the common secrets by those of a role.
CaseKeys InRole(const CaseKeys& all, noise::Role role) {
  CaseKeys keys = all;
  for (const RoleSecret& one : all.of_role) {
    if (one.role == role) keys.*one.which = one.secret;
  }
  return keys;
}

bool Gives(const CaseKeys& keys, std::optional<SecretText> CaseKeys::* which) {
  return (keys.*which).has_value() ||
         std::ranges::any_of(keys.of_role, [&](const auto& own) { return own.which == which; });
}

// Inherits the secrets of single roles. The IUT still expects the runner of the base, even if this
// case changes the runner's key.
void TakeRoleKeys(const CaseKeys& base, CaseKeys& keys) {
  std::vector<RoleSecret> taken;
  for (const RoleSecret& one : base.of_role) {
    if (!Gives(keys, one.which)) taken.push_back(one);
    const bool is_peer = one.which == &CaseKeys::runner_s && !InRole(base, one.role).iut_peer;
    if (is_peer) taken.push_back({one.role, &CaseKeys::iut_peer, one.secret});
  }
  keys.of_role.insert(keys.of_role.end(), taken.begin(), taken.end());
}

}  // namespace

Keys Keys::AsExpected() const {
  Keys keys = *this;
  keys.runner_s = peer;
  keys.shown = told;
  return keys;
}

Keys Keys::ForSession(std::string_view session) const {
  const auto own = std::ranges::find(of_session, session, &SessionSecret::session);
  if (own == of_session.end()) return *this;
  Keys keys = *this;
  keys.runner_s = own->secret;
  keys.shown.reset();
  return keys;
}

bool CaseKeys::AreComplete(noise::Role role) const {
  const CaseKeys own = InRole(*this, role);
  return std::ranges::all_of(kNeeded, [&](const auto which) { return (own.*which).has_value(); });
}

Keys CaseKeys::For(noise::Role role) const {
  const CaseKeys own = InRole(*this, role);
  Keys keys{.runner_s = *own.runner_s,
            .runner_e = *own.runner_e,
            .iut_s = *own.iut_s,
            .iut_e = *own.iut_e,
            .peer = own.iut_peer ? *own.iut_peer : *own.runner_s,
            .told = {},
            .shown = {},
            .iut_public = {},
            .of_session = own.of_session};
  if (own.runner_shown) keys.shown = own.runner_shown->bytes;
  if (!own.iut_peer) keys.told = keys.shown;
  return keys;
}

void CaseKeys::TakeFrom(const CaseKeys& base) {
  const auto take = [](const auto& from, auto& to) {
    if (!to) to = from;
  };
  if (!runner_s) take(base.runner_shown, runner_shown);
  if (!runner_shown && base.runner_s) take(base.iut_peer ? base.iut_peer : base.runner_s, iut_peer);
  TakeRoleKeys(base, *this);
  for (const auto which : kNeeded) take(base.*which, this->*which);
  for (const SessionSecret& one : base.of_session) {
    if (!Contains(of_session, one.session, &SessionSecret::session)) of_session.push_back(one);
  }
}

void CaseKeys::SetDefaults(noise::Role role) {
  const CaseKeys own = InRole(*this, role);
  for (const auto which : kNeeded) {
    if (!(this->*which)) this->*which = own.*which;
  }
}

bool CaseKeys::IsRecorded(noise::Role role, Suite suite) const {
  return std::ranges::any_of(recorded, [&](const RecordedEphemeral& one) {
    return one.role == role && one.suite == suite;
  });
}

}  // namespace asmtp::conformance
