// AttackerSteps: the actions of an attacker on one direction of a session, as the steps of a case.
// A frame waits on the wire, where it can be changed. Its delivery becomes a step.
//
//   AttackerSteps steps(conformance::HandshakeFrame::Kind::kInitialize, Framing::kU32);
//   steps.Seal(plaintext, "", Op::kSend);
//   steps.Change(action);               "" or why a case cannot say it
//   steps.SayNext();
//   for (const SaidStep& said : steps.Take()) TextOf(said);     "m1: send plain 04...\n"
//
// A frame is named by its position among the sealed frames, as in m1. A frame that was sealed but
// never delivered gets a step with `frame drop`, because it advances the keys.
#ifndef ASMTP_FUZZ_CASES_ATTACKER_STEPS_H_
#define ASMTP_FUZZ_CASES_ATTACKER_STEPS_H_

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/transcript/step.h"
#include "core/wire/framing.h"
#include "fuzz/cases/frame_text.h"
#include "fuzz/program/program.h"

namespace asmtp::fuzz {

// A sending step, and what a player of the step needs to know.
struct SaidStep {
  std::string label = {};
  conformance::StepBody body;
  std::vector<std::string> tampers = {};  // as in a case, without the keyword
  bool waits = true;  // whether to wait for the expected answer before the next step
  // The fault of a handshake frame that must be rejected, such as "weak-e". If empty, the frame
  // verifies unless its bytes are changed.
  std::string handshake_fault = {};
  Op op = Op::kSend;  // the last operation on its frame
};

// Returns the step, or nothing if no case can contain it.
std::optional<conformance::Step> StepOf(const SaidStep& said);
// Returns the lines of the step in a case file. Only for steps that send, connect or end.
std::string TextOf(const SaidStep& said);

class AttackerSteps {
 public:
  using Bytes = std::vector<uint8_t>;

  AttackerSteps(conformance::HandshakeFrame::Kind kind, Framing framing)
      : handshake_kind_(kind), framing_(framing) {}

  // Applies a tamper of the layer noise to all later handshake frames.
  void TamperHandshakeFrame(std::string tamper, std::string fault) {
    handshake_tamper_ = std::move(tamper);
    handshake_fault_ = std::move(fault);
  }

  // ---- Frames that wait.
  void WaitHandshakeFrame();
  void Seal(Bytes plaintext, std::string_view noise_tamper, Op op);
  // Adds a sealed frame again, unchanged.
  void WaitSealed(size_t index, Op op);
  void WaitBytes(Bytes bytes, Op op);
  // Adds the frame that the labelled step sent or received.
  void WaitNamed(std::string label, Op op);
  // Changes, swaps or drops a frame. Returns "", or why a case cannot express it.
  std::string Change(const Action& action);

  size_t waiting() const { return waiting_.size(); }
  bool HandshakeFrameIsNext() const {
    return !waiting_.empty() && waiting_.front().frame.is_handshake_frame;
  }
  void SetNextOp(Op op) { waiting_.front().op = op; }
  // Whether the next frame is a repetition of a changed frame, which no name refers to.
  bool NextIsLost() const;
  size_t sealed() const { return sealed_.size(); }
  const Bytes& plaintext(size_t index) const { return sealed_[index].plaintext; }

  // ---- Steps.
  // Adds a step for the first waiting frame, and returns the frame.
  FrameText SayNext();
  // Hold() sends the last step together with the next one. Split() sends it in pieces of these
  // sizes, as far as the bytes suffice.
  void Hold();
  void Split(size_t size, const Bytes& pieces);
  void Add(SaidStep said) { said_.push_back(std::move(said)); }
  std::vector<SaidStep> Take() { return std::exchange(said_, {}); }

 private:
  struct Waiting {
    FrameText frame;
    std::string name = {};  // label of the repeated frame, instead
    Op op = Op::kSend;
  };
  struct Sealed {
    Bytes plaintext;
    std::string tamper;  // of the layer noise, or ""
    bool is_said = false;
    bool is_changed = false;  // the sent bytes differ from the sealed bytes
  };

  void SayHandshakeFrame();
  void SaySealed(size_t index);
  void SayFrame(const FrameText& frame);

  conformance::HandshakeFrame::Kind handshake_kind_;
  Framing framing_;
  std::string handshake_tamper_;
  std::string handshake_fault_;
  std::deque<Waiting> waiting_;
  std::vector<Sealed> sealed_;
  std::vector<SaidStep> said_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CASES_ATTACKER_STEPS_H_
