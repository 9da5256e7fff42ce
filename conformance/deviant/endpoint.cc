#include "conformance/deviant/endpoint.h"

#include <algorithm>
#include <utility>

#include "core/message/message.h"
#include "core/wire/framing.h"

namespace asmtp::deviant {
namespace {

const Deviation kRight;

void Append(ByteView more, Bytes& out) { out.insert(out.end(), more.begin(), more.end()); }

LoosePair EphemeralOf(const Endpoint::Setup& setup, const Deviation& wrong) {
  if (!wrong.handshake.e_reused && !setup.e) return LoosePair::Generate(setup.suite);
  Key32 secret = setup.e.value_or(Key32{});
  if (wrong.handshake.e_reused) secret.fill(0x5a);
  return {setup.suite, secret};
}

// Whether a secret looks like uninitialized memory.
bool IsUnset(const Key32& secret) {
  const auto is_first = [&](uint8_t byte) { return byte == secret.front(); };
  return (secret.front() == 0 || secret.front() == 0xff) && std::ranges::all_of(secret, is_first);
}

SideKeys KeysOf(const Endpoint::Setup& setup, const Deviation& wrong) {
  Key32 secret = setup.secret;
  if (wrong.admission.unset_secret_replaced && IsUnset(secret)) secret.fill(0x5b);
  SideKeys keys{
      .s = LoosePair(setup.suite, secret), .e = EphemeralOf(setup, wrong), .rs = setup.peer};
  if (wrong.admission.high_bit_of_peer_lost) keys.rs.back() &= 0x7f;
  return keys;
}

// A get-passport that the peer did not send.
Bytes UnaskedMessage() {
  Bytes message(17, 0x33);
  message.front() = 4;
  return message;
}

bool Asks(bool (*question)(ByteView), ByteView plaintext) {
  return question != nullptr && question(plaintext);
}

}  // namespace

Endpoint::Endpoint(const Setup& setup, const Deviation& wrong)
    : setup_(setup),
      wrong_(&wrong),
      reading_(setup.reads_rightly ? &kRight : &wrong),
      handshake_(setup.role, setup.suite, KeysOf(setup, wrong)) {
  if (!IsResponder()) Write();
  if (!IsResponder() && wrong.admission.talks_before_response) Append(Bytes(20), output_);
  if (IsResponder() && wrong.admission.talks_first) output_ = {0};
  if (wrong.behaviour.closes_at_once) {
    output_.clear();
    state_ = State::kClosed;
  }
}

Bytes Endpoint::TakeOutput() { return std::exchange(output_, {}); }

void Endpoint::Idle() {
  if (wrong_->admission.talks_when_idle && !std::exchange(fed_, true)) Append(Bytes(1), output_);
}

void Endpoint::Feed(ByteView segment) {
  fed_ = true;
  Append(segment, inbox_);
  Work();
}

void Endpoint::Work() {
  bool goes_on = true;
  while (goes_on && state_ == State::kOpen) {
    goes_on = phase_ == Phase::kHandshake ? WorkOnHandshake() : WorkOnFrames();
  }
}

void Endpoint::FeedEnd() {
  if (state_ != State::kOpen || wrong_->behaviour.ignores_end) return;
  if (wrong_->behaviour.hangs_at_end && !TakeOutput().empty()) {
    state_ = State::kHangs;
    return;
  }
  if (wrong_->behaviour.end_is_half_frame) Append(Bytes(3), output_);
  state_ = State::kClosed;
}

void Endpoint::FeedReset() {
  if (state_ != State::kOpen) return;
  state_ = wrong_->behaviour.crashes_on_reset ? State::kCrashed : State::kClosed;
}

bool Endpoint::HoldsAll() const {
  return wrong_->behaviour.stall_holds_all && state_ == State::kOpen && !inbox_.empty();
}

std::optional<uint64_t> Endpoint::Announced() const {
  if (phase_ != Phase::kFrames || state_ != State::kOpen) return std::nullopt;
  return receiver_.LengthIn(inbox_);
}

size_t Endpoint::HandshakeFrameSize() const {
  const size_t size = IsResponder() ? kInitializeFrameSize : kResponseFrameSize;
  return size - (reading_->handshake.payload ? 0 : kTagSize);
}

void Endpoint::Write() { Append(handshake_.Write(*wrong_).value_or(Bytes()), output_); }

// Returns whether to continue.
bool Endpoint::WorkOnHandshake() {
  const Admission& admission = wrong_->admission;
  if (inbox_.empty()) return false;
  if (inbox_.front() != kVersion1 && !admission.any_version) {
    return admission.version_resets ? Stop(State::kReset) : Fail();
  }
  const size_t size = HandshakeFrameSize();
  if (inbox_.size() < size && admission.pieces_refused) return Fail();
  if (inbox_.size() < size + admission.waits_for) return false;
  const auto end = inbox_.begin() + static_cast<ptrdiff_t>(size);
  const Bytes frame(inbox_.begin(), end);
  inbox_.erase(inbox_.begin(), admission.early_bytes_dropped ? inbox_.end() : end);
  return TakeHandshakeFrame(frame);
}

bool Endpoint::TakeHandshakeFrame(ByteView frame) {
  const Admission& admission = wrong_->admission;
  if (IsResponder()) {
    if (handshake_.Read(frame, *reading_) || ReadAsOtherSuite(frame)) return Respond();
    if (admission.answers_anything) output_ = Bytes(kResponseFrameSize, kVersion1);
    return Fail();
  }
  if (!admission.response_unread && !handshake_.Read(frame, *reading_)) return Fail();
  Open();
  return true;
}

bool Endpoint::ReadAsOtherSuite(ByteView frame) {
  if (!wrong_->admission.takes_other_suite) return false;
  Setup other = setup_;
  other.suite = setup_.suite == Suite::kEd25519 ? Suite::kX25519 : Suite::kEd25519;
  handshake_ = LooseHandshake(other.role, other.suite, KeysOf(other, *wrong_));
  return handshake_.Read(frame, *reading_).has_value();
}

bool Endpoint::IsWanted() const {
  constexpr size_t kLast = kPublicKeySize - 1;
  const Admission& admission = wrong_->admission;
  const ByteView wanted = handshake_.keys().rs;
  const ByteView rs = handshake_.rs();
  const bool same = Equal(rs.first(kLast), wanted.first(kLast)) &&
                    ((rs[kLast] ^ wanted[kLast]) & admission.last_byte_compared) == 0;
  return admission.anybody || setup_.is_node || same;
}

bool Endpoint::Respond() {
  const bool wanted = IsWanted();
  if (!wanted && !wrong_->admission.answers_before_decision) return Fail();
  const Bytes response = handshake_.Write(*wrong_).value_or(Bytes());
  Append(response, output_);
  if (wrong_->admission.answers_twice) Append(response, output_);
  if (!wanted) return Fail();
  Open();
  return true;
}

void Endpoint::Open() {
  const LooseSplit split = handshake_.Split(*reading_);
  receiver_ = Receiver(split, noise::Peer(setup_.role), setup_.framing, *reading_);
  sealer_ = LooseSealer(split, setup_.role, setup_.framing);
  phase_ = Phase::kFrames;
  if (wrong_->behaviour.talks_unasked) Send(UnaskedMessage());
}

bool Endpoint::WorkOnFrames() {
  const Behaviour& behaviour = wrong_->behaviour;
  if (behaviour.hangs_above != 0 && inbox_.size() > behaviour.hangs_above) {
    return Stop(State::kHangs);
  }
  if (behaviour.crashes_above != 0 && receiver_.LengthIn(inbox_) > behaviour.crashes_above) {
    return Stop(State::kCrashed);
  }
  bool resets = behaviour.resets_above != 0 && inbox_.size() > behaviour.resets_above;
  const size_t before = inbox_.size();
  const Receiver::Taken taken = receiver_.Take(inbox_, sealer_.count());
  // Take() removes a whole frame even if it does not verify.
  resets = resets || (behaviour.resets_on_bad_tag && inbox_.size() < before);
  using Kind = Receiver::Taken::Kind;
  if (taken.kind == Kind::kNothing) return false;
  if (taken.kind == Kind::kFailure) return resets ? Stop(State::kReset) : Fail();
  OnPlaintext(taken.plaintext);
  return true;
}

void Endpoint::OnPlaintext(const Bytes& plaintext) {
  const Behaviour& behaviour = wrong_->behaviour;
  if (Asks(behaviour.crashes_on, plaintext)) state_ = State::kCrashed;
  if (Asks(behaviour.reports_on, plaintext)) state_ = State::kReported;
  if (behaviour.hangs_after != 0 && messages_ == behaviour.hangs_after) state_ = State::kHangs;
  if (behaviour.closes_after != 0 && messages_ == behaviour.closes_after) state_ = State::kClosed;
  if (state_ != State::kOpen) return;
  const Messages& wrong = wrong_->messages;
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
  if (!setup_.is_node) Answer(plaintext);
}

void Endpoint::Answer(Bytes plaintext) {
  if (wrong_->messages.changes != nullptr) wrong_->messages.changes(plaintext);
  late_.push_back(std::move(plaintext));
  if (late_.size() < wrong_->behaviour.echoes_late) return;
  for (const Bytes& each : std::exchange(late_, {})) Send(each);
}

void Endpoint::Send(ByteView plaintext) {
  const Direction& wrong = wrong_->send;
  const size_t most = wrong.pieces == 0 ? plaintext.size() : wrong.pieces;
  do {
    const size_t size = std::min(most, plaintext.size());
    const Bytes frame = sealer_.SealFrame(plaintext.first(size), wrong, receiver_.count());
    Append(frame, output_);
    if (wrong.in_pairs) Append(frame, output_);
    plaintext = plaintext.subspan(size);
  } while (!plaintext.empty());
}

bool Endpoint::Stop(State state) {
  state_ = state;
  return false;
}

// Returns false, because the session is over.
bool Endpoint::Fail() {
  switch (wrong_->behaviour.failure) {
    case Behaviour::OnFailure::kCloses:
      break;
    case Behaviour::OnFailure::kStaysOpen:
      return Stop(State::kHangs);
    case Behaviour::OnFailure::kSaysSo:
      if (phase_ == Phase::kFrames) {
        Send(Bytes(1));
      } else {
        Append(Bytes(1), output_);
      }
      break;
    case Behaviour::OnFailure::kResets:
      return Stop(State::kReset);
  }
  return Stop(State::kClosed);
}

}  // namespace asmtp::deviant
