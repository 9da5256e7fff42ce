#include "core/session/session.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace asmtp {

Session Session::Initiator(FrameFormat format, StaticKeyPair s, EphemeralKeyPair e,
                           const StaticPublic& rs) {
  Session session(format, noise::HandshakeState::Initiator({}, std::move(s), std::move(e), rs),
                  Phase::kSentInitialize);
  static_cast<void>(session.WriteHandshakeFrame());  // closes the session on failure
  return session;
}

Session Session::Responder(FrameFormat format, StaticKeyPair s, EphemeralKeyPair e) {
  Session session(format, noise::HandshakeState::Responder({}, std::move(s), std::move(e)),
                  Phase::kListening);
  if (session.handshake_->HasFailed()) session.CloseWith(SessionError::kSuiteMismatch);
  return session;
}

Session::Session(FrameFormat format, noise::HandshakeState handshake, Phase phase)
    : format_(format), phase_(phase), handshake_(std::move(handshake)) {}

MutableByteView Session::Prepare() {
  return halves_ ? halves_->reader.Prepare() : buffer_.Prepare();
}

void Session::Commit(size_t size) {
  if (phase_ == Phase::kClosed || end_) return;
  if (halves_) return halves_->reader.Commit(size);
  const size_t kept = std::min(size, RoomLeft());
  buffer_.Commit(kept);
  if (kept < size) EndStream(SessionError::kEarlyBytes);
}

void Session::Feed(ByteView bytes) {
  while (!bytes.empty() && phase_ != Phase::kClosed && !end_) {
    const MutableByteView room = Prepare();
    const size_t size = std::min(room.size(), bytes.size());
    CopyTo(bytes.first(size), room);
    Commit(size);
    bytes = bytes.subspan(size);
  }
}

void Session::FeedEnd() { EndStream(SessionError::kPeerClosed); }

void Session::EndStream(SessionError reason) {
  if (halves_) halves_->reader.FeedEnd(reason);
  if (!end_) end_ = reason;
}

size_t Session::RoomLeft() const {
  if (phase_ != Phase::kReceivedInitialize) return std::numeric_limits<size_t>::max();
  return kEarlySizeMax - std::min(kEarlySizeMax, buffer_.unread().size());
}

Event Session::Next() {
  switch (phase_) {
    case Phase::kListening:
      return NextHandshakeFrame(kInitializeFrameSize);
    case Phase::kSentInitialize:
      return NextHandshakeFrame(kResponseFrameSize);
    case Phase::kReceivedInitialize:
      return PeerIdentified{*handshake_->rs()};
    case Phase::kOpen:
      return NextFrame();
    case Phase::kClosed:
      break;
  }
  return Closed{reason_};
}

Event Session::NextHandshakeFrame(size_t frame_size) {
  const MutableByteView unread = buffer_.unread();
  // The version is judged as soon as it is there, so that the answer is the same for every
  // chunking.
  if (!unread.empty() && unread[0] != kVersion1) {
    return CloseWith(SessionError::kUnsupportedVersion);
  }
  if (unread.size() < frame_size && end_) return CloseWith(SessionError::kHandshakeTruncated);
  if (unread.size() < frame_size) return NeedBytes{};
  buffer_.Consume(frame_size);
  return OnHandshakeFrame(unread.first(frame_size));
}

Event Session::OnHandshakeFrame(MutableByteView frame) {
  const auto payload_size = handshake_->ReadMessage(frame.subspan(kProtocolVersionSize), {});
  if (!payload_size) return CloseWith(FromHandshake(payload_size.error()));
  if (phase_ == Phase::kSentInitialize) return Open();
  phase_ = Phase::kReceivedInitialize;
  return PeerIdentified{*handshake_->rs()};
}

std::expected<void, SessionError> Session::Accept() {
  if (phase_ != Phase::kReceivedInitialize) return std::unexpected(SessionError::kWrongPhase);
  if (auto written = WriteHandshakeFrame(); !written) return written;
  Open();
  opened_pending_ = true;
  return {};
}

std::expected<void, SessionError> Session::Refuse() {
  if (phase_ != Phase::kReceivedInitialize) return std::unexpected(SessionError::kWrongPhase);
  CloseWith(SessionError::kIdentityRefused);
  return {};
}

std::expected<void, SessionError> Session::WriteHandshakeFrame() {
  output_[0] = kVersion1;
  const auto size =
      handshake_->WriteMessage({}, MutableByteView(output_).subspan(kProtocolVersionSize));
  if (!size) {
    CloseWith(FromHandshake(size.error()));
    return std::unexpected(reason_);
  }
  output_size_ = kProtocolVersionSize + *size;
  return {};
}

// Consumes the handshake. Bytes that arrived after it belong to the frames.
Event Session::Open() {
  noise::Transport transport = *std::move(*handshake_).Finish();
  handshake_.reset();
  halves_.emplace(
      SessionHalves{.reader = FrameReader(format_, std::move(transport.opener), std::move(buffer_)),
                    .writer = FrameWriter(format_, std::move(transport.sealer)),
                    .session_id = transport.session_id,
                    .rs = transport.rs});
  if (end_) halves_->reader.FeedEnd(*end_);
  phase_ = Phase::kOpen;
  return Opened{halves_->session_id, halves_->rs};
}

Event Session::NextFrame() {
  if (std::exchange(opened_pending_, false)) return Opened{halves_->session_id, halves_->rs};
  const auto plaintext = halves_->reader.Next();
  if (!plaintext) return CloseWith(plaintext.error());
  if (!*plaintext) return NeedBytes{};
  return Received{**plaintext};
}

Event Session::CloseWith(SessionError reason) {
  if (phase_ == Phase::kClosed) return Closed{reason_};
  phase_ = Phase::kClosed;
  reason_ = reason;
  handshake_.reset();
  halves_.reset();
  buffer_ = ReceiveBuffer();
  output_size_ = 0;
  return Closed{reason_};
}

ByteView Session::TakeOutput() { return ByteView(output_).first(std::exchange(output_size_, 0)); }

std::expected<size_t, SessionError> Session::Seal(ByteView plaintext, MutableByteView out) {
  if (!halves_) return std::unexpected(SessionError::kWrongPhase);
  return halves_->writer.Seal(plaintext, out);
}

std::expected<SessionHalves, SessionError> Session::Split() && {
  if (!halves_ || opened_pending_) return std::unexpected(SessionError::kWrongPhase);
  SessionHalves halves = *std::move(halves_);
  CloseWith(SessionError::kClosed);
  return halves;
}

size_t Session::buffer_capacity() const {
  return halves_ ? halves_->reader.buffer_capacity() : buffer_.capacity();
}

}  // namespace asmtp
