#include "core/noise/handshake_state.h"

#include <utility>

namespace asmtp::noise {
namespace {

// Returns the bytes that a token adds to a message of IK, in which `s` is always encrypted.
constexpr size_t WireSize(Token token) {
  if (token == Token::e) return kPublicKeySize;
  return token == Token::s ? kPublicKeySize + kTagSize : 0;
}

// Returns the size of a message with an empty payload, including its tag.
constexpr size_t EmptyMessageSize(const MessagePattern& pattern) {
  size_t size = kTagSize;
  for (const Token token : pattern.tokens) size += WireSize(token);
  return size;
}
static_assert(EmptyMessageSize(kMessagePatterns[0]) == 96);
static_assert(EmptyMessageSize(kMessagePatterns[1]) == 48);

// Removes the first `size` bytes from `bytes`. The caller has checked the size of the message.
template <class View>
View TakeFirst(View& bytes, size_t size) {
  const View first = bytes.first(size);
  bytes = bytes.subspan(size);
  return first;
}

}  // namespace

HandshakeState HandshakeState::Initiator(ByteView prologue, StaticKeyPair s, EphemeralKeyPair e,
                                         const StaticPublic& rs) {
  return HandshakeState(Role::kInitiator, prologue, std::move(s), std::move(e), rs);
}

HandshakeState HandshakeState::Responder(ByteView prologue, StaticKeyPair s, EphemeralKeyPair e) {
  return HandshakeState(Role::kResponder, prologue, std::move(s), std::move(e), std::nullopt);
}

HandshakeState::HandshakeState(Role role, ByteView prologue, StaticKeyPair s, EphemeralKeyPair e,
                               const std::optional<StaticPublic>& rs)
    : role_(role), symmetric_(ProtocolName(s.suite())), s_(std::move(s)), e_(std::move(e)) {
  if (rs) rs_ = Prepare(*rs);
  symmetric_.MixHash(prologue);
  // Pre-message "<- s": both sides hash the responder's static key.
  symmetric_.MixHash(rs ? rs->bytes() : s_.public_key().bytes());
  if (s_.suite() != e_.suite()) End();
}

template <class Public>
HandshakeState::PeerKey<Public> HandshakeState::Prepare(const Public& key) const {
  return {key, PreparePublic(suite(), key.bytes())};
}

bool HandshakeState::IsMyTurn() const {
  return next_message_ < kMessageCount && kMessagePatterns[next_message_].writer == role_;
}

size_t HandshakeState::MessageSize(size_t payload_size) const {
  if (next_message_ == kMessageCount) return 0;
  return EmptyMessageSize(kMessagePatterns[next_message_]) + payload_size;
}

std::expected<void, Error> HandshakeState::CheckTurn(bool writing) const {
  if (HasFailed()) return Refuse();
  if (next_message_ == kMessageCount) return std::unexpected(Error::kFinished);
  if (writing != IsMyTurn()) return std::unexpected(Error::kWrongTurn);
  return {};
}

std::expected<size_t, Error> HandshakeState::WriteMessage(ByteView payload, MutableByteView out) {
  if (auto turn = CheckTurn(/*writing=*/true); !turn) return std::unexpected(turn.error());
  // The first comparison prevents an overflow in MessageSize().
  if (payload.size() > kNoiseMessageSizeMax || MessageSize(payload.size()) > kNoiseMessageSizeMax) {
    return std::unexpected(Error::kMessageSize);
  }
  const size_t size = MessageSize(payload.size());
  if (out.size() < size) return std::unexpected(Error::kBufferSize);

  Step step = {.symmetric = symmetric_.Clone(), .rs = rs_, .re = re_};
  MutableByteView rest = out.first(size);
  for (const Token token : kMessagePatterns[next_message_].tokens) {
    if (auto done = WriteToken(token, step, rest); !done) {
      Wipe(out.first(size));
      return Fail(done.error());
    }
  }
  if (auto done = step.symmetric.EncryptAndHash(payload, rest); !done) return Fail(done.error());
  Commit(std::move(step));
  return size;
}

std::expected<size_t, Error> HandshakeState::ReadMessage(ByteView message,
                                                         MutableByteView payload_out) {
  if (auto turn = CheckTurn(/*writing=*/false); !turn) return std::unexpected(turn.error());
  if (message.size() < MessageSize(0) || message.size() > kNoiseMessageSizeMax) {
    return Fail(Error::kMessageSize);
  }
  const size_t payload_size = message.size() - MessageSize(0);
  if (payload_out.size() < payload_size) return std::unexpected(Error::kBufferSize);

  Step step = {.symmetric = symmetric_.Clone(), .rs = rs_, .re = re_};
  for (const Token token : kMessagePatterns[next_message_].tokens) {
    if (auto done = ReadToken(token, step, message); !done) return Fail(done.error());
  }
  const MutableByteView payload = payload_out.first(payload_size);
  if (auto done = step.symmetric.DecryptAndHash(message, payload); !done) {
    Wipe(payload);
    return Fail(done.error());
  }
  Commit(std::move(step));
  return payload_size;
}

// WriteMessage, per token (Noise 5.3).
std::expected<void, Error> HandshakeState::WriteToken(Token token, Step& step,
                                                      MutableByteView& out) const {
  const MutableByteView field = TakeFirst(out, WireSize(token));
  if (token == Token::s) return step.symmetric.EncryptAndHash(s_.public_key().bytes(), field);
  if (token != Token::e) return MixDh(token, step);
  CopyTo(e_.public_key().bytes(), field);
  step.symmetric.MixHash(field);
  return {};
}

// ReadMessage, per token (Noise 5.3).
std::expected<void, Error> HandshakeState::ReadToken(Token token, Step& step,
                                                     ByteView& message) const {
  const ByteView field = TakeFirst(message, WireSize(token));
  if (token == Token::e) {
    step.re = Prepare(EphemeralPublic(FixedView<kPublicKeySize>(field.data())));
    step.symmetric.MixHash(field);
    return {};
  }
  if (token != Token::s) return MixDh(token, step);
  ByteArray<kPublicKeySize> rs;
  if (auto done = step.symmetric.DecryptAndHash(field, rs); !done) return done;
  step.rs = Prepare(StaticPublic(FixedView<kPublicKeySize>(rs)));
  return {};
}

// MixKey(DH(...)): the first letter of a token names the initiator's key, the second the
// responder's.
std::expected<void, Error> HandshakeState::MixDh(Token token, Step& step) const {
  const bool initiator_ephemeral = token == Token::ee || token == Token::es;
  const bool responder_ephemeral = token == Token::ee || token == Token::se;
  const bool mine_ephemeral = role_ == Role::kInitiator ? initiator_ephemeral : responder_ephemeral;
  const bool theirs_ephemeral =
      role_ == Role::kInitiator ? responder_ephemeral : initiator_ephemeral;

  // The pattern reads every key before the first token that uses it.
  const Scalar& mine = mine_ephemeral ? e_.scalar() : s_.scalar();
  const DhPublic& theirs = theirs_ephemeral ? step.re.dh : step.rs.dh;
  auto shared_secret = Dh(mine, theirs);
  if (!shared_secret) return std::unexpected(Error::kLowOrderPoint);
  step.symmetric.MixKey(shared_secret->Expose());
  return {};
}

void HandshakeState::Commit(Step step) {
  symmetric_ = std::move(step.symmetric);
  rs_ = step.rs;
  re_ = step.re;
  ++next_message_;
}

std::unexpected<Error> HandshakeState::Refuse() const {
  const bool mismatch = s_.suite() != e_.suite();
  return std::unexpected(mismatch ? Error::kSuiteMismatch : Error::kFailed);
}

std::unexpected<Error> HandshakeState::Fail(Error error) {
  End();
  return std::unexpected(error);
}

void HandshakeState::End() {
  alive_ = HoldsSecrets(false);
  symmetric_ = SymmetricState(ProtocolName(suite()));
  s_.Clear();
  e_.Clear();
}

std::expected<std::pair<CipherState, CipherState>, Error> HandshakeState::Split() && {
  if (HasFailed()) return Refuse();
  if (!IsFinished()) return std::unexpected(Error::kNotFinished);
  auto ciphers = symmetric_.Split();
  // Without this, a second Split() would return keys derived from the public protocol name.
  End();
  return ciphers;
}

std::expected<Transport, Error> HandshakeState::Finish() && {
  const Hash512 session_id = GetHandshakeHash();
  auto ciphers = std::move(*this).Split();
  if (!ciphers) return std::unexpected(ciphers.error());
  auto& [first, second] = *ciphers;
  const bool initiator = role_ == Role::kInitiator;
  return Transport{.sealer = Sealer(std::move(initiator ? first : second)),
                   .opener = Opener(std::move(initiator ? second : first)),
                   .session_id = session_id,
                   .rs = *rs_.key};
}

}  // namespace asmtp::noise
