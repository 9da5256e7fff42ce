// Attack: one session with an implementation: the moves of an attacker, and after each of them
// what the implementation does, held against the model.
//
//   Attack attack(target, {.e = secret}, std::move(channel));
//   while (attack.IsOn() && more) attack.Play(maker.Make(program));
//   attack.Finish();
//   if (attack.violation()) Save(attack.steps());
//
// The steps are those of a case file: what was sent, and behind it what SPEC.md asks for. Where
// something was violated, the last of them fails when the case is played.
#ifndef ASMTP_FUZZ_WIRE_ATTACK_H_
#define ASMTP_FUZZ_WIRE_ATTACK_H_

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conformance/play/peer.h"
#include "fuzz/wire/iut_model.h"
#include "fuzz/wire/move_maker.h"
#include "fuzz/wire/violation.h"

namespace asmtp::fuzz::wire {

// Whom all sessions of a run are with.
struct Target {
  conformance::Config config;
  conformance::Keys keys;
  bool echoes = true;  // else only its handshakes and its closing can be judged
  bool knows_messages = true;
  bool may_be_stranger = true;  // the IUT was told whom to expect
  double timeout_scale = 1.0;
  size_t sessions_at_once = 1;  // with one process
};

// The static secret of a runner that is not the one whom the IUT expects.
inline constexpr ByteArray<32> kStrangersSecret = [] {
  ByteArray<32> secret{};
  secret.fill(0x33);
  return secret;
}();

struct AttackOptions {
  conformance::SecretText e;  // of the runner's ephemeral key
  bool is_stranger = false;   // the runner's static key is not the one that the IUT expects
  double patience = 1.0;      // how many times the usual one
};

// The bytes that a peer hands to its stream, kept until they are asked for.
class TappedChannel;

class Attack {
 public:
  // `target` must outlive it.
  Attack(const Target& target, const AttackOptions& options,
         std::unique_ptr<conformance::Channel> channel);
  ~Attack();
  Attack(const Attack&) = delete;
  Attack& operator=(const Attack&) = delete;

  // Waits for what an initiator begins with.
  void Begin() { Settle(Op::kSend); }
  // A move that makes no sense where it stands is left out.
  void Play(const std::vector<SaidStep>& moves);
  // Ends the runner's direction, and looks how the IUT ends.
  void Finish();

  // Whether more can be said.
  bool IsOn() const { return !over_ && !violation_; }
  bool IsOpen() const { return peer_.IsOpen(); }
  const std::optional<Violation>& violation() const { return violation_; }
  const std::string& steps() const { return steps_; }
  // What was seen, each a short text: the guide to what is worth another look.
  const std::set<std::string>& behaviour() const { return behaviour_; }
  // What became of each thing that was sent, until the first end: "taken gossip", "refused topic
  // truncated".
  const std::vector<std::string>& verdicts() const { return verdicts_; }
  size_t frames() const { return frames_; }
  // What the last thing that was waited for was about.
  const std::string& last() const { return last_; }

 private:
  bool PlayMove(const SaidStep& move);
  // `handshake_fault`: of a handshake frame, as in SaidStep.
  bool PlayStep(const conformance::Step& step, const std::string& handshake_fault);
  bool Send(const conformance::Step& step, const std::string& handshake_fault);
  void Feed();
  void Settle(Op op);
  void Await(const Due& due, Op op);
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
  std::vector<Due> odd_;  // plaintexts that are no message, since the last answer
  std::optional<Violation> violation_;
  std::set<std::string> behaviour_;
  std::vector<std::string> verdicts_;
  std::string last_ = "the first byte";
  size_t frames_ = 0;
  size_t received_ = 0;
  size_t probes_ = 0;
  bool over_ = false;
  // Behind a plaintext that is no message, where a right one may have closed: it has in the case.
  bool went_on_ = false;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_ATTACK_H_
