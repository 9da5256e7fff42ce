#include "conformance/play/peer.h"

#include <fmt/format.h>

#include <utility>

#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

using deviant::LoosePair;
using deviant::SideKeys;

// Plaintexts kept to recognise an echo.
constexpr size_t kPlaintextsKept = 8;
// How long the pieces of one step wait to be read, all together. An IUT need not read before all
// have arrived.
constexpr Milliseconds kReadPatience{300};
// Enough for a frame with a wrong length.
constexpr size_t kEvidenceMax = size_t{256} << 10;

// A get-passport message.
const Bytes kOneMoreMessage = [] {
  Bytes message(17, 0x6d);
  message.front() = 4;
  return message;
}();

void Append(ByteView more, Bytes& out) { out.insert(out.end(), more.begin(), more.end()); }

FrameKey KeyOf(const deviant::FrameSecret& secret) {
  return {.nonce = secret.nonce, .rekeys = secret.rekeys, .fingerprint = Fingerprint(secret.key)};
}

}  // namespace

StaticKeyPair StaticPair(Suite suite, const SecretText& secret) {
  return StaticKeyPair::FromSecret(suite, StaticSecret(FixedView<32>(secret.bytes)));
}

StaticPublic IutPublic(Suite suite, const Keys& keys) {
  if (keys.iut_public) return StaticPublic(FixedView<32>(*keys.iut_public));
  return StaticPair(suite, keys.iut_s).public_key();
}

StaticPublic PublicOfPeer(Suite suite, const Keys& keys) {
  if (keys.told) return StaticPublic(FixedView<32>(*keys.told));
  return StaticPair(suite, keys.peer).public_key();
}

EphemeralKeyPair EphemeralPair(Suite suite, const SecretText& secret) {
  return EphemeralKeyPair::FromSecret(suite, EphemeralSecret(FixedView<32>(secret.bytes)));
}

SecretText SecretOfSession(SecretText first, uint16_t session) {
  uint8_t& low = first.bytes[31];
  uint8_t& high = first.bytes[30];
  low = static_cast<uint8_t>(low ^ (session & 0xff));
  high = static_cast<uint8_t>(high ^ (session >> 8));
  return first;
}

EphemeralKeyPair EphemeralOfSession(Suite suite, SecretText secret, uint16_t session) {
  return EphemeralPair(suite, SecretOfSession(secret, session));
}

SideKeys KeysOfRunner(const Config& config, const Keys& keys, const LoosePair& e) {
  SideKeys side{.s = LoosePair(config.suite, keys.runner_s.bytes),
                .e = e,
                .rs = IutPublic(config.suite, keys).bytes()};
  if (keys.shown) side.s_shown = *keys.shown;
  if (!keys.iut_public) side.other = LoosePair(config.suite, keys.iut_s.bytes);
  return side;
}

bool RunnerSends(const HandshakeFrame& frame, const Config& config) {
  return (frame.kind == HandshakeFrame::Kind::kInitialize) ==
         (config.role == noise::Role::kResponder);
}

const Step& PlainHandshakeFrame(HandshakeFrame::Kind kind) {
  static const Step kInitialize{.text = "flight init",
                                .body = HandshakeFrame{HandshakeFrame::Kind::kInitialize}};
  static const Step kResponse{.text = "flight resp",
                              .body = HandshakeFrame{HandshakeFrame::Kind::kResponse}};
  return kind == HandshakeFrame::Kind::kInitialize ? kInitialize : kResponse;
}

Peer::Peer(const Config& config, const Keys& keys, const LoosePair& e,
           std::unique_ptr<Channel> channel)
    : config_(config),
      session_(noise::Peer(config.role), config.suite, config.framing,
               KeysOfRunner(config, keys, e)),
      first_e_(keys.runner_e),
      channel_(std::move(channel)),
      evidence_{.config = config, .keys = session_.keys()} {}

OrWhy<Sent> Peer::SendHandshakeFrame(const Step& step, const Names& names, Deadline deadline) {
  const Tampers tampers = step.tampers;
  const auto deviation = DeviationOf(tampers, names);
  if (!deviation) return std::unexpected(deviation.error());
  if (deviation->handshake.e_reused) session_.UseEphemeral({config_.suite, first_e_.bytes});
  auto wire = session_.WriteHandshakeFrame(*deviation);
  if (!wire) return std::unexpected(wire.error());
  Sent sent{.plaintext = {}, .wire = {}, .made = *wire};
  auto tampered = TamperBytes(Layer::kFrame, tampers, names, *std::move(wire));
  if (!tampered) return std::unexpected(tampered.error());
  sent.wire = *tampered;
  HandshakeFrameOf(std::get<HandshakeFrame>(step.body).kind) = sent.wire;
  const FrameFate fate = FrameFateOf(tampers);
  if (fate.dropped) return sent;
  if (fate.repeated) Append(sent.wire, *tampered);
  return Write(tampers, names, *std::move(tampered), std::move(sent), deadline);
}

OrWhy<Sent> Peer::Send(const Step& step, const Names& names, Deadline deadline) {
  const auto& send = std::get<conformance::Send>(step.body);
  const Tampers tampers = step.tampers;
  Sent sent;
  if (send.object == Send::Object::kMessage) {
    const auto message = TamperFields(tampers, send.message, names);
    if (!message) return std::unexpected(message.error());
    sent.plaintext = message->Encode();
  } else {
    auto value = Evaluate(send.value, names);
    if (!value) return std::unexpected(value.error());
    if (send.object == Send::Object::kRaw) {
      sent.wire = *value;
      return Write(tampers, names, *std::move(value), std::move(sent), deadline);
    }
    (send.object == Send::Object::kPlain ? sent.plaintext : sent.wire) = *std::move(value);
  }
  if (send.object == Send::Object::kFrame) {
    return SendFrame(tampers, names, std::move(sent), deadline);
  }
  auto plain = TamperBytes(Layer::kPlain, tampers, names, std::move(sent.plaintext));
  if (!plain) return std::unexpected(plain.error());
  sent.plaintext = *std::move(plain);
  const auto deviation = DeviationOf(tampers, names);
  if (!deviation) return std::unexpected(deviation.error());
  if (!IsOpen()) {
    return std::unexpected("a frame has no keys before the handshake is complete");
  }
  Keep(sent.plaintext);
  sent.wire = session_.Seal(sent.plaintext, deviation->send);
  sent.key = KeyOf(session_.sealer().last());
  return SendFrame(tampers, names, std::move(sent), deadline);
}

// The layers frame and stream.
OrWhy<Sent> Peer::SendFrame(Tampers tampers, const Names& names, Sent sent, Deadline deadline) {
  Bytes whole = TamperLength(tampers, config_.framing, sent.wire.size());
  whole.reserve(whole.size() + sent.wire.size());
  auto ciphertext = TamperBytes(Layer::kFrame, tampers, names, std::move(sent.wire));
  if (!ciphertext) return std::unexpected(ciphertext.error());
  sent.wire = *std::move(ciphertext);
  Append(sent.wire, whole);
  const FrameFate fate = FrameFateOf(tampers);
  if (fate.dropped) return sent;
  if (fate.delayed) {
    Append(whole, delayed_);
    return sent;
  }
  if (fate.repeated) Append(Bytes(whole), whole);
  Append(std::exchange(delayed_, {}), whole);
  return Write(tampers, names, std::move(whole), std::move(sent), deadline);
}

OrWhy<Sent> Peer::Write(Tampers tampers, const Names& names, Bytes bytes, Sent sent,
                        Deadline deadline) {
  auto writes = CutIntoWrites(tampers, names, std::move(bytes));
  if (!writes) return std::unexpected(writes.error());
  const Deadline read_by = After(kReadPatience, pause_scale_);
  for (size_t i = 0; i < writes->pieces.size(); ++i) {
    if (i != 0 && writes->pause.count() != 0) Listen(After(writes->pause, pause_scale_));
    if (i != 0 && writes->pause.count() == 0) channel_->AwaitRead(std::min(deadline, read_by));
    if (i >= writes->held_from) {
      Append(writes->pieces[i], held_);
      continue;
    }
    Bytes& out = writes->pieces[i];
    if (!held_.empty()) Append(std::exchange(out, std::exchange(held_, {})), out);
    channel_->Send(out, deadline);
    sent.bytes_sent += out.size();
  }
  if (writes->then == Writes::Then::kAwaitRead) channel_->AwaitRead(std::min(deadline, read_by));
  if (writes->then == Writes::Then::kFin) channel_->Shutdown();
  if (writes->then == Writes::Then::kRst) channel_->Reset();
  return sent;
}

// Kept to recognise an echo.
void Peer::Keep(ByteView plaintext) {
  auto& kept = evidence_.plaintexts_sent;
  if (kept.size() == kPlaintextsKept) kept.erase(kept.begin());
  kept.emplace_back(plaintext.begin(), plaintext.end());
}

Bytes Peer::SealFrame(ByteView plaintext) {
  Keep(plaintext);
  const Bytes sealed = session_.Seal(plaintext, {});
  Bytes frame = TamperLength({}, config_.framing, sealed.size());
  frame.reserve(frame.size() + sealed.size());
  Append(sealed, frame);
  return frame;
}

void Peer::Listen(Deadline deadline) {
  while (Clock::now() < deadline && inbox_.size() < AnswerMax()) {
    const Arrival arrival = channel_->Receive(deadline);
    if (arrival.kind != Arrival::Kind::kBytes) return;
    inbox_.Append(arrival.bytes);
  }
}

Bytes Peer::TakeHeld() {
  Bytes out = std::exchange(held_, {});
  Append(std::exchange(delayed_, {}), out);
  return out;
}

void Peer::Flush(Deadline deadline) {
  const Bytes out = TakeHeld();
  if (!out.empty()) channel_->Send(out, deadline);
}

void Peer::Leave(Deadline deadline) { channel_->Leave(TakeHeld(), deadline); }

Hash512 Peer::session_id() const {
  return FixedView<kHash512Size>(session_.session_id().data()).Copy();
}

// No case asks for a frame of more bytes, so of a longer one only the evidence is read.
size_t Peer::AnswerMax() const {
  const auto length = IsOpen() && !lost_ ? ReadFrameHeader(config_.framing, inbox_.view())
                                         : std::optional<uint32_t>();
  return length.value_or(0) > kFrameAnswerMax ? kEvidenceMax : kFrameAnswerMax;
}

Outcome Peer::Next(Deadline deadline) {
  Flush(deadline);
  while (true) {
    if (auto outcome = Recognise()) return *std::move(outcome);
    if (inbox_.size() >= AnswerMax()) return AtEnd({});
    Arrival arrival = channel_->Receive(deadline);
    if (arrival.kind != Arrival::Kind::kBytes) return AtEnd(arrival);
    inbox_.Append(arrival.bytes);
  }
}

std::optional<Outcome> Peer::Recognise() {
  if (inbox_.empty()) return std::nullopt;
  if (lost_)
    return Outcome{.kind = Outcome::Kind::kBytes,
                   .wire = inbox_.Take(inbox_.size()),
                   .why = "after bytes that are not a frame"};
  return IsOpen() ? RecogniseFrame() : RecogniseHandshakeFrame();
}

std::optional<Outcome> Peer::RecogniseHandshakeFrame() {
  const bool is_initialize = config_.role == noise::Role::kInitiator;
  const size_t size = session_.handshake_frame_size();
  if (inbox_.size() < size) return std::nullopt;
  Outcome outcome{.kind = is_initialize ? Outcome::Kind::kInitialize : Outcome::Kind::kResponse,
                  .wire = inbox_.Take(size)};
  const ByteView frame = outcome.wire;
  const OrWhy<void> read = session_.ReadHandshakeFrame(frame);
  outcome.verified = read.has_value();
  if (!read) outcome.why = read.error();
  HandshakeFrameOf(is_initialize ? HandshakeFrame::Kind::kInitialize
                                 : HandshakeFrame::Kind::kResponse) = outcome.wire;
  if (!read)
    Suspect(is_initialize ? Evidence::Suspect::kInitialize : Evidence::Suspect::kResponse, frame);
  lost_ = !outcome.verified;
  return outcome;
}

std::optional<Outcome> Peer::RecogniseFrame() {
  const auto length = ReadFrameHeader(config_.framing, inbox_.view());
  if (!length) return std::nullopt;
  const size_t header_size = HeaderSize(config_.framing);
  Outcome outcome{.kind = Outcome::Kind::kBytes};
  if (*length < kFrameLengthMin || *length > FrameLengthMax(config_.framing)) {
    lost_ = true;
    outcome.why = fmt::format("not a frame: their length would be {}", *length);
    outcome.wire = inbox_.Take(inbox_.size());
    Suspect(Evidence::Suspect::kFrame, outcome.wire);
    return outcome;
  }
  if (inbox_.size() - header_size < *length) {
    inbox_.Expect(std::min<size_t>(header_size + *length, kFrameAnswerMax));
    return std::nullopt;
  }
  const Bytes header = inbox_.Take(header_size);
  outcome.wire = inbox_.Take(*length);
  const uint64_t n = session_.opener().count();
  auto plaintext = session_.Open(outcome.wire);
  outcome.key = KeyOf(session_.opener().last());
  if (!plaintext) {
    lost_ = true;
    Suspect(Evidence::Suspect::kFrame, header, outcome.wire);
    outcome.why = fmt::format("a frame that does not verify as message {} of its direction", n);
    return outcome;
  }
  outcome.plaintext = *std::move(plaintext);
  outcome.why = WhyNoMessage(outcome.plaintext);
  outcome.kind = outcome.why.empty() ? Outcome::Kind::kMessage : Outcome::Kind::kPlain;
  return outcome;
}

// The stream has ended or timed out. Remaining bytes are reported first.
Outcome Peer::AtEnd(const Arrival& arrival) {
  if (!inbox_.empty()) {
    const bool too_much = inbox_.size() >= AnswerMax();
    if (too_much) inbox_.Truncate(kEvidenceMax);
    const bool awaits_initialize =
        config_.role == noise::Role::kInitiator && evidence_.initialize.empty();
    const bool awaits_response = config_.role == noise::Role::kResponder;
    if (!lost_) {
      Suspect(IsOpen()            ? Evidence::Suspect::kFrame
              : awaits_initialize ? Evidence::Suspect::kInitialize
              : awaits_response   ? Evidence::Suspect::kResponse
                                  : Evidence::Suspect::kNothing,
              inbox_.view());
    }
    return {.kind = Outcome::Kind::kBytes,
            .wire = inbox_.Take(inbox_.size()),
            .why = fmt::format("part of a {}frame{}", IsOpen() ? "" : "handshake ",
                               too_much ? ", longer than the runner reads" : "")};
  }
  switch (arrival.kind) {
    case Arrival::Kind::kFin:
      return {.kind = Outcome::Kind::kFin};
    case Arrival::Kind::kRst:
      return {.kind = Outcome::Kind::kRst};
    case Arrival::Kind::kBytes:
    case Arrival::Kind::kTimeout:
      break;
  }
  return {.kind = Outcome::Kind::kSilence};
}

void Peer::Suspect(Evidence::Suspect what, ByteView bytes, ByteView more) {
  if (evidence_.suspect != Evidence::Suspect::kNothing) return;
  evidence_.suspect = what;
  bytes = bytes.first(std::min(bytes.size(), kEvidenceMax));
  evidence_.bytes.assign(bytes.begin(), bytes.end());
  Append(more.first(std::min(more.size(), kEvidenceMax)), evidence_.bytes);
}

Evidence Peer::SessionSoFar() const {
  Evidence evidence = evidence_;
  evidence.keys = session_.keys();
  evidence.frames_sent = session_.sealer().count();
  evidence.frames_received = session_.opener().count();
  return evidence;
}

Evidence Peer::CollectEvidence(Deadline deadline) {
  Evidence evidence = SessionSoFar();
  if (evidence.suspect == Evidence::Suspect::kNothing) return evidence;
  Append(inbox_.view().first(std::min(inbox_.size(), kEvidenceMax)), evidence.bytes);
  while (evidence.bytes.size() < kEvidenceMax) {
    const Arrival arrival = channel_->Receive(deadline);
    if (arrival.kind != Arrival::Kind::kBytes) break;
    Append(arrival.bytes, evidence.bytes);
  }
  return evidence;
}

void Peer::AskAgain(Evidence& evidence, Deadline patience) {
  channel_->Send(SealFrame(kOneMoreMessage), patience);
  evidence.asked_at = evidence.bytes.size();
  const Arrival arrival = channel_->Receive(patience);
  if (arrival.kind == Arrival::Kind::kBytes) Append(arrival.bytes, evidence.bytes);
}

Bytes& Peer::HandshakeFrameOf(HandshakeFrame::Kind kind) {
  return kind == HandshakeFrame::Kind::kInitialize ? evidence_.initialize : evidence_.response;
}

}  // namespace asmtp::conformance
