#include "fuzz/session/world.h"

#include <algorithm>
#include <string>
#include <vector>

#include "fuzz/figures.h"
#include "fuzz/law.h"
#include "fuzz/sample.h"
#include "fuzz/session/attacker.h"
#include "fuzz/session/end.h"
#include "fuzz/session/settings.h"
#include "fuzz/session/wire.h"
#include "fuzz/state_counters.h"

namespace asmtp::fuzz {
namespace {

using model::Bytes;
using model::Event;

ASMTP_LAW(kAgreement, OpenEndsAgree,
          "two open ends have the same session id and know each other's key")
ASMTP_LAW(kDelivery, DeliveryIsInjective,
          "without the sender's keys, the received plaintexts are a prefix of the sent ones")

class World {
 public:
  explicit World(const Program& program)
      : ends_{End(SettingsOf(program, true)), End(SettingsOf(program, false))},
        framing_size_(program.Has(Program::kFramingU16) ? 2 : 4) {
    TakeOutput(0);
    if (program.Has(Program::kHandshakeByHand)) return;
    Deliver(0, wire_.TakeAll(0), {});
    Deliver(1, wire_.TakeAll(1), {});
  }

  void Do(const Action& action) {
    if (wire_.Tamper(action)) return;
    const size_t direction = action.place().direction;
    switch (action.op) {
      case Op::kSend:
        return Send(direction, action.payload);
      case Op::kSendSample:
        return Send(direction, SampleMessage(action.payload));
      case Op::kDeliver:
        return Deliver(direction, wire_.TakeAll(direction), action.payload);
      case Op::kDeliverOne:
        return Deliver(direction, wire_.TakeFirst(direction), action.payload);
      case Op::kSplice:
        return wire_.Inject(direction, SplicedFrame(framing_size_, action.payload));
      case Op::kForge:
        return Forge(direction, action.payload);
      case Op::kEnd:
        return ends_[1 - direction].DeliverEnd();
      case Op::kClose:
        return ends_[direction].Close();
      case Op::kDecide:
        return Decide(direction);
      default:
        return;
    }
  }

  Trace Finish() {
    for (size_t end = 0; end < 2; ++end) Decide(end);
    CheckAgreement();
    for (size_t end = 0; end < 2; ++end) {
      ends_[end].CheckPieces();
      if (!forged_[1 - end]) CheckInjective(end);
    }
    Trace trace = Progress();
    trace.digest = Digest();
    static Figure inputs("inputs");
    static Figure finished("inputs that finish a handshake");
    inputs.Add();
    if (trace.opened[0] && trace.opened[1]) finished.Add();
    return trace;
  }

 private:
  void TakeOutput(size_t end) {
    Bytes frame = ends_[end].TakeOutput();
    if (!frame.empty()) wire_.Send(end, std::move(frame));
  }

  void Send(size_t direction, ByteView plaintext) {
    auto frame = ends_[direction].Seal(plaintext);
    if (!frame) return;
    plaintexts_[direction].emplace_back(plaintext.begin(), plaintext.end());
    wire_.Send(direction, *std::move(frame));
  }

  void Deliver(size_t direction, const Bytes& bytes, ByteView piece_sizes) {
    End& end = ends_[1 - direction];
    end.Deliver(bytes, piece_sizes);
    TakeOutput(1 - direction);
    CountState();
  }

  void Decide(size_t end) {
    ends_[end].Decide();
    TakeOutput(end);
  }

  // Seals with the sender's own key, correctly or with one fault.
  void Forge(size_t direction, ByteView payload) {
    const model::ModelSession& sender = ends_[direction].model();
    if (!sender.is_open()) return;
    forged_[direction] = true;
    model::Direction key = sender.sender();
    switch (payload.empty() ? 0 : payload[0] % 6) {
      case 1:
        key.k = model::Rekey(key.k);
        break;
      case 2:
        ++key.n;
        break;
      case 3:
        key.n = 0;
        break;
      case 4:
        key.k = sender.receiver().k;
        break;
      case 5:
        key.k = Bytes(32);
        break;
      default:
        break;
    }
    wire_.Inject(direction, Framed(framing_size_,
                                   key.SealNext(payload.empty() ? payload : payload.subspan(1))));
  }

  void CheckAgreement() const {
    if (!ends_[0].is_open() || !ends_[1].is_open()) return;
    const auto opened = [](const End& end) {
      return std::ranges::find(end.events(), Event::Kind::kOpened, &Event::kind)->bytes;
    };
    Require(opened(ends_[0]) == opened(ends_[1]), OpenEndsAgree);
  }

  void CheckInjective(size_t end) const {
    const auto& sent = plaintexts_[1 - end];
    size_t count = 0;
    for (const Event& event : ends_[end].events()) {
      if (event.kind != Event::Kind::kReceived) continue;
      Require(count < sent.size() && event.bytes == sent[count], DeliveryIsInjective);
      ++count;
    }
  }

  // Counts the reached states: the phases of both ends, their progress and why they closed.
  void CountState() const {
    const Trace trace = Progress();
    uint64_t state = 0;
    for (size_t end = 0; end < 2; ++end) {
      state = state * 8 + std::min<size_t>(trace.received[end], 7);
      state = state * 2 + (trace.opened[end] ? 1 : 0);
      state = state * 31 + trace.why_closed[end].size() * 3 + ends_[end].events().size() % 3;
    }
    CountStateOf(state);
  }

  // The trace without the digest.
  Trace Progress() const {
    Trace trace;
    for (size_t end = 0; end < 2; ++end) {
      for (const Event& event : ends_[end].events()) {
        trace.opened[end] = trace.opened[end] || event.kind == Event::Kind::kOpened;
        trace.received[end] += event.kind == Event::Kind::kReceived ? 1 : 0;
        if (event.kind == Event::Kind::kClosed) trace.why_closed[end] = event.why;
      }
    }
    return trace;
  }

  // A digest of everything that happened.
  uint64_t Digest() const {
    uint64_t digest = kHashOfNothing;
    for (size_t end = 0; end < 2; ++end) {
      digest = ends_[end].Digest(digest);
      for (const Bytes& frame : wire_.sent(end)) digest = HashOf(frame, digest);
    }
    return digest;
  }

  std::array<End, 2> ends_;
  Wire wire_;
  size_t framing_size_;
  std::array<std::vector<Bytes>, 2> plaintexts_;
  std::array<bool, 2> forged_{};
};

}  // namespace

Trace RunProgram(const Program& program) {
  World world(program);
  for (const Action& action : program.actions) world.Do(action);
  return world.Finish();
}

}  // namespace asmtp::fuzz
