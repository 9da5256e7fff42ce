#include "conformance/deviant/endpoint.h"

#include <algorithm>
#include <utility>

#include "conformance/deviant/loose_ledger.h"
#include "core/message/message.h"
#include "core/wire/framing.h"

namespace asmtp::deviant {
namespace {

const Deviation kRight;

void Append(ByteView more, Bytes& out) { out.insert(out.end(), more.begin(), more.end()); }

bool Asks(bool (*question)(ByteView), ByteView bytes) {
  return question != nullptr && question(bytes);
}

// `session` is its number in the program.
LoosePair EphemeralOf(const Endpoint::Setup& setup, const Deviation& wrong, size_t session) {
  const size_t pool = wrong.handshake.e_pool;
  if (pool == 0 && !setup.e) return LoosePair::Generate(setup.suite);
  Key32 secret = setup.e.value_or(Key32{});
  if (pool != 0) secret.fill(static_cast<uint8_t>(0x5a + session % pool));
  return {setup.suite, secret};
}

SideKeys KeysOf(const Endpoint::Setup& setup, const Deviation& wrong, size_t session) {
  Key32 secret = setup.secret;
  if (Asks(wrong.admission.replaces_secret, secret)) secret.fill(0x5b);
  SideKeys keys{.s = LoosePair(setup.suite, secret),
                .e = EphemeralOf(setup, wrong, session),
                .rs = setup.peer};
  if (wrong.admission.high_bit_of_peer_lost) keys.rs.back() &= 0x7f;
  return keys;
}

// A get-passport that the peer did not send.
Bytes UnaskedMessage() {
  Bytes message(17, 0x33);
  message.front() = 4;
  return message;
}

}  // namespace

Endpoint::Endpoint(const Setup& setup, const Deviation& wrong, Program& program)
    : setup_(setup),
      wrong_(&wrong),
      reading_(setup.reads_rightly ? &kRight : &wrong),
      program_(&program),
      number_(program.sessions),
      endings_(program.endings),
      handshake_(setup.role, setup.suite, KeysOf(setup, wrong, number_)),
      teller_([&wrong](const PutPassport& put) { return LooseStateOf(put, wrong.ledger); }) {
  const size_t contexts = wrong.behaviour.contexts;
  program.contexts.resize(contexts);
  if (contexts != 0) keys_ = &program.contexts[number_ % contexts];
  if (wrong.behaviour.one_inbox) inbox_ = &program.inbox;
  if (!IsResponder()) Write();
  if (!IsResponder() && wrong.admission.talks_before_response) Append(Bytes(20), output_);
  if (IsResponder() && wrong.admission.talks_first) output_ = {0};
  if (!IsServed()) {
    output_.clear();
    state_ = State::kClosed;
  }
  ++program.sessions;
}

bool Endpoint::IsServed() const {
  const Behaviour& wrong = wrong_->behaviour;
  const bool too_many = wrong.sessions_most != 0 && number_ >= wrong.sessions_most;
  const bool failed_too_often =
      wrong.failures_most != 0 && program_->failed_handshakes >= wrong.failures_most;
  return !wrong.closes_at_once && !too_many && !failed_too_often;
}

Bytes Endpoint::TakeOutput() { return std::exchange(output_, {}); }

void Endpoint::Idle() {
  if (wrong_->admission.talks_when_idle && !std::exchange(fed_, true)) Append(Bytes(1), output_);
}

void Endpoint::Feed(ByteView segment) {
  fed_ = true;
  if (state_ == State::kOpen && endings_ != program_->endings) state_ = State::kClosed;
  const size_t buffer = wrong_->receiving.buffer;
  const size_t room = buffer - std::min(buffer, inbox_->size());
  Append(buffer == 0 ? segment : segment.first(std::min(room, segment.size())), *inbox_);
  Work();
}

void Endpoint::Work() {
  bool goes_on = true;
  while (goes_on && state_ == State::kOpen) {
    goes_on = phase_ == Phase::kHandshake ? WorkOnHandshake() : WorkOnFrames();
  }
}

void Endpoint::FeedEnd(bool owes) {
  if (state_ != State::kOpen || wrong_->behaviour.ignores_end) return;
  if (wrong_->behaviour.hangs_at_end && (owes || !output_.empty())) {
    output_.clear();
    state_ = State::kHangs;
    return;
  }
  if (wrong_->behaviour.end_is_half_frame) Append(Bytes(3), output_);
  state_ = State::kClosed;
}

void Endpoint::FeedReset(bool writing) {
  if (state_ != State::kOpen) return;
  const Behaviour& wrong = wrong_->behaviour;
  const bool crashes = wrong.crashes_on_reset || (writing && wrong.crashes_on_reset_write);
  state_ = crashes ? State::kCrashed : State::kClosed;
}

bool Endpoint::HoldsAll() const {
  return wrong_->behaviour.stall_holds_all && state_ == State::kOpen && !inbox_->empty();
}

std::optional<uint64_t> Endpoint::Announced() const {
  if (phase_ != Phase::kFrames || state_ != State::kOpen) return std::nullopt;
  return keys_->receiver.LengthIn(*inbox_);
}

size_t Endpoint::HandshakeFrameSize() const {
  const size_t size = IsResponder() ? kInitializeFrameSize : kResponseFrameSize;
  return size - (reading_->handshake.payload ? 0 : kTagSize);
}

void Endpoint::Write() {
  const auto initialize = handshake_.Write(*wrong_);
  if (!initialize) {
    Fail();
  } else {
    Append(*initialize, output_);
  }
}

// Returns whether to continue.
bool Endpoint::WorkOnHandshake() {
  const Admission& admission = wrong_->admission;
  if (inbox_->empty()) return false;
  if (inbox_->front() != kVersion1 && !admission.any_version) {
    return admission.version_resets ? Stop(State::kReset) : Fail();
  }
  const size_t size = HandshakeFrameSize();
  if (inbox_->size() < size && admission.pieces_refused) return Fail();
  if (inbox_->size() < size + admission.waits_for) return false;
  const auto end = inbox_->begin() + static_cast<ptrdiff_t>(size);
  const Bytes frame(inbox_->begin(), end);
  inbox_->erase(inbox_->begin(), admission.early_bytes_dropped ? inbox_->end() : end);
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
  handshake_ = LooseHandshake(other.role, other.suite, KeysOf(other, *wrong_, number_));
  return handshake_.Read(frame, *reading_).has_value();
}

bool Endpoint::IsWanted() const {
  const Admission& admission = wrong_->admission;
  const ByteView wanted = handshake_.keys().rs;
  const ByteView rs = handshake_.rs();
  const bool same = admission.same != nullptr ? admission.same(rs, wanted) : Equal(rs, wanted);
  const bool anybody = admission.anybody || setup_.is_node;
  return same || anybody || (admission.anybody_later && program_->welcomed != 0);
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
  keys_->receiver = Receiver(split, noise::Peer(setup_.role), setup_.framing, *reading_);
  keys_->sealer = LooseSealer(split, setup_.role, setup_.framing);
  ++program_->welcomed;
  phase_ = Phase::kFrames;
  if (wrong_->behaviour.talks_unasked) Send(UnaskedMessage());
}

bool Endpoint::WorkOnFrames() {
  const Behaviour& behaviour = wrong_->behaviour;
  if (behaviour.hangs_above != 0 && inbox_->size() > behaviour.hangs_above) {
    return Stop(State::kHangs);
  }
  if (behaviour.crashes_above != 0 && keys_->receiver.LengthIn(*inbox_) > behaviour.crashes_above) {
    return Stop(State::kCrashed);
  }
  bool resets = behaviour.resets_above != 0 && inbox_->size() > behaviour.resets_above;
  const size_t before = inbox_->size();
  const Receiver::Taken taken = keys_->receiver.Take(*inbox_, keys_->sealer.count());
  // Take() removes a whole frame even if it does not verify.
  resets = resets || (behaviour.resets_on_bad_tag && inbox_->size() < before);
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
  if (!ends_with_next_ && IsTaken(plaintext)) {
    ++messages_;
    if (!setup_.is_node) Answer(plaintext);
  } else if (ends_with_next_ || !TakesNoMessage()) {
    Fail();
  }
}

// Returns whether the session goes on after a plaintext that is not a message.
bool Endpoint::TakesNoMessage() {
  ends_with_next_ = wrong_->messages.closes_with_next;
  return ends_with_next_ || wrong_->messages.skips_no_message;
}

bool Endpoint::IsTaken(const Bytes& plaintext) {
  const Messages& wrong = wrong_->messages;
  std::vector<Bytes>& own = program_->messages[number_];
  const auto before = wrong.remembers_others ? MessagesOfOthers() : own;
  const auto asks = [&](auto* question) {
    return question != nullptr && question(plaintext, before);
  };
  const bool honest = wrong.ignores != nullptr ? IsMessageBut(plaintext, wrong.ignores)
                                               : Decode(plaintext).has_value();
  const bool taken = honest ? !Asks(wrong.refuses, plaintext) && !asks(wrong.refuses_after)
                            : Asks(wrong.takes, plaintext) || asks(wrong.takes_after);
  const bool has_memory = wrong.takes_after != nullptr || wrong.refuses_after != nullptr;
  if (taken && has_memory) own.push_back(plaintext);
  return taken;
}

std::vector<Bytes> Endpoint::MessagesOfOthers() const {
  std::vector<Bytes> all;
  for (const auto& [session, messages] : program_->messages) {
    if (session != number_) all.insert(all.end(), messages.begin(), messages.end());
  }
  return all;
}

void Endpoint::Answer(Bytes plaintext) {
  const bool is_message = Decode(plaintext).has_value();
  if (auto told = is_message ? teller_.Hear(plaintext) : std::nullopt) plaintext = *std::move(told);
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
    const Bytes frame =
        keys_->sealer.SealFrame(plaintext.first(size), wrong, keys_->receiver.count());
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
  const Behaviour& wrong = wrong_->behaviour;
  const bool shakes_hands = phase_ == Phase::kHandshake;
  if (shakes_hands) ++program_->failed_handshakes;
  if (shakes_hands ? wrong.handshake_failure_ends_all : wrong.failure_ends_all) ++program_->endings;
  return Fail(shakes_hands ? wrong.handshake_failure.value_or(wrong.failure) : wrong.failure);
}

bool Endpoint::Fail(Behaviour::OnFailure how) {
  switch (how) {
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
    case Behaviour::OnFailure::kHalfCloses:
      return Stop(State::kHalfClosed);
    case Behaviour::OnFailure::kResets:
      return Stop(State::kReset);
  }
  return Stop(State::kClosed);
}

}  // namespace asmtp::deviant
