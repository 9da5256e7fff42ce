// CaseKeys: the secrets of both sides, as a case file gives them. Keys: those of one session.
//
//   [keys]
//   runner.s           = 11...        in every role of the IUT
//   iut.s    initiator = 21...        where the IUT is the initiator
//   iut.peer           = 31...        whose public key the IUT is told to expect, if not runner.s
//
//   const Keys keys = one_case.keys.For(config.role);      resolved once, and handed on
//   keys.peer.bytes                                        31...
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_KEYS_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_KEYS_H_

#include <optional>
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

// The keys of a case in one role of the IUT, or those that an IUT has of its own.
struct Keys {
  SecretText runner_s;
  SecretText runner_e;
  SecretText iut_s;
  SecretText iut_e;
  SecretText peer;                          // whose public key the IUT is told to expect
  std::optional<ByteArray<32>> told;        // the public key that it is told in place of that one
  std::optional<ByteArray<32>> shown;       // the public key that the runner shows as its own
  std::optional<ByteArray<32>> iut_public;  // the IUT's, where nobody knows its secret

  // Whether the IUT is told to expect somebody else than the runner.
  bool IsStranger() const { return runner_s.bytes != peer.bytes; }
  // Returns the keys with which the runner is the one whom the IUT is told to expect.
  Keys AsExpected() const;
  // Returns what an IUT is started with. Cases in which this is equal can share one.
  auto StartedWith() const { return std::tuple(iut_s.bytes, peer.bytes, told); }
};

struct CaseKeys;
// A secret that only holds where the IUT has this role.
struct RoleSecret {
  noise::Role role = noise::Role::kResponder;
  std::optional<SecretText> CaseKeys::* which = nullptr;
  SecretText secret;
};
// The public ephemeral key of an IUT whose session was recorded. The secret of it is not known, so
// `verify` plays back what was received; the bytes are in the `wire` lines of that role and suite.
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
  // What `verify` plays the IUT with.
  std::optional<SecretText> iut_e;
  // Whose public key the IUT is told to expect; runner.s unless another is given.
  std::optional<SecretText> iut_peer;
  // The public key that the runner shows, and the IUT is told to expect, in place of that of
  // runner.s: one that gives the same DH results, such as that key and a point of low order.
  std::optional<SecretText> runner_shown;

  // Keys that stand in for those above in one role, and recorded ones in the order of sessions.
  std::vector<RoleSecret> of_role = {};
  std::vector<RecordedEphemeral> recorded = {};

  // Whether runner.s, runner.e, iut.s and iut.e are there where the IUT has this role.
  bool AreComplete(noise::Role role) const;
  // Returns the keys where the IUT has this role. They have to be complete.
  Keys For(noise::Role role) const;
  // Takes what is not given here from the keys of a base, and whom its IUT is told to expect.
  void TakeFrom(const CaseKeys& base);
  // Gives whoever asks without a role the keys of this one.
  void SetDefaults(noise::Role role);

  bool IsRecorded(noise::Role role, Suite suite) const;
};

// How a case file names the secrets.
inline constexpr std::pair<std::string_view, std::optional<SecretText> CaseKeys::*> kSecretNames[] =
    {
        {"runner.s", &CaseKeys::runner_s}, {"runner.e", &CaseKeys::runner_e},
        {"iut.s", &CaseKeys::iut_s},       {"iut.e", &CaseKeys::iut_e},
        {"iut.peer", &CaseKeys::iut_peer}, {"runner.s.shown", &CaseKeys::runner_shown},
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_KEYS_H_
