// Attack: one session with an implementation. Compares its reaction to each move of the attacker
// with the model.
//
//   Attack attack(target, {.e = secret}, std::move(channel));
//   while (attack.IsOn() && more) attack.Play(maker.Make(program));
//   attack.Finish();
//   if (attack.violation()) Save(attack.steps());
//
// The steps form a case file: what was sent, each followed by what SPEC.md requires. After a
// violation, the last step fails when the case is played.
#ifndef ASMTP_FUZZ_WIRE_ATTACK_H_
#define ASMTP_FUZZ_WIRE_ATTACK_H_

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conformance/play/peer.h"
#include "conformance/play/seen_keys.h"
#include "fuzz/wire/iut_model.h"
#include "fuzz/wire/move_maker.h"
#include "fuzz/wire/violation.h"

namespace asmtp::fuzz::wire {

// The IUT under attack.
struct Target {
  conformance::Config config;
  conformance::Keys keys;
  bool hides_identity = false;  // the runner's secret is the user's own: never written to a file
  // Else only handshakes and closing can be judged, and the IUT may send frames of its own accord.
  bool echoes = true;
  bool knows_messages = true;
  bool may_be_stranger = true;  // the IUT expects a certain initiator
  double timeout_scale = 1.0;
  size_t sessions_at_once = 1;  // per process
  // Returns the runner's static secret for its next session; null: that of `keys`.
  std::function<conformance::SecretText()> identity = {};
};

// The static secret of a runner that the IUT does not expect.
inline constexpr ByteArray<32> kStrangersSecret = [] {
  ByteArray<32> secret{};
  secret.fill(0x33);
  return secret;
}();

struct AttackOptions {
  // The ephemeral keys of the IUT so far, or null: not checked. Must outlive the attack.
  conformance::SeenKeys* seen = nullptr;
  conformance::SecretText e;  // of the runner's ephemeral key
  bool is_stranger = false;   // the IUT does not expect the runner's static key
  double patience = 1.0;      // factor of the usual timeouts
  // Nothing that happens later is judged.
  conformance::Deadline until = conformance::Deadline::max();
};

// Records the bytes that a peer writes to its stream.
class TappedChannel;

class Attack {
 public:
  // `target` must outlive it.
  Attack(const Target& target, const AttackOptions& options,
         std::unique_ptr<conformance::Channel> channel);
  ~Attack();
  Attack(const Attack&) = delete;
  Attack& operator=(const Attack&) = delete;

  // Waits for the initialize of an initiator.
  void Begin() { Settle(Op::kSend); }
  // Skips moves that are impossible in the current state.
  void Play(const std::vector<SaidStep>& moves);
  // Ends the runner's direction and checks how the IUT ends the session.
  void Finish();

  // Whether the session is still running.
  bool IsOn() const { return !over_ && !violation_; }
  bool IsOpen() const { return peer_.IsOpen(); }
  const std::optional<Violation>& violation() const { return violation_; }
  const std::string& steps() const { return steps_; }
  // The observed behaviours as short texts. New ones guide the fuzzer.
  const std::set<std::string>& behaviour() const { return behaviour_; }
  // The verdict on each sent item until the first end: "taken gossip", "refused topic truncated".
  const std::vector<std::string>& verdicts() const { return verdicts_; }
  size_t frames() const { return frames_; }
  // The subject of the last expected reaction.
  const std::string& last() const { return last_; }

 private:
  bool PlayMove(const SaidStep& move);
  // `handshake_fault`: see SaidStep.
  bool PlayStep(const conformance::Step& step, const std::string& handshake_fault);
  bool Send(const conformance::Step& step, const std::string& handshake_fault);
  void Feed();
  void Settle(Op op);
  void Await(const Due& due, Op op);
  conformance::Outcome NextOutcome(conformance::Deadline deadline);
  void Judge(const Due& due, const conformance::Outcome& outcome);
  void JudgeClose(const Due& due, const conformance::Outcome& outcome);
  void Pass(const std::optional<Due>& due);
  void JudgeHandshakeFrame(const Due& due, const conformance::Outcome& outcome);
  void JudgePlaintext(const Due& due, const conformance::Outcome& outcome);
  bool Probe();
  void Keep(const std::string& label, const conformance::Bytes& plaintext,
            const conformance::Bytes& wire);
  void Note(const Due& due, const conformance::Outcome& outcome, Op op, double seconds);
  void Violate(Oracle oracle, const Due& due, std::string text);
  bool IsOdd(const conformance::Bytes& plaintext) const;
  conformance::Deadline Patience(double seconds = 2.0) const;

  const Target& target_;
  AttackOptions options_;
  IutModel model_;
  TappedChannel* tap_;  // owned by peer_
  conformance::Peer peer_;
  conformance::Names names_;
  std::string steps_ = "connect\n";
  std::vector<Due> odd_;  // plaintexts since the last answer that are not messages
  std::optional<Violation> violation_;
  std::set<std::string> behaviour_;
  std::vector<std::string> verdicts_;
  std::string last_ = "the first byte";
  size_t frames_ = 0;
  size_t received_ = 0;
  size_t probes_ = 0;
  bool over_ = false;
  // The IUT continued after a plaintext that is not a message. A conforming IUT may close there
  // when the case is played.
  bool went_on_ = false;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_ATTACK_H_
