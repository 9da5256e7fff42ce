// AttackerSteps: what an attacker does to one direction of a session, as the steps of a case. What
// he makes waits on the wire, where it can be changed; a step says it when it is delivered.
//
//   AttackerSteps steps(conformance::HandshakeFrame::Kind::kInitialize, Framing::kU32);
//   steps.Seal(plaintext, "", Op::kSend);
//   steps.Change(action);               "" or why a case cannot say it
//   steps.SayNext();
//   for (const SaidStep& said : steps.Take()) TextOf(said);     "m1: send plain 04...\n"
//
// A frame is named by its turn among the sealed ones, m1 and so on. One that is sealed before what
// is said, and was not said, gets a step whose frame is dropped: the keys move on with it.
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

// A step that sends, and what the one who plays it has to know.
struct SaidStep {
  std::string label = {};
  conformance::StepBody body;
  std::vector<std::string> tampers = {};  // as in a case, without the first word
  bool waits = true;                      // for what is due, before the next one
  // Of a handshake frame that nobody may take: its fault, such as "weak-e"; else its bytes verify
  // where they arrive as they were made.
  std::string handshake_fault = {};
  Op op = Op::kSend;  // what was done last to what it sends
};

// Returns the step, or nothing where no case may have it.
std::optional<conformance::Step> StepOf(const SaidStep& said);
// Returns its lines in a case file. Only for steps that send, connect or end.
std::string TextOf(const SaidStep& said);

class AttackerSteps {
 public:
  using Bytes = std::vector<uint8_t>;

  AttackerSteps(conformance::HandshakeFrame::Kind kind, Framing framing)
      : handshake_kind_(kind), framing_(framing) {}

  // What all handshake frames that are said from now on are made with: a tamper of the layer noise.
  void TamperHandshakeFrame(std::string tamper, std::string fault) {
    handshake_tamper_ = std::move(tamper);
    handshake_fault_ = std::move(fault);
  }

  // ---- What waits.
  void WaitHandshakeFrame();
  void Seal(Bytes plaintext, std::string_view noise_tamper, Op op);
  // A sealed frame once more, as it was sealed.
  void WaitSealed(size_t index, Op op);
  void WaitBytes(Bytes bytes, Op op);
  // What the step of that label has sent or received.
  void WaitNamed(std::string label, Op op);
  // Changes, swaps or drops something. Returns "", or why a case cannot say it.
  std::string Change(const Action& action);

  size_t waiting() const { return waiting_.size(); }
  bool HandshakeFrameIsNext() const {
    return !waiting_.empty() && waiting_.front().frame.is_handshake_frame;
  }
  void SetNextOp(Op op) { waiting_.front().op = op; }
  // Whether the next one was said before, and was changed then: it has no name any more.
  bool NextIsLost() const;
  size_t sealed() const { return sealed_.size(); }
  const Bytes& plaintext(size_t index) const { return sealed_[index].plaintext; }

  // ---- What is said.
  // Says what waits first. Returns its frame.
  FrameText SayNext();
  // Of the last step: it is sent together with the next one; or in pieces of these sizes, as far as
  // there are bytes for them.
  void Hold();
  void Split(size_t size, const Bytes& pieces);
  void Add(SaidStep said) { said_.push_back(std::move(said)); }
  std::vector<SaidStep> Take() { return std::exchange(said_, {}); }

 private:
  struct Waiting {
    FrameText frame;
    std::string name = {};  // of what is sent again, instead
    Op op = Op::kSend;
  };
  struct Sealed {
    Bytes plaintext;
    std::string tamper;  // of the layer noise, or ""
    bool is_said = false;
    bool is_changed = false;  // and what was sent is not what was sealed
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
