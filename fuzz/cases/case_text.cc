#include "fuzz/cases/case_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <vector>

#include "conformance/transcript/message_format.h"
#include "core/testing/hex.h"
#include "fuzz/model/noise.h"
#include "fuzz/program/text.h"
#include "fuzz/session/attacker.h"
#include "fuzz/session/key_ring.h"
#include "fuzz/session/world.h"
#include "fuzz/cases/case_head.h"
#include "fuzz/cases/frame_text.h"

namespace asmtp::fuzz {
namespace {

using Bytes = std::vector<uint8_t>;
using Result = std::expected<std::string, std::string>;

constexpr size_t kTagSize = 16;

std::string_view NoiseTamper(uint8_t fault) {
  constexpr std::string_view kTampers[] = {"",        "rekey twice", "nonce +1",
                                           "nonce 0", "key other",   "key zero"};
  return kTampers[fault % 6];
}

// What is sealed, in the order in which it was.
struct Sealed {
  Bytes plaintext;
  std::string_view tamper;
  bool is_said = false;     // there is a step for it
  bool is_changed = false;  // and what it sends is not what was sealed
};

class Teller {
 public:
  // The runner writes `direction`: 0 where it is the initiator.
  Teller(const Program& program, size_t direction)
      : program_(program),
        runner_(direction),
        header_size_(program.Has(Program::kFramingU16) ? 2 : 4) {}

  Result Tell(const std::string& name) {
    std::string error = TellHeader();
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

  std::string TellHeader() {
    if (program_.length_limit != 0) return "a case has no limit of the length but its framing's";
    if (program_.Has(Program::kRawResponderKey)) {
      return "the initiator calls a key without a secret, and a case names secrets";
    }
    if (program_.Has(Program::kDecideLater))
      return "a responder under attack decides when it likes";
    if (!program_.Has(Program::kHandshakeByHand)) return Handshake();
    if (runner_ == 0) WaitFlight(model::kInitializeSize);
    steps_ += "connect\n";
    if (runner_ == 1) steps_ += "hs1: flight init\n";
    return "";
  }

  // The whole handshake at once, however it ends.
  std::string Handshake() {
    steps_ += "connect\nhs1: flight init\n";
    if (runner_ == 0 && program_.Has(Program::kWrongNumber)) steps_ += WrongNumber();
    const Trace trace = TraceUpTo(0);
    if (runner_ == 1) return TellResponse(trace);
    if (!trace.why_closed[iut()].empty()) return ExpectClose(trace);
    steps_ += "hs2: flight resp\n";
    if (!trace.why_closed[runner_].empty()) return "the runner itself gives up in the handshake";
    return "";
  }

  // The runner is the responder, and refuses nobody.
  std::string TellResponse(const Trace& trace) {
    if (!trace.opened[0] || !trace.opened[1]) {
      return "the runner itself gives up in the handshake";
    }
    steps_ += "hs2: flight resp\n";
    return "";
  }

  std::string WrongNumber() const {
    const StaticKey& stranger = StaticKeyOf(suite(), Holder::kStranger, program_.keys);
    return "  tamper noise rs " + ToHex(stranger.secret) + "\n";
  }

  void WaitFlight(size_t size) {
    FrameText flight;
    flight.is_flight = true;
    flight.size = size;
    waiting_.push_back(flight);
  }

  std::string Do(const Action& action) {
    const auto [direction, place] = action.place();
    // Nothing is decided that was not asked for.
    if (Name(action.op).empty() || action.op == Op::kDecide) return "";
    if (direction != runner_) return DoOther(action);
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
        if (!action.payload.empty()) Wait(action.payload);
        return "";
      case Op::kSplice:
        return Wait(SplicedFrame(header_size_, action.payload));
      case Op::kRepeat:
        return Repeat(place);
      case Op::kReflect:
        return "a frame of the IUT has no name in a case";
      case Op::kDeliver:
        return Deliver(waiting_.size(), action.payload);
      case Op::kDeliverOne:
        return Deliver(1, action.payload);
      case Op::kEnd:
        return End();
      case Op::kClose:
        closed_ = true;
        steps_ += "close fin\n";
        return "";
      default:
        return Tamper(action, place);
    }
  }

  // The other direction is the IUT's, where it does what it does.
  std::string DoOther(const Action& action) {
    const Trace before = TraceUpTo(index_);
    if (action.op == Op::kDeliver || action.op == Op::kDeliverOne) {
      if (runner_ == 1 && program_.Has(Program::kHandshakeByHand) && !before.opened[1]) {
        if (!TraceUpTo(index_ + 1).opened[1]) return "the runner itself gives up in the handshake";
        WaitFlight(model::kResponseSize);
      }
      return "";
    }
    const bool is_open = before.opened[iut()] && before.why_closed[iut()].empty();
    const bool is_send = action.op == Op::kSend || action.op == Op::kSendSample;
    if (is_send && !is_open) return "";
    if (is_send && IsEcho(action, before)) return "";
    return "the end under attack only echoes, and its bytes are its own";
  }

  // Whether the IUT sends the next of the messages that it has accepted: that it does anyway.
  bool IsEcho(const Action& action, const Trace& before) {
    const Bytes sent =
        action.op == Op::kSendSample ? SampleMessage(action.payload) : action.payload;
    if (echoed_ >= before.received[iut()] || sealed_[echoed_].plaintext != sent) return false;
    ++echoed_;
    return true;
  }

  std::string Seal(const Bytes& plaintext, std::string_view tamper) {
    if (has_forged_)
      return "the sender's key has not moved on after a forged frame, a runner's does";
    FrameText frame;
    frame.seal = sealed_.size();
    const size_t length = plaintext.size() + kTagSize;
    frame.size = header_size_ + length;
    for (size_t i = header_size_; i-- > 0;) {
      frame.header.push_back(static_cast<uint8_t>(length >> (8 * i)));
    }
    frame.header_as_sealed = frame.header;
    sealed_.push_back({.plaintext = plaintext, .tamper = tamper});
    waiting_.push_back(frame);
    if (tamper.empty() && !is_forging_) sent_.push_back(frame);
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

  std::string Wait(const Bytes& bytes) {
    FrameText raw;
    raw.raw = bytes;
    raw.size = bytes.size();
    waiting_.push_back(raw);
    return "";
  }

  std::string Repeat(size_t place) {
    // The first that a direction has sent is its flight.
    const size_t count = sent_.size() + 1;
    if (place % count == 0) return "a flight from the past is no frame of a case";
    waiting_.push_back(sent_[place % count - 1]);
    return "";
  }

  std::string Tamper(const Action& action, size_t place) {
    if (waiting_.empty()) return "";
    const size_t at = place % waiting_.size();
    if (action.op == Op::kDrop) {
      waiting_.erase(waiting_.begin() + static_cast<ptrdiff_t>(at));
      return "";
    }
    if (action.op == Op::kSwap) {
      std::swap(waiting_[at], waiting_[(at + 1) % waiting_.size()]);
      return "";
    }
    return waiting_[at].Tamper(action);
  }

  std::string End() {
    steps_ += "shutdown\n";
    return ExpectClose(TraceUpTo(index_ + 1));
  }

  // ---- what arrives

  std::string Deliver(size_t count, const Bytes& pieces) {
    count = std::min(count, waiting_.size());
    for (size_t i = 0; i < count; ++i) {
      FrameText frame = waiting_.front();
      waiting_.pop_front();
      if (is_cut_) return "a frame follows one that was cut short";
      const std::string error = Say(frame);
      if (!error.empty()) return error;
      if (i + 1 < count) steps_ += "  tamper stream hold\n";
      if (i + 1 == count && count == 1) steps_ += Split(frame, pieces);
      is_cut_ = frame.cut.has_value();
    }
    return count == 0 ? "" : Judge();
  }

  // One step for the frame, and before it one for each that was sealed earlier.
  std::string Say(const FrameText& frame) {
    if (frame.is_flight) {
      steps_ += runner_ == 0 ? "hs1: flight init\n" : "hs2: flight resp\n";
      if (runner_ == 0 && program_.Has(Program::kWrongNumber)) steps_ += WrongNumber();
      AddLines(frame);
      return "";
    }
    if (!frame.seal) {
      steps_ += "send raw " + ToHex(frame.raw) + "\n";
      return "";
    }
    Sealed& sealed = sealed_[*frame.seal];
    if (sealed.is_said) {
      if (sealed.is_changed) return "a frame arrives again that arrived changed before";
      steps_ += fmt::format("send frame $m{}.wire\n", *frame.seal + 1);
      AddLines(frame);
      return "";
    }
    for (size_t i = 0; i < *frame.seal; ++i) {
      if (sealed_[i].is_said) continue;
      SaySealed(i);
      steps_ += "  tamper frame drop\n";
    }
    SaySealed(*frame.seal);
    AddLines(frame);
    sealed.is_changed = frame.is_changed();
    return "";
  }

  void SaySealed(size_t index) {
    Sealed& sealed = sealed_[index];
    sealed.is_said = true;
    // No hexadecimal stands for no bytes.
    const std::string value = sealed.plaintext.empty() ? "rep(00,0)" : ToHex(sealed.plaintext);
    steps_ += fmt::format("m{}: send plain {}\n", index + 1, value);
    if (!sealed.tamper.empty()) steps_ += fmt::format("  tamper noise {}\n", sealed.tamper);
  }

  void AddLines(const FrameText& frame) {
    for (const std::string& line : frame.Lines()) steps_ += "  " + line + "\n";
  }

  // Pieces as far as there are bytes for them.
  static std::string Split(const FrameText& frame, const Bytes& pieces) {
    std::string sizes;
    size_t rest = frame.size;
    for (const uint8_t piece : pieces) {
      const size_t size = std::max<size_t>(piece, 1);
      if (size >= rest) break;
      sizes += fmt::format("{}{}", sizes.empty() ? "" : ",", size);
      rest -= size;
    }
    return sizes.empty() ? "" : "  tamper stream split " + sizes + "\n";
  }

  // What our end has done with what arrived is what the IUT has to do.
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

  // Without a forged frame, what is accepted is what was sealed, in its order; with one it is the
  // last.
  std::string Receive(size_t index) {
    if (index >= sealed_.size()) return "a frame is accepted that is none of the runner's";
    const auto message = conformance::FieldsOf(sealed_[index].plaintext);
    if (!message) {
      return "the IUT accepts a plaintext that is no message, and may end the session or not";
    }
    steps_ += "recv msg " + message->format->name + "\n";
    return "";
  }

  std::string ExpectClose(const Trace& trace) {
    why_ = trace.why_closed[iut()];
    if (why_.empty()) return "";
    if (why_ == "frame-length-too-large" && header_size_ == 4) {
      return "the length is above our own limit, and the IUT has another one";
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
  std::deque<FrameText> waiting_;
  std::vector<FrameText> sent_;
  std::vector<Sealed> sealed_;
};

}  // namespace

Result CaseText(ByteView input, const std::string& name) {
  const Program program = Parse(input);
  Result of_responder = Teller(program, 0).Tell(name);
  if (of_responder) return of_responder;
  Result of_initiator = Teller(program, 1).Tell(name);
  if (of_initiator) return of_initiator;
  return std::unexpected("with the responder under attack: " + of_responder.error() +
                         "; with the initiator: " + of_initiator.error());
}

}  // namespace asmtp::fuzz
