// MoveMaker: turns a program (fuzz/program) into the moves of one attacker in a session, as steps
// of a case.
//
//   MoveMaker maker(config);
//   for (const SaidStep& move : maker.Make(program)) Play(*StepOf(move));
//
//   send initiator.0 04111111...       m1: send plain 04111111...
//   flip initiator.0 0027                tamper frame xor 80 at 0
//   deliver initiator.0
//
// The attacker is the runner, so both directions mean its own. Frames that still wait at the end of
// a program are delivered. A session may play several programs; frame numbers continue. Actions
// that are impossible in the current state are skipped.
#ifndef ASMTP_FUZZ_WIRE_MOVE_MAKER_H_
#define ASMTP_FUZZ_WIRE_MOVE_MAKER_H_

#include <string_view>
#include <vector>

#include "conformance/play/config.h"
#include "fuzz/cases/attacker_steps.h"
#include "fuzz/program/program.h"

namespace asmtp::fuzz::wire {

class MoveMaker {
 public:
  // `config` is the IUT's.
  explicit MoveMaker(const conformance::Config& config)
      : config_(config),
        attacker_(RunnerIsInitiator() ? conformance::HandshakeFrame::Kind::kInitialize
                                      : conformance::HandshakeFrame::Kind::kResponse,
                  config.framing) {}

  // The first program determines how the session begins.
  std::vector<SaidStep> Make(const Program& program);

 private:
  using Bytes = std::vector<uint8_t>;

  bool RunnerIsInitiator() const { return config_.role == noise::Role::kResponder; }
  void Begin(const Program& program);
  void Do(const Action& action);
  void Seal(Bytes plaintext, std::string_view tamper);
  void Forge(const Bytes& payload);
  void ForgeHandshakeFrame(const Bytes& payload);
  void Deliver(size_t count, const Bytes& pieces);
  void End(conformance::StepBody body, Op op);
  // Returns the label of the sent frame with this index: the handshake frame, then the sealed
  // frames.
  std::string NameOfSent(size_t index) const;

  conformance::Config config_;
  bool begun_ = false;
  bool ended_ = false;
  AttackerSteps attacker_;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_MOVE_MAKER_H_
