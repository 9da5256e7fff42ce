#include "conformance/faulty/seam/handshake.h"

#include <algorithm>

#include "core/wire/handshake_frame.h"

namespace asmtp::faulty {
namespace {

void Append(ByteView more, Bytes& out) { out.insert(out.end(), more.begin(), more.end()); }

std::string_view NameOf(Suite suite, const HandshakeWrong& wrong) {
  return wrong.protocol_name.empty() ? ProtocolName(suite) : wrong.protocol_name;
}

// Whether the little-endian number of bits 0 to 254 is p or more: p is 2^255 - 19.
bool IsAtLeastP(ByteView key) {
  const auto ones = [](uint8_t byte) { return byte == 0xff; };
  return (key.back() | 0x80) == 0xff && key.front() >= 0xed &&
         std::ranges::all_of(key.subspan(1, key.size() - 2), ones);
}

}  // namespace

Handshake::Handshake(noise::Role role, HandshakeKeys keys, const Wrong& wrong)
    : keys_(std::move(keys)),
      wrong_(&wrong),
      symmetric_(NameOf(keys_.s.suite(), wrong.handshake), wrong.crypto) {
  Begin(role == noise::Role::kInitiator ? keys_.wanted : keys_.s.public_key());
}

void Handshake::Begin(const StaticPublic& responder) {
  if (!wrong_->handshake.prologue_not_mixed) {
    symmetric_.MixHash(AsBytes(wrong_->handshake.prologue));
  }
  if (!wrong_->handshake.pre_message_left_out) symmetric_.MixHash(responder.bytes());
}

size_t Handshake::InitializeSize() const {
  return kInitializeFrameSize - (wrong_->handshake.no_payload_tag ? kTagSize : 0);
}

size_t Handshake::ResponseSize() const {
  return kResponseFrameSize - (wrong_->handshake.no_payload_tag ? kTagSize : 0);
}

Bytes Handshake::WriteInitialize() {
  Bytes out = {wrong_->handshake.version};
  const auto e = keys_.e.public_key().bytes();
  symmetric_.MixHash(e);
  Append(e, out);
  (void)MixDh(keys_.e.scalar(), keys_.wanted.bytes());
  if (wrong_->handshake.ss_before_s) (void)MixDh(keys_.s.scalar(), keys_.wanted.bytes());
  Append(symmetric_.EncryptAndHash(keys_.s.public_key().bytes()), out);
  if (!wrong_->handshake.ss_before_s) (void)MixDh(keys_.s.scalar(), keys_.wanted.bytes());
  WritePayload(out);
  return out;
}

bool Handshake::ReadInitialize(ByteView frame) {
  ByteView message = NoiseMessage(frame);
  if (!ReadE(message) || !MixDh(keys_.s.scalar(), re_)) return false;
  // ss needs the key that comes with s; the wanted one is the guess of whoever mixes it before.
  if (wrong_->handshake.ss_before_s && !MixDh(keys_.s.scalar(), keys_.wanted.bytes())) return false;
  if (!ReadStatic(message)) return false;
  if (!wrong_->handshake.ss_before_s && !MixDh(keys_.s.scalar(), rs_)) return false;
  return ReadPayload(message);
}

Bytes Handshake::WriteResponse() {
  Bytes out = {wrong_->handshake.version};
  const auto e = keys_.e.public_key().bytes();
  symmetric_.MixHash(e);
  Append(e, out);
  const bool swapped = wrong_->handshake.se_before_ee;
  if (swapped) (void)MixDh(keys_.e.scalar(), rs_);
  (void)MixDh(keys_.e.scalar(), re_);
  if (!swapped) (void)MixDh(keys_.e.scalar(), rs_);
  WritePayload(out);
  return out;
}

bool Handshake::ReadResponse(ByteView frame) {
  ByteView message = NoiseMessage(frame);
  if (wrong_->handshake.response_unread) return true;
  if (!ReadE(message)) return false;
  const bool swapped = wrong_->handshake.se_before_ee;
  if (swapped && !MixDh(keys_.s.scalar(), re_)) return false;
  if (!MixDh(keys_.e.scalar(), re_)) return false;
  if (!swapped && !MixDh(keys_.s.scalar(), re_)) return false;
  return ReadPayload(message);
}

bool Handshake::IsWanted() const {
  constexpr size_t kLast = kPublicKeySize - 1;
  const ByteView wanted = keys_.wanted.bytes();
  const bool same = Equal(ByteView(rs_).first(kLast), wanted.first(kLast)) &&
                    ((rs_[kLast] ^ wanted[kLast]) & wrong_->handshake.last_byte_compared) == 0;
  return wrong_->handshake.anybody || same;
}

bool Handshake::ReadE(ByteView& message) {
  if (wrong_->crypto.high_bit_refused && message[kPublicKeySize - 1] > 0x7f) return false;
  CopyTo(message.first(kPublicKeySize), re_);
  if (wrong_->crypto.non_canonical_refused && IsAtLeastP(re_)) return false;
  if (wrong_->handshake.high_bit_not_hashed) re_.back() &= 0x7f;
  symmetric_.MixHash(re_);
  message = message.subspan(kPublicKeySize);
  return true;
}

bool Handshake::ReadStatic(ByteView& message) {
  const auto opened = symmetric_.DecryptAndHash(message.first(kPublicKeySize + kTagSize));
  message = message.subspan(kPublicKeySize + kTagSize);
  if (opened) CopyTo(*opened, rs_);
  return opened.has_value();
}

bool Handshake::ReadPayload(ByteView message) {
  if (wrong_->handshake.no_payload_tag) return true;
  return symmetric_.DecryptAndHash(message) || wrong_->handshake.payload_tag_unchecked;
}

void Handshake::WritePayload(Bytes& out) {
  if (wrong_->handshake.no_payload_tag) return;
  Append(symmetric_.EncryptAndHash(Bytes(wrong_->handshake.payload_sent ? 1 : 0)), out);
}

// Mixes zeros in where it takes a key of low order.
bool Handshake::MixDh(const Scalar& mine, ByteView theirs) {
  const Suite suite = wrong_->crypto.public_key_unconverted ? Suite::kX25519 : keys_.s.suite();
  const auto secret = Dh(suite, mine, FixedView<kPublicKeySize>(theirs.data()));
  if (secret) {
    symmetric_.MixKey(secret->Expose());
  } else {
    symmetric_.MixKey(ByteArray<kSharedSecretSize>{});
  }
  return secret || wrong_->crypto.low_order_accepted;
}

}  // namespace asmtp::faulty
