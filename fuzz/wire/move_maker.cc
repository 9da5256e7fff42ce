#include "fuzz/wire/move_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/testing/hex.h"
#include "core/testing/low_order_points.h"
#include "core/wire/handshake_frame.h"
#include "fuzz/session/attacker.h"

namespace asmtp::fuzz::wire {
namespace {

// What may be wrong with the sealing of a frame; the first six as in fuzz/session.
constexpr std::array<std::string_view, 9> kNoiseTampers = {"",           "rekey twice", "nonce +1",
                                                           "nonce 0",    "key other",   "key zero",
                                                           "rekey skip", "key first",   "nonce -1"};

// Somebody else's secret.
constexpr std::string_view kOtherSecret =
    "3333333333333333333333333333333333333333333333333333333333333333";

// No hexadecimal stands for no bytes.
std::string ValueOf(ByteView bytes) { return bytes.empty() ? "rep(00,0)" : ToHex(bytes); }

// Pieces as far as there are bytes for them.
std::string Split(size_t size, const std::vector<uint8_t>& pieces) {
  std::string sizes;
  for (const uint8_t piece : pieces) {
    const size_t first = std::max<size_t>(piece, 1);
    if (first >= size) break;
    sizes += fmt::format("{}{}", sizes.empty() ? "" : ",", first);
    size -= first;
  }
  return sizes.empty() ? "" : "  tamper stream split " + sizes + "\n";
}

}  // namespace

std::vector<Move> MoveMaker::Make(const Program& program) {
  moves_.clear();
  if (!std::exchange(begun_, true)) Begin(program);
  for (const Action& action : program.actions) {
    if (!ended_) Do(action);
  }
  if (!ended_) Deliver(waiting_.size(), {});
  return std::move(moves_);
}

void MoveMaker::Begin(const Program& program) {
  FrameText flight;
  flight.is_flight = true;
  flight.size = RunnerIsInitiator() ? kInitializeFrameSize : kResponseFrameSize;
  waiting_.push_back({.frame = flight});
  if (!program.Has(Program::kHandshakeByHand)) Deliver(1, {});
}

void MoveMaker::Do(const Action& action) {
  const size_t index = action.place().index;
  switch (action.op) {
    case Op::kSend:
      return Seal(action.payload, "");
    case Op::kSendSample:
      return Seal(SampleMessage(action.payload), "");
    case Op::kForge:
      return Forge(action.payload);
    case Op::kRaw:
      return Wait(action.payload, Op::kRaw);
    case Op::kSplice:
      return Wait(SplicedFrame(HeaderSizeOfFrame(), action.payload), Op::kSplice);
    case Op::kRepeat:
      if (index == 0 || sealed_.empty()) return WaitAgain("hs1", Op::kRepeat);
      return WaitAgain(fmt::format("m{}", (index - 1) % sealed_.size() + 1), Op::kRepeat);
    case Op::kReflect:
      if (index == 0) return WaitAgain("hs2", Op::kReflect);
      return WaitAgain(fmt::format("r{}", index), Op::kReflect);
    case Op::kDeliver:
      return Deliver(waiting_.size(), action.payload);
    case Op::kDeliverOne:
      return Deliver(1, action.payload);
    case Op::kEnd:
      Deliver(waiting_.size(), {});
      ended_ = true;
      return Add("shutdown\n", Op::kEnd);
    case Op::kClose:
      ended_ = true;
      return Add("close rst\n", Op::kClose);
    case Op::kDecide:  // the IUT's to do
      return;
    default:
      return Tamper(action);
  }
}

void MoveMaker::Seal(Bytes plaintext, std::string_view tamper) {
  const size_t size_max = FrameLengthMax(config_.framing) - kTagSize;
  if (plaintext.size() > size_max) plaintext.resize(size_max);
  Waiting waiting;
  waiting.frame.seal = sealed_.size();
  const size_t length = plaintext.size() + kTagSize;
  waiting.frame.header.resize(HeaderSizeOfFrame());
  WriteFrameHeader(config_.framing, static_cast<uint32_t>(length), waiting.frame.header);
  waiting.frame.header_as_sealed = waiting.frame.header;
  waiting.frame.size = waiting.frame.header.size() + length;
  waiting.op = tamper.empty() ? Op::kSend : Op::kForge;
  sealed_.push_back({.plaintext = std::move(plaintext), .tamper = std::string(tamper)});
  waiting_.push_back(std::move(waiting));
}

// Payload: fault 1, plaintext; of a flight that waits, see below.
void MoveMaker::Forge(const Bytes& payload) {
  const bool flight_waits = !waiting_.empty() && waiting_.front().frame.is_flight;
  if (flight_waits) return ForgeFlight(payload);
  const uint8_t fault = payload.empty() ? uint8_t{0} : payload.front();
  Seal(payload.empty() ? payload : Bytes(payload.begin() + 1, payload.end()),
       kNoiseTampers[fault % kNoiseTampers.size()]);
}

// Payload: fault 1, number 1, bytes. One fault; none of them leaves a flight that verifies but that
// of bit 255 of e, which no DH looks at.
void MoveMaker::ForgeFlight(const Bytes& payload) {
  const uint8_t fault = payload.empty() ? uint8_t{0} : payload[0];
  const uint8_t number = payload.size() < 2 ? uint8_t{0} : payload[1];
  Bytes rest = payload.size() < 3 ? Bytes{0} : Bytes(payload.begin() + 2, payload.end());
  rest.resize(std::min<size_t>(rest.size(), 4096));
  // Of low order in one of the suites, which need not be the one of the session.
  const std::string weak(kLowOrderPoints[number % std::size(kLowOrderPoints)].hex);
  // A tamper, and the name of the fault that it is, if it is one.
  struct Fault {
    std::string tamper;
    std::string name;
  };
  const Fault high_bit{"e-xor 80 at 31", ""};
  const Fault with_payload{"payload " + ToHex(rest), "payload"};
  const Fault weak_e{"e " + weak, "weak-e"};
  const std::array<Fault, 7> of_init = {high_bit,
                                        with_payload,
                                        weak_e,
                                        Fault{"s " + weak, "weak-s"},
                                        Fault{"prologue " + ToHex(rest), "prologue"},
                                        Fault{number % 2 == 0 ? "dh es" : "dh ss", "other-dh"},
                                        Fault{"rs " + std::string(kOtherSecret), "other-rs"}};
  const std::array<Fault, 4> of_resp = {high_bit, with_payload, weak_e,
                                        Fault{number % 2 == 0 ? "dh ee" : "dh se", "other-dh"}};
  const Fault& chosen =
      RunnerIsInitiator() ? of_init[fault % of_init.size()] : of_resp[fault % of_resp.size()];
  flight_tamper_ = chosen.tamper;
  flight_fault_ = chosen.name;
  waiting_.front().op = Op::kForge;
}

void MoveMaker::Wait(Bytes bytes, Op op) {
  if (bytes.empty()) return;
  Waiting waiting{.frame = {}, .op = op};
  waiting.frame.size = bytes.size();
  waiting.frame.raw = std::move(bytes);
  waiting_.push_back(std::move(waiting));
}

void MoveMaker::WaitAgain(std::string reference, Op op) {
  waiting_.push_back({.frame = {}, .reference = std::move(reference), .op = op});
}

void MoveMaker::Tamper(const Action& action) {
  if (waiting_.empty() || Name(action.op).empty()) return;
  const size_t at = action.place().index % waiting_.size();
  if (action.op == Op::kDrop) {
    waiting_.erase(waiting_.begin() + static_cast<ptrdiff_t>(at));
  } else if (action.op == Op::kSwap) {
    std::swap(waiting_[at], waiting_[(at + 1) % waiting_.size()]);
    waiting_[at].op = Op::kSwap;
  } else if (waiting_[at].reference.empty() && waiting_[at].frame.Tamper(action).empty()) {
    waiting_[at].op = action.op;
  }
}

void MoveMaker::Deliver(size_t count, const Bytes& pieces) {
  count = std::min(count, waiting_.size());
  for (size_t i = 0; i < count; ++i) {
    const Waiting waiting = std::move(waiting_.front());
    waiting_.pop_front();
    Say(waiting);
    // An initiator has no key for a frame before it has read the response.
    const bool holds = i + 1 < count && !(waiting.frame.is_flight && RunnerIsInitiator());
    if (holds) {
      moves_.back().text += "  tamper stream hold\n";
      moves_.back().waits = false;
    } else if (waiting.reference.empty() && !waiting.frame.cut) {
      moves_.back().text += Split(waiting.frame.size, pieces);
    }
  }
}

// One step for it, and before it one for each that was sealed earlier and is not sent.
void MoveMaker::Say(const Waiting& waiting) {
  const FrameText& frame = waiting.frame;
  if (!waiting.reference.empty()) {
    const bool is_flight = waiting.reference.starts_with("hs");
    return Add(fmt::format("send {} ${}.wire\n", is_flight ? "raw" : "frame", waiting.reference),
               waiting.op);
  }
  if (frame.is_flight) {
    Add(RunnerIsInitiator() ? "hs1: flight init\n" : "hs2: flight resp\n", waiting.op);
    if (!flight_tamper_.empty()) moves_.back().text += "  tamper noise " + flight_tamper_ + "\n";
    moves_.back().flight_fault = flight_fault_;
  } else if (!frame.seal) {
    return Add("send raw " + ToHex(frame.raw) + "\n", waiting.op);
  } else {
    for (size_t i = 0; i < *frame.seal; ++i) {
      if (sealed_[i].is_said) continue;
      SaySealed(i);
      moves_.back().text += "  tamper frame drop\n";
      moves_.back().waits = false;
    }
    if (sealed_[*frame.seal].is_said) {
      Add(fmt::format("send frame $m{}.wire\n", *frame.seal + 1), waiting.op);
    } else {
      SaySealed(*frame.seal);
      moves_.back().op = waiting.op;
    }
  }
  for (const std::string& line : frame.Lines()) moves_.back().text += "  " + line + "\n";
}

void MoveMaker::SaySealed(size_t index) {
  Sealed& sealed = sealed_[index];
  sealed.is_said = true;
  Add(fmt::format("m{}: send plain {}\n", index + 1, ValueOf(sealed.plaintext)), Op::kSend);
  if (!sealed.tamper.empty()) {
    moves_.back().text += fmt::format("  tamper noise {}\n", sealed.tamper);
  }
  sealed.plaintext.clear();
}

}  // namespace asmtp::fuzz::wire
