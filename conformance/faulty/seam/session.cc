#include "conformance/faulty/seam/session.h"

#include <algorithm>
#include <utility>

#include "core/message/message.h"
#include "core/wire/handshake_frame.h"

namespace asmtp::faulty {
namespace {

void Append(ByteView more, Bytes& out) { out.insert(out.end(), more.begin(), more.end()); }

EphemeralKeyPair NewEphemeral(const Setup& setup, const HandshakeWrong& wrong) {
  if (!wrong.same_e && !setup.e) return EphemeralKeyPair::Generate(setup.suite);
  ByteArray<32> secret = setup.e.value_or(ByteArray<32>{});
  if (wrong.same_e) secret.fill(0x5a);
  return EphemeralKeyPair::FromSecret(setup.suite, EphemeralSecret(FixedView<32>(secret)));
}

// Whether a secret looks like memory that nobody has written.
bool IsUnset(const ByteArray<32>& secret) {
  const auto is_first = [&](uint8_t byte) { return byte == secret.front(); };
  return (secret.front() == 0 || secret.front() == 0xff) && std::ranges::all_of(secret, is_first);
}

HandshakeKeys KeysOf(const Setup& setup, const HandshakeWrong& wrong) {
  ByteArray<32> secret = setup.secret;
  if (wrong.unset_secret_replaced && IsUnset(secret)) secret.fill(0x5b);
  ByteArray<32> peer = setup.peer;
  if (wrong.high_bit_of_peer_lost) peer.back() &= 0x7f;
  return {.s = StaticKeyPair::FromSecret(setup.suite, StaticSecret(FixedView<32>(secret))),
          .e = NewEphemeral(setup, wrong),
          .wanted = StaticPublic(FixedView<32>(peer))};
}

bool Asks(bool (*question)(ByteView), ByteView plaintext) {
  return question != nullptr && question(plaintext);
}

}  // namespace

Session::Session(const Setup& setup, const Wrong& wrong)
    : setup_(setup), wrong_(&wrong), handshake_(setup.role, KeysOf(setup, wrong.handshake), wrong) {
  if (setup.role == noise::Role::kInitiator) output_ = handshake_.WriteInitialize();
  if (setup.role == noise::Role::kInitiator && wrong.handshake.talks_before_response) {
    Append(Bytes(20), output_);
  }
  if (setup.role == noise::Role::kResponder && wrong.handshake.talks_first) output_ = {0};
  if (wrong.behaviour.closes_at_once) {
    output_.clear();
    state_ = State::kClosed;
  }
}

Bytes Session::TakeOutput() { return std::exchange(output_, {}); }

void Session::Idle() {
  if (wrong_->handshake.talks_when_idle && !std::exchange(fed_, true)) Append(Bytes(1), output_);
}

void Session::Feed(ByteView segment) {
  fed_ = true;
  Append(segment, inbox_);
  Work();
}

void Session::Work() {
  bool goes_on = true;
  while (goes_on && state_ == State::kOpen) {
    goes_on = phase_ == Phase::kHandshake ? WorkOnHandshake() : WorkOnFrames();
  }
}

void Session::FeedEnd() {
  if (state_ != State::kOpen || wrong_->behaviour.ignores_end) return;
  if (wrong_->behaviour.hangs_at_end && !TakeOutput().empty()) {
    state_ = State::kHangs;
    return;
  }
  if (wrong_->behaviour.end_is_half_frame) Append(Bytes(3), output_);
  state_ = State::kClosed;
}

void Session::FeedReset() {
  if (state_ != State::kOpen) return;
  state_ = wrong_->behaviour.crashes_on_reset ? State::kCrashed : State::kClosed;
}

bool Session::HoldsAll() const {
  return wrong_->behaviour.stall_holds_all && state_ == State::kOpen && !inbox_.empty();
}

// Returns whether to go on.
bool Session::WorkOnHandshake() {
  const bool responds = setup_.role == noise::Role::kResponder;
  if (inbox_.empty()) return false;
  if (!IsSupportedVersion(inbox_.front()) && !wrong_->handshake.any_version) {
    return wrong_->handshake.version_resets ? Stop(State::kReset) : Fail();
  }
  const size_t size = responds ? handshake_.InitializeSize() : handshake_.ResponseSize();
  if (inbox_.size() < size && wrong_->handshake.pieces_refused) return Fail();
  if (inbox_.size() < size + wrong_->handshake.waits_for) return false;
  const auto end = inbox_.begin() + static_cast<ptrdiff_t>(size);
  const Bytes frame(inbox_.begin(), end);
  inbox_.erase(inbox_.begin(), wrong_->handshake.early_bytes_dropped ? inbox_.end() : end);
  return TakeHandshakeFrame(frame);
}

bool Session::TakeHandshakeFrame(ByteView frame) {
  if (setup_.role == noise::Role::kResponder) {
    if (handshake_.ReadInitialize(frame) || ReadAsOtherSuite(frame)) return Respond();
    if (wrong_->handshake.answers_anything) output_ = Bytes(kResponseFrameSize, kVersion1);
    return Fail();
  }
  if (!handshake_.ReadResponse(frame)) return Fail();
  Open();
  return true;
}

bool Session::ReadAsOtherSuite(ByteView frame) {
  if (!wrong_->handshake.takes_other_suite) return false;
  Setup other = setup_;
  other.suite = setup_.suite == Suite::kEd25519 ? Suite::kX25519 : Suite::kEd25519;
  handshake_ = Handshake(other.role, KeysOf(other, wrong_->handshake), *wrong_);
  return handshake_.ReadInitialize(frame);
}

bool Session::Respond() {
  const bool wanted = handshake_.IsWanted();
  if (!wanted && !wrong_->handshake.answers_before_decision) return Fail();
  const Bytes response = handshake_.WriteResponse();
  Append(response, output_);
  if (wrong_->handshake.answers_twice) Append(response, output_);
  if (!wanted) return Fail();
  Open();
  return true;
}

void Session::Open() {
  auto [first, second] = handshake_.Split();
  if (wrong_->one_key_for_both) second = first.Clone();
  const bool initiator = setup_.role == noise::Role::kInitiator;
  if (initiator != wrong_->directions_swapped) std::swap(first, second);
  receiver_ = Receiver(setup_.framing, first.Clone(), second.Clone(), *wrong_);
  sender_ = Sender(setup_.framing, std::move(second), wrong_->send);
  phase_ = Phase::kFrames;
}

bool Session::WorkOnFrames() {
  const size_t hangs_above = wrong_->behaviour.hangs_above;
  if (hangs_above != 0 && inbox_.size() > hangs_above) return Stop(State::kHangs);
  const size_t resets_above = wrong_->behaviour.resets_above;
  bool resets = resets_above != 0 && inbox_.size() > resets_above;
  const size_t before = inbox_.size();
  const Taken taken = receiver_.Take(inbox_);
  // A whole frame is taken out, whether it verifies or not.
  resets = resets || (wrong_->behaviour.resets_on_bad_tag && inbox_.size() < before);
  if (taken.kind == Taken::Kind::kNothing) return false;
  if (taken.kind == Taken::Kind::kFailure) return resets ? Stop(State::kReset) : Fail();
  OnPlaintext(taken.plaintext);
  return true;
}

void Session::OnPlaintext(const Bytes& plaintext) {
  const BehaviourWrong& behaviour = wrong_->behaviour;
  if (Asks(behaviour.crashes_on, plaintext)) state_ = State::kCrashed;
  if (Asks(behaviour.reports_on, plaintext)) state_ = State::kReported;
  if (behaviour.hangs_after != 0 && messages_ == behaviour.hangs_after) state_ = State::kHangs;
  if (behaviour.closes_after != 0 && messages_ == behaviour.closes_after) state_ = State::kClosed;
  if (state_ != State::kOpen) return;
  const MessageWrong& wrong = wrong_->message;
  const bool honest = Decode(plaintext).has_value();
  const bool repeated = wrong.refuses_repeated && plaintext == before_;
  const bool taken =
      honest ? !Asks(wrong.refuses, plaintext) && !repeated : Asks(wrong.takes, plaintext);
  if (!taken && wrong.skips_no_message) return;
  if (!taken) {
    Fail();
    return;
  }
  ++messages_;
  before_ = plaintext;
  Answer(plaintext);
}

void Session::Answer(Bytes plaintext) {
  if (wrong_->message.changes != nullptr) wrong_->message.changes(plaintext);
  late_.push_back(std::move(plaintext));
  if (late_.size() < wrong_->behaviour.echoes_late) return;
  for (const Bytes& each : std::exchange(late_, {})) Append(sender_.Send(each), output_);
}

bool Session::Stop(State state) {
  state_ = state;
  return false;
}

// Returns false: there is nothing to go on with.
bool Session::Fail() {
  switch (wrong_->behaviour.failure) {
    case OnFailure::kCloses:
      break;
    case OnFailure::kStaysOpen:
      return Stop(State::kHangs);
    case OnFailure::kSaysSo:
      Append(phase_ == Phase::kFrames ? sender_.Send(Bytes(1)) : Bytes(1), output_);
      break;
    case OnFailure::kResets:
      return Stop(State::kReset);
  }
  return Stop(State::kClosed);
}

}  // namespace asmtp::faulty
