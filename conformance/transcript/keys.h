// CaseKeys: the secrets of both sides, as a case file gives them. Keys: those of one session.
//
//   [keys]
//   runner.s           = 11...        in every role of the IUT
//   iut.s    initiator = 21...        if the IUT is the initiator
//   iut.peer           = 31...        the peer that the IUT is told to expect, if not runner.s
//   b.s                = 41...        the runner in the session b
//
//   const Keys keys = one_case.keys.For(config.role);      resolved once, then passed on
//   keys.peer.bytes                                        31...
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_KEYS_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_KEYS_H_

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "conformance/transcript/step.h"
#include "core/noise/pattern.h"

namespace asmtp::conformance {

// A secret of 32 bytes; the suite decides what it means.
struct SecretText {
  ByteArray<32> bytes{};
  Mark mark = Mark::kExact;
  size_t line = 0;
};

// The runner's static secret in the session of that name.
struct SessionSecret {
  std::string session;
  SecretText secret;
};

// The keys of a case in one role of the IUT, or the IUT's own keys.
struct Keys {
  SecretText runner_s;
  SecretText runner_e;
  SecretText iut_s;
  SecretText iut_e;
  SecretText peer;                          // whose public key the IUT is told to expect
  std::optional<ByteArray<32>> told;        // the public key that it is told instead of that one
  std::optional<ByteArray<32>> shown;       // the public key that the runner shows as its own
  std::optional<ByteArray<32>> iut_public;  // the IUT's, if its secret is unknown
  std::vector<SessionSecret> of_session = {};

  // Whether the IUT is told to expect a peer other than the runner.
  bool IsStranger() const { return runner_s.bytes != peer.bytes; }
  // Returns the keys with which the runner is the peer that the IUT expects.
  Keys AsExpected() const;
  // Returns the keys of the session of that name; "" is the unnamed session.
  Keys ForSession(std::string_view session) const;
  // Returns the keys that an IUT is started with. Cases with equal values can share an IUT.
  auto StartedWith() const { return std::tuple(iut_s.bytes, peer.bytes, told); }
};

struct CaseKeys;
// A secret that applies only if the IUT has this role.
struct RoleSecret {
  noise::Role role = noise::Role::kResponder;
  std::optional<SecretText> CaseKeys::* which = nullptr;
  SecretText secret;
};
// The public ephemeral key of a recorded IUT. Its secret is unknown, so `verify` plays back the
// recorded bytes from the `wire` lines of that role and suite.
struct RecordedEphemeral {
  noise::Role role = noise::Role::kResponder;  // the IUT's
  Suite suite = Suite::kEd25519;
  ByteArray<32> e{};
  size_t line = 0;
};

struct CaseKeys {
  std::optional<SecretText> runner_s;
  std::optional<SecretText> runner_e;
  std::optional<SecretText> iut_s;
  // The ephemeral key of the IUT in `verify`.
  std::optional<SecretText> iut_e;
  // The secret of the key that the IUT is told to expect; default: runner.s.
  std::optional<SecretText> iut_peer;
  // The public key that the runner shows and the IUT is told to expect, instead of that of
  // runner.s. It must give the same DH results, such as that key plus a point of low order.
  std::optional<SecretText> runner_shown;

  // Keys that replace those above in one role, and recorded keys in the order of sessions.
  std::vector<RoleSecret> of_role = {};
  std::vector<RecordedEphemeral> recorded = {};
  // The runner's secrets in single sessions.
  std::vector<SessionSecret> of_session = {};

  // Whether runner.s, runner.e, iut.s and iut.e are known for this role of the IUT.
  bool AreComplete(noise::Role role) const;
  // Returns the keys for this role of the IUT. They must be complete.
  Keys For(noise::Role role) const;
  // Inherits missing keys from a base, and the peer that its IUT is told to expect.
  void TakeFrom(const CaseKeys& base);
  // Makes the keys of this role the default.
  void SetDefaults(noise::Role role);

  bool IsRecorded(noise::Role role, Suite suite) const;
};

// The names of the secrets in a case file.
inline constexpr std::pair<std::string_view, std::optional<SecretText> CaseKeys::*> kSecretNames[] =
    {
        {"runner.s", &CaseKeys::runner_s}, {"runner.e", &CaseKeys::runner_e},
        {"iut.s", &CaseKeys::iut_s},       {"iut.e", &CaseKeys::iut_e},
        {"iut.peer", &CaseKeys::iut_peer}, {"runner.s.shown", &CaseKeys::runner_shown},
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_KEYS_H_
