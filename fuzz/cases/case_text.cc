#include "fuzz/cases/case_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "conformance/transcript/message_format.h"
#include "core/testing/hex.h"
#include "fuzz/cases/attacker_steps.h"
#include "fuzz/cases/case_head.h"
#include "fuzz/model/noise.h"
#include "fuzz/program/text.h"
#include "fuzz/session/attacker.h"
#include "fuzz/session/key_ring.h"
#include "fuzz/session/world.h"

namespace asmtp::fuzz {
namespace {

using Bytes = std::vector<uint8_t>;
using HandshakeKind = conformance::HandshakeFrame::Kind;
using Result = std::expected<std::string, std::string>;

std::string_view NoiseTamper(uint8_t fault) {
  constexpr std::string_view kTampers[] = {"",        "rekey twice", "nonce +1",
                                           "nonce 0", "key other",   "key zero"};
  return kTampers[fault % 6];
}

class CaseWriter {
 public:
  // The runner writes `direction`: 0 if it is the initiator.
  CaseWriter(const Program& program, size_t direction)
      : program_(program),
        runner_(direction),
        header_size_(program.Has(Program::kFramingU16) ? 2 : 4),
        attacker_(direction == 0 ? HandshakeKind::kInitialize : HandshakeKind::kResponse,
                  program.Has(Program::kFramingU16) ? Framing::kU16 : Framing::kU32) {
    if (runner_ == 0 && program.Has(Program::kWrongNumber)) {
      attacker_.TamperHandshakeFrame(WrongNumber(), "");
    }
  }

  Result Write(const std::string& name) {
    std::string error = WriteHeader();
    for (size_t i = 0; error.empty() && i < program_.actions.size() && !closed_; ++i) {
      index_ = i;
      error = Do(program_.actions[i]);
      if (!error.empty()) {
        const std::string text = Print(Program{.actions = {program_.actions[i]}});
        const std::string line = text.substr(text.find("limit 0\n") + 8);
        error = fmt::format("action {}, '{}': {}", i + 1, line.substr(0, line.find('\n')), error);
      }
    }
    if (!error.empty()) return std::unexpected(error);
    if (!closed_) steps_ += "close fin\n";
    return CaseHead(program_, {.name = name,
                               .runner = runner_,
                               .why_closed = closed_ ? why_ : "",
                               .is_echoed = steps_.contains("\nrecv ")}) +
           steps_;
  }

 private:
  size_t iut() const { return 1 - runner_; }

  Trace TraceUpTo(size_t actions) const {
    Program prefix = program_;
    prefix.actions.resize(std::min(actions, prefix.actions.size()));
    return RunProgram(prefix);
  }

  std::string WriteHeader() {
    if (program_.length_limit != 0)
      return "a case cannot limit the length below the limit of its framing";
    if (program_.Has(Program::kRawResponderKey)) {
      return "the secret of the key that the initiator expects is unknown, and a case requires it";
    }
    if (program_.Has(Program::kDecideLater))
      return "a case cannot tell the responder under attack when to decide";
    if (!program_.Has(Program::kHandshakeByHand)) return Handshake();
    if (runner_ == 0) attacker_.WaitHandshakeFrame();
    steps_ += "connect\n";
    if (runner_ == 1) steps_ += "hs1: flight init\n";
    return "";
  }

  // Plays the whole handshake, whether it succeeds or fails.
  std::string Handshake() {
    steps_ += "connect\n";
    if (runner_ == 0) {
      SayHandshakeFrame();
    } else {
      steps_ += "hs1: flight init\n";
    }
    const Trace trace = TraceUpTo(0);
    if (runner_ == 1) return WriteResponse(trace);
    if (!trace.why_closed[iut()].empty()) return ExpectClose(trace);
    steps_ += "hs2: flight resp\n";
    if (!trace.why_closed[runner_].empty()) return "the runner itself fails in the handshake";
    return "";
  }

  // The runner is the responder and accepts every initiator.
  std::string WriteResponse(const Trace& trace) {
    if (!trace.opened[0] || !trace.opened[1]) {
      return "the runner itself fails in the handshake";
    }
    SayHandshakeFrame();
    return "";
  }

  void SayHandshakeFrame() {
    attacker_.WaitHandshakeFrame();
    attacker_.SayNext();
    TakeSteps();
  }

  void TakeSteps() {
    for (const SaidStep& said : attacker_.Take()) steps_ += TextOf(said);
  }

  std::string WrongNumber() const {
    const StaticKey& stranger = StaticKeyOf(suite(), Holder::kStranger, program_.keys);
    return "rs " + ToHex(stranger.secret);
  }

  std::string Do(const Action& action) {
    const auto [direction, place] = action.place();
    // A decision that was not requested has no effect.
    if (Name(action.op).empty() || action.op == Op::kDecide) return "";
    if (direction != runner_) return ApplyIutAction(action);
    const Trace before = TraceUpTo(index_);
    const bool is_open = before.opened[runner_] && before.why_closed[runner_].empty();
    switch (action.op) {
      case Op::kSend:
        return is_open ? Seal(action.payload, "") : "";
      case Op::kSendSample:
        return is_open ? Seal(SampleMessage(action.payload), "") : "";
      case Op::kForge:
        return is_open ? Forge(action.payload) : "";
      case Op::kRaw:
        if (!action.payload.empty()) attacker_.WaitBytes(action.payload, action.op);
        return "";
      case Op::kSplice:
        attacker_.WaitBytes(SplicedFrame(header_size_, action.payload), action.op);
        return "";
      case Op::kRepeat:
        return Repeat(place);
      case Op::kReflect:
        return "a case cannot refer to a frame of the IUT";
      case Op::kDeliver:
        return Deliver(attacker_.waiting(), action.payload);
      case Op::kDeliverOne:
        return Deliver(1, action.payload);
      case Op::kEnd:
        return End();
      case Op::kClose:
        closed_ = true;
        steps_ += "close fin\n";
        return "";
      default:
        return attacker_.Change(action);
    }
  }

  // The IUT writes the other direction, so a case cannot control it.
  std::string ApplyIutAction(const Action& action) {
    const Trace before = TraceUpTo(index_);
    if (action.op == Op::kDeliver || action.op == Op::kDeliverOne) {
      if (runner_ == 1 && program_.Has(Program::kHandshakeByHand) && !before.opened[1]) {
        if (!TraceUpTo(index_ + 1).opened[1]) return "the runner itself fails in the handshake";
        attacker_.WaitHandshakeFrame();
      }
      return "";
    }
    const bool is_open = before.opened[iut()] && before.why_closed[iut()].empty();
    const bool is_send = action.op == Op::kSend || action.op == Op::kSendSample;
    if (is_send && !is_open) return "";
    if (is_send && IsEcho(action, before)) return "";
    return "the IUT only echoes, and a case cannot make it send other bytes";
  }

  // Whether the IUT sends the echo of the next accepted message, which it does without a step.
  bool IsEcho(const Action& action, const Trace& before) {
    const Bytes sent =
        action.op == Op::kSendSample ? SampleMessage(action.payload) : action.payload;
    if (echoed_ >= before.received[iut()] || attacker_.plaintext(echoed_) != sent) return false;
    ++echoed_;
    return true;
  }

  std::string Seal(const Bytes& plaintext, std::string_view tamper) {
    if (has_forged_)
      return "the sender's key does not advance with a forged frame, but a runner's key does";
    if (!is_forging_) sent_.push_back(attacker_.sealed());
    attacker_.Seal(plaintext, tamper, Op::kSend);
    return "";
  }

  std::string Forge(const Bytes& payload) {
    const uint8_t fault = payload.empty() ? 0 : payload[0];
    is_forging_ = true;
    const std::string error = Seal(
        payload.empty() ? payload : Bytes(payload.begin() + 1, payload.end()), NoiseTamper(fault));
    is_forging_ = false;
    has_forged_ = true;
    return error;
  }

  std::string Repeat(size_t place) {
    // The first frame of a direction is its handshake frame.
    const size_t count = sent_.size() + 1;
    if (place % count == 0) return "a case cannot repeat a handshake frame";
    attacker_.WaitSealed(sent_[place % count - 1], Op::kRepeat);
    return "";
  }

  std::string End() {
    steps_ += "shutdown\n";
    return ExpectClose(TraceUpTo(index_ + 1));
  }

  // ---- what arrives

  std::string Deliver(size_t count, const Bytes& pieces) {
    count = std::min(count, attacker_.waiting());
    for (size_t i = 0; i < count; ++i) {
      if (is_cut_) return "a case cannot send a frame after a truncated frame";
      if (attacker_.NextIsLost()) return "a case cannot repeat a frame that was changed before";
      const FrameText frame = attacker_.SayNext();
      if (i + 1 < count) attacker_.Hold();
      if (count == 1) attacker_.Split(frame.size, pieces);
      is_cut_ = frame.cut.has_value();
    }
    TakeSteps();
    return count == 0 ? "" : Judge();
  }

  // The IUT must do what our end did with the delivered bytes.
  std::string Judge() {
    const Trace before = TraceUpTo(index_);
    const Trace after = TraceUpTo(index_ + 1);
    if (runner_ == 0 && after.opened[1] && !before.opened[1]) steps_ += "hs2: flight resp\n";
    for (size_t i = before.received[iut()]; i < after.received[iut()]; ++i) {
      const std::string error = Receive(i);
      if (!error.empty()) return error;
    }
    return ExpectClose(after);
  }

  // Without a forged frame, frames are accepted in the order of sealing. A forged frame is the last
  // one accepted.
  std::string Receive(size_t index) {
    if (index >= attacker_.sealed()) return "the accepted frame was not sent by the runner";
    const auto message = conformance::FieldsOf(attacker_.plaintext(index));
    if (!message) {
      return "the IUT accepts a plaintext that is not a message, after which it may end or "
             "continue the session";
    }
    steps_ += "recv msg " + message->format->name + "\n";
    return "";
  }

  std::string ExpectClose(const Trace& trace) {
    why_ = trace.why_closed[iut()];
    if (why_.empty()) return "";
    if (why_ == "frame-length-too-large" && header_size_ == 4) {
      return "the length exceeds our limit, and the limit of the IUT may differ";
    }
    closed_ = true;
    steps_ +=
        fmt::format("expect\n  close -> pass\n  *     -> fail 'did not close ({})'\nalive\n", why_);
    return "";
  }

  Suite suite() const {
    return program_.Has(Program::kSuite25519) ? Suite::kX25519 : Suite::kEd25519;
  }

  const Program& program_;
  size_t runner_;
  size_t header_size_;
  size_t index_ = 0;
  size_t echoed_ = 0;
  std::string steps_;
  std::string why_;
  bool closed_ = false;
  bool is_cut_ = false;
  bool is_forging_ = false;
  bool has_forged_ = false;
  AttackerSteps attacker_;
  std::vector<size_t> sent_;  // the sealed frames that are not forged
};

}  // namespace

Result CaseText(ByteView input, const std::string& name) {
  const Program program = Parse(input);
  Result of_responder = CaseWriter(program, 0).Write(name);
  if (of_responder) return of_responder;
  Result of_initiator = CaseWriter(program, 1).Write(name);
  if (of_initiator) return of_initiator;
  return std::unexpected("with the responder under attack: " + of_responder.error() +
                         "; with the initiator: " + of_initiator.error());
}

}  // namespace asmtp::fuzz
