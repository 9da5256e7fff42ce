// MoveMaker: a program (fuzz/program) as what one attacker says in a session, in the language of case
// files: one step after the other, with what belongs to it below.
//
//   MoveMaker maker(config);
//   for (const Move& move : maker.Make(program)) Play(move.text);
//
//   send initiator.0 04111111...       m1: send plain 04111111...
//   flip initiator.0 0027                tamper frame xor 80 at 0
//   deliver initiator.0
//
// The attacker is the runner, so every direction is its own. What waits when a program ends is
// delivered. A session may be told more than one program: frames are counted on. An action that
// means nothing where it stands is left out.
#ifndef ASMTP_FUZZ_WIRE_MOVE_MAKER_H_
#define ASMTP_FUZZ_WIRE_MOVE_MAKER_H_

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/play/config.h"
#include "fuzz/cases/frame_text.h"
#include "fuzz/program/program.h"

namespace asmtp::fuzz::wire {

// A step, and what the one who plays it has to know.
struct Move {
  std::string text;   // its lines, each with its end
  bool waits = true;  // for what is due, before the next one
  // Of a flight that nobody may take: its fault, such as "weak-e"; else its bytes verify where they
  // arrive as they were made.
  std::string flight_fault = {};
  Op op = Op::kSend;  // what was done last to what it sends
};

class MoveMaker {
 public:
  // `config` is the IUT's.
  explicit MoveMaker(const conformance::Config& config) : config_(config) {}

  // The first program says how the session begins.
  std::vector<Move> Make(const Program& program);

 private:
  using Bytes = std::vector<uint8_t>;

  // What waits to be sent.
  struct Waiting {
    FrameText frame;
    std::string reference = {};  // the name of what is sent again, instead
    Op op = Op::kSend;
  };
  // What was sealed, in the order in which it was.
  struct Sealed {
    Bytes plaintext;
    std::string tamper;    // of the layer noise, or ""
    bool is_said = false;  // there is a step for it
  };

  bool RunnerIsInitiator() const { return config_.role == noise::Role::kResponder; }
  size_t HeaderSizeOfFrame() const { return HeaderSize(config_.framing); }
  void Begin(const Program& program);
  void Do(const Action& action);
  void Seal(Bytes plaintext, std::string_view tamper);
  void Forge(const Bytes& payload);
  void ForgeFlight(const Bytes& payload);
  void Wait(Bytes bytes, Op op);
  void WaitAgain(std::string reference, Op op);
  void Tamper(const Action& action);
  void Deliver(size_t count, const Bytes& pieces);
  void Say(const Waiting& waiting);
  void SaySealed(size_t index);
  void Add(std::string text, Op op) { moves_.push_back({.text = std::move(text), .op = op}); }

  conformance::Config config_;
  bool begun_ = false;
  bool ended_ = false;
  std::string flight_tamper_;  // of the layer noise
  std::string flight_fault_;
  std::deque<Waiting> waiting_;
  std::vector<Sealed> sealed_;
  std::vector<Move> moves_;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_MOVE_MAKER_H_
