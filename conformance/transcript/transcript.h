// Transcript: one case of the suite, as its file says it.
//
//   asmtp-transcript 1
//   id      frame/tag/last-bit
//   title   A frame whose last tag bit is flipped is a failure
//   level   MUST
//   clause  TR-8 "A receiver MUST take a message that does not verify to be a failure."
//   base    transport/echo-two-messages
//
//   [steps]
//   at m2 tamper frame xor 01 at -1
//   expect
//     close -> pass
//     *     -> fail 'went on after a forged frame'
//   alive
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_TRANSCRIPT_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_TRANSCRIPT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/transcript/step.h"
#include "core/noise/pattern.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {

// What breaking the clause means.
enum class Level : uint8_t { kMust, kShould, kMay, kInfo };
std::string_view Name(Level level);

// A clause of SPEC.md, with words from it.
struct ClauseReference {
  std::string id;
  std::string quote;
  size_t line = 0;
};

// Secrets of both sides, 32 bytes each; the suite decides what they mean. The IUT's ephemeral one
// is what `verify` plays the IUT with.
struct SecretText {
  ByteArray<32> bytes{};
  Mark mark = Mark::kExact;
  size_t line = 0;
};
struct Keys;
// A secret that only holds where the IUT has this role.
struct RoleSecret {
  noise::Role role = noise::Role::kResponder;
  std::optional<SecretText> Keys::* which = nullptr;
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
struct Keys {
  std::optional<SecretText> runner_s;
  std::optional<SecretText> runner_e;
  std::optional<SecretText> iut_s;
  std::optional<SecretText> iut_e;
  // Whose public key the IUT is told to expect; runner.s unless another is given.
  std::optional<SecretText> iut_peer;
  // The IUT's public key where its secret is nobody's to know; no case file gives it.
  std::optional<ByteArray<32>> iut_public;
  // The public key that the runner shows, and the IUT is told to expect, in place of that of
  // runner.s: one that gives the same DH results, such as that key and a point of low order.
  std::optional<SecretText> runner_shown;

  // Keys that stand in for those above in one role, and recorded ones in the order of sessions.
  std::vector<RoleSecret> of_role = {};
  std::vector<RecordedEphemeral> recorded = {};

  const SecretText& peer() const { return iut_peer ? *iut_peer : *runner_s; }
  // Returns the public key that the IUT is told instead of that of `peer`; zeros if there is none.
  ByteArray<32> told() const {
    return runner_shown && !iut_peer ? runner_shown->bytes : ByteArray<32>{};
  }
  // Returns the keys where the IUT has this role.
  Keys For(noise::Role role) const;
  bool IsRecorded(noise::Role role, Suite suite) const;
};

// Tampers with a step of the base.
struct TamperAt {
  std::string label;
  Tamper tamper;
  size_t line = 0;
};

struct Header {
  std::string id;
  std::string title;
  Level level = Level::kMust;
  std::vector<ClauseReference> clauses;
  std::vector<noise::Role> roles;  // of the IUT
  std::vector<Suite> suites;
  std::vector<Framing> framings;
  int tier = 1;  // 0: a stock peer is enough; 1: the IUT echoes each message
  std::vector<std::string> needs;
  std::vector<std::string> tags;
  std::string since;
  std::string base;  // the id of the case whose steps come first; "" where there is none
  size_t base_line = 0;
  std::string control;  // the id of the case that has to pass first; the base where there is one
  size_t control_line = 0;
  bool roles_given = false;
  bool tier_given = false;
};

struct Transcript {
  std::string file;
  Header header;
  Keys keys;
  std::vector<TamperAt> tampers;
  std::vector<Step> steps;
  // Every line of the file, comments included, for whoever writes it again.
  std::shared_ptr<const std::vector<std::string>> lines;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_TRANSCRIPT_H_
