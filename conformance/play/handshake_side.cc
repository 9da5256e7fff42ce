#include "conformance/play/handshake_side.h"

namespace asmtp::conformance {
namespace {

void Append(ByteView more, Bytes& out) { out.insert(out.end(), more.begin(), more.end()); }

}  // namespace

HandshakeSide::HandshakeSide(noise::Role role, SideKeys keys)
    : role_(role), keys_(std::move(keys)), symmetric_(ProtocolName(keys_.s.suite())) {}

// Prologue and pre-message "<- s".
void HandshakeSide::Begin(ByteView prologue, const StaticPublic& responder) {
  symmetric_ = noise::SymmetricState(ProtocolName(keys_.s.suite()));
  symmetric_.MixHash(prologue);
  symmetric_.MixHash(responder.bytes());
}

// -> e, es, s, ss
HandshakeSide::OrWhy<Bytes> HandshakeSide::WriteInit(const FlightFaults& faults) {
  if (faults.rs) keys_.rs = *faults.rs;
  Begin(faults.prologue, keys_.rs);
  Bytes out = WriteE(faults);
  if (auto es =
          MixDhWithIut(faults, keys_.e.scalar(), keys_.rs.bytes(), faults.dh == noise::Token::es);
      !es) {
    return std::unexpected(es.error());
  }
  static_is_zero_ = faults.s.has_value();
  WriteSealed(static_is_zero_ ? ByteView(*faults.s) : keys_.own().bytes(), out);
  if (auto ss =
          MixDh(keys_.s.scalar(), keys_.rs.bytes(), static_is_zero_, faults.dh == noise::Token::ss);
      !ss) {
    return std::unexpected(ss.error());
  }
  WriteSealed(faults.payload, out);
  return out;
}

HandshakeSide::OrWhy<void> HandshakeSide::ReadInit(ByteView message) {
  Begin({}, keys_.own());
  ByteArray<kPublicKeySize> rs{};
  OrWhy<void> done = ReadE(message);
  if (done) done = MixDh(keys_.s.scalar(), re_, false);
  if (done) done = ReadSealed(message, kPublicKeySize + kTagSize, "the sealed static key", rs);
  if (done) done = MixDh(keys_.s.scalar(), rs, false);
  if (done) done = ReadSealed(message, message.size(), "the payload's tag", {});
  if (!done) return done;
  if (rs != keys_.rs.bytes()) return std::unexpected("init: the static key is not the IUT's");
  return {};
}

// <- e, ee, se
HandshakeSide::OrWhy<Bytes> HandshakeSide::WriteResp(const FlightFaults& faults) {
  Bytes out = WriteE(faults);
  OrWhy<void> done =
      MixDh(keys_.e.scalar(), re_, ephemeral_is_zero_, faults.dh == noise::Token::ee);
  if (done) {
    done = MixDhWithIut(faults, keys_.e.scalar(), keys_.rs.bytes(), faults.dh == noise::Token::se);
  }
  if (!done) return std::unexpected(done.error());
  WriteSealed(faults.payload, out);
  finished_ = true;
  return out;
}

HandshakeSide::OrWhy<void> HandshakeSide::ReadResp(ByteView message) {
  OrWhy<void> done = ReadE(message);
  if (done) done = MixDh(keys_.e.scalar(), re_, ephemeral_is_zero_);
  if (done) done = MixDh(keys_.s.scalar(), re_, static_is_zero_);
  if (done) done = ReadSealed(message, message.size(), "the payload's tag", {});
  finished_ = done.has_value();
  return done;
}

HandshakeSide::OrWhy<void> HandshakeSide::MixDh(const Scalar& mine, ByteView theirs, bool zero,
                                                bool wrong) {
  if (zero) {
    symmetric_.MixKey(ByteArray<kSharedSecretSize>{});
    return {};
  }
  const auto secret = Dh(keys_.s.suite(), mine, FixedView<kPublicKeySize>(theirs.data()));
  if (!secret) return std::unexpected("the IUT's public key has low order");
  ByteArray<kSharedSecretSize> mixed = secret->Expose().Copy();
  if (wrong) mixed.front() ^= 1;
  symmetric_.MixKey(mixed);
  return {};
}

// The DH of the runner's ephemeral key and the IUT's static one, which either side's secret gives.
HandshakeSide::OrWhy<void> HandshakeSide::MixDhWithIut(const FlightFaults& faults,
                                                       const Scalar& mine, ByteView theirs,
                                                       bool wrong) {
  if (!faults.e_shown) return MixDh(mine, theirs, ephemeral_is_zero_, wrong);
  if (!keys_.iut) return std::unexpected("e-shown needs the IUT's secret");
  return MixDh(keys_.iut->scalar(), *faults.e_shown, false, wrong);
}

Bytes HandshakeSide::WriteE(const FlightFaults& faults) {
  const auto& own = keys_.e.public_key().bytes();
  Bytes e = faults.e ? *faults.e : Bytes(own.begin(), own.end());
  for (size_t i = 0; i < std::min(e.size(), faults.e_mask.size()); ++i) e[i] ^= faults.e_mask[i];
  if (faults.e_shown) e = *faults.e_shown;
  ephemeral_is_zero_ = faults.e.has_value();
  symmetric_.MixHash(e);
  return e;
}

HandshakeSide::OrWhy<void> HandshakeSide::ReadE(ByteView& message) {
  if (message.size() < kPublicKeySize) return std::unexpected("the flight is too short for e");
  CopyTo(message.first(kPublicKeySize), re_);
  symmetric_.MixHash(re_);
  message = message.subspan(kPublicKeySize);
  return {};
}

HandshakeSide::OrWhy<void> HandshakeSide::ReadSealed(ByteView& message, size_t size,
                                                     std::string_view what, MutableByteView out) {
  if (message.size() < size || size != out.size() + kTagSize ||
      !symmetric_.DecryptAndHash(message.first(size), out)) {
    return std::unexpected(std::string(what) + " does not verify");
  }
  message = message.subspan(size);
  return {};
}

void HandshakeSide::WriteSealed(ByteView plaintext, Bytes& out) {
  Bytes sealed(symmetric_.EncryptedSize(plaintext.size()));
  (void)symmetric_.EncryptAndHash(plaintext, sealed);  // cannot fail: key, size and nonce are there
  Append(sealed, out);
}

}  // namespace asmtp::conformance
