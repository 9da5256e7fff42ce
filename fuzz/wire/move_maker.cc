#include "fuzz/wire/move_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/testing/hex.h"
#include "core/testing/low_order_points.h"
#include "core/wire/framing.h"
#include "fuzz/session/attacker.h"

namespace asmtp::fuzz::wire {
namespace {

// Faults of sealing a frame; the first six are the same as in fuzz/session.
constexpr std::array<std::string_view, 9> kNoiseTampers = {"",           "rekey twice", "nonce +1",
                                                           "nonce 0",    "key other",   "key zero",
                                                           "rekey skip", "key first",   "nonce -1"};

// A secret of neither end.
constexpr std::string_view kOtherSecret =
    "3333333333333333333333333333333333333333333333333333333333333333";

}  // namespace

std::vector<SaidStep> MoveMaker::Make(const Program& program) {
  if (!std::exchange(begun_, true)) Begin(program);
  for (const Action& action : program.actions) {
    if (!ended_) Do(action);
  }
  if (!ended_) Deliver(attacker_.waiting(), {});
  return attacker_.Take();
}

void MoveMaker::Begin(const Program& program) {
  attacker_.WaitHandshakeFrame();
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
      if (!action.payload.empty()) attacker_.WaitBytes(action.payload, Op::kRaw);
      return;
    case Op::kSplice:
      return attacker_.WaitBytes(SplicedFrame(HeaderSize(config_.framing), action.payload),
                                 Op::kSplice);
    case Op::kRepeat:
      return attacker_.WaitNamed(NameOfSent(index), Op::kRepeat);
    case Op::kReflect:
      return attacker_.WaitNamed(index == 0 ? "hs2" : fmt::format("r{}", index), Op::kReflect);
    case Op::kDeliver:
      return Deliver(attacker_.waiting(), action.payload);
    case Op::kDeliverOne:
      return Deliver(1, action.payload);
    case Op::kEnd:
      Deliver(attacker_.waiting(), {});
      return End(conformance::Shutdown{}, Op::kEnd);
    case Op::kClose:
      return End(conformance::Close{.reset = true}, Op::kClose);
    case Op::kDecide:  // up to the IUT
      return;
    default:
      // Skips actions that a case cannot express.
      if (!Name(action.op).empty()) (void)attacker_.Change(action);
  }
}

std::string MoveMaker::NameOfSent(size_t index) const {
  if (index == 0 || attacker_.sealed() == 0) return "hs1";
  return fmt::format("m{}", (index - 1) % attacker_.sealed() + 1);
}

void MoveMaker::End(conformance::StepBody body, Op op) {
  ended_ = true;
  attacker_.Add({.body = std::move(body), .op = op});
}

void MoveMaker::Seal(Bytes plaintext, std::string_view tamper) {
  const size_t size_max = FrameLengthMax(config_.framing) - kTagSize;
  if (plaintext.size() > size_max) plaintext.resize(size_max);
  attacker_.Seal(std::move(plaintext), tamper, tamper.empty() ? Op::kSend : Op::kForge);
}

// Payload: fault 1, plaintext. If a handshake frame waits, see ForgeHandshakeFrame().
void MoveMaker::Forge(const Bytes& payload) {
  if (attacker_.HandshakeFrameIsNext()) return ForgeHandshakeFrame(payload);
  const uint8_t fault = payload.empty() ? uint8_t{0} : payload.front();
  Seal(payload.empty() ? payload : Bytes(payload.begin() + 1, payload.end()),
       kNoiseTampers[fault % kNoiseTampers.size()]);
}

// Payload: fault 1, number 1, bytes. Applies one fault. Every fault invalidates the handshake frame
// except a flip of bit 255 of e, which DH ignores.
void MoveMaker::ForgeHandshakeFrame(const Bytes& payload) {
  const uint8_t fault = payload.empty() ? uint8_t{0} : payload[0];
  const uint8_t number = payload.size() < 2 ? uint8_t{0} : payload[1];
  Bytes rest = payload.size() < 3 ? Bytes{0} : Bytes(payload.begin() + 2, payload.end());
  rest.resize(std::min<size_t>(rest.size(), 4096));
  // Of low order in one of the suites, not necessarily that of the session.
  const std::string weak(kLowOrderPoints[number % std::size(kLowOrderPoints)].hex);
  // A tamper, and the name of its fault, or "" if it is harmless.
  struct Fault {
    std::string tamper;
    std::string name;
  };
  const Fault high_bit{"e-xor 80 at 31", ""};
  const Fault with_payload{"payload " + ToHex(rest), "payload"};
  const Fault weak_e{"e " + weak, "weak-e"};
  const std::array<Fault, 7> of_initialize = {
      high_bit,
      with_payload,
      weak_e,
      Fault{"s " + weak, "weak-s"},
      Fault{"prologue " + ToHex(rest), "prologue"},
      Fault{number % 2 == 0 ? "dh es" : "dh ss", "other-dh"},
      Fault{"rs " + std::string(kOtherSecret), "other-rs"}};
  const std::array<Fault, 4> of_response = {high_bit, with_payload, weak_e,
                                            Fault{number % 2 == 0 ? "dh ee" : "dh se", "other-dh"}};
  const Fault& chosen = RunnerIsInitiator() ? of_initialize[fault % of_initialize.size()]
                                            : of_response[fault % of_response.size()];
  attacker_.TamperHandshakeFrame(chosen.tamper, chosen.name);
  attacker_.SetNextOp(Op::kForge);
}

void MoveMaker::Deliver(size_t count, const Bytes& pieces) {
  count = std::min(count, attacker_.waiting());
  for (size_t i = 0; i < count; ++i) {
    const FrameText frame = attacker_.SayNext();
    // An initiator has no frame key before it has read the response.
    if (i + 1 < count && !(frame.is_handshake_frame && RunnerIsInitiator())) {
      attacker_.Hold();
    } else if (!frame.cut) {
      attacker_.Split(frame.size, pieces);
    }
  }
}

}  // namespace asmtp::fuzz::wire
