#include "fuzz/model/noise.h"

#include <string_view>

namespace asmtp::model {
namespace {

Bytes NameOf(Group group) {
  const std::string_view name = group == Group::kEd25519 ? "Noise_IK_ed25519_ChaChaPoly_BLAKE2b"
                                                         : "Noise_IK_25519_ChaChaPoly_BLAKE2b";
  Bytes padded(name.begin(), name.end());
  padded.resize(64);
  return padded;
}

}  // namespace

Bytes Direction::SealNext(View plaintext) {
  Bytes ciphertext = Seal(k, n, {}, plaintext);
  k = Rekey(k);
  ++n;
  return ciphertext;
}

std::optional<Bytes> Direction::OpenNext(View ciphertext) {
  auto plaintext = Open(k, n, {}, ciphertext);
  if (!plaintext) return std::nullopt;
  k = Rekey(k);
  ++n;
  return plaintext;
}

Side::Side(Group group, View s, View e, View rs)
    : group_(group), s_(ToBytes(s)), e_(ToBytes(e)), rs_(ToBytes(rs)) {
  h_ = ck_ = NameOf(group);
  MixHash({});
  MixHash(rs_);
}

Side::Side(Group group, View s, View e) : Side(group, s, e, PublicKey(group, s)) { rs_.clear(); }

// -> e, es, s, ss
std::optional<Bytes> Side::WriteInitialize() {
  Bytes frame = Join(Bytes{1}, WriteE());
  if (!MixKey(Dh(group_, e_, rs_))) return std::nullopt;
  frame = Join(frame, EncryptAndHash(PublicKey(group_, s_)));
  if (!MixKey(Dh(group_, s_, rs_))) return std::nullopt;
  return Join(frame, EncryptAndHash({}));
}

bool Side::ReadInitialize(View frame) {
  if (!ReadVersionAndE(frame)) return false;
  if (!MixKey(Dh(group_, s_, re_))) return false;
  const auto rs = DecryptAndHash(frame.subspan(33, 48));
  if (!rs) return false;
  rs_ = *rs;
  return MixKey(Dh(group_, s_, rs_)) && DecryptAndHash(frame.subspan(81)).has_value();
}

// <- e, ee, se
std::optional<Bytes> Side::WriteResponse() {
  const Bytes frame = Join(Bytes{1}, WriteE());
  if (!MixKey(Dh(group_, e_, re_)) || !MixKey(Dh(group_, e_, rs_))) return std::nullopt;
  return Join(frame, EncryptAndHash({}));
}

bool Side::ReadResponse(View frame) {
  return ReadVersionAndE(frame) && MixKey(Dh(group_, e_, re_)) && MixKey(Dh(group_, s_, re_)) &&
         DecryptAndHash(frame.subspan(33)).has_value();
}

std::pair<Direction, Direction> Side::Split() const {
  const auto [first, second] = Hkdf(ck_, {});
  return {Direction{.k = Slice(first, 0, 32)}, Direction{.k = Slice(second, 0, 32)}};
}

std::vector<Bytes> Side::Secrets() const {
  std::vector<Bytes> secrets = {s_, e_, Scalar(group_, s_), Scalar(group_, e_)};
  // Before the first DH, ck is the name of the protocol.
  if (!k_.empty()) secrets.insert(secrets.end(), {ck_, k_});
  return secrets;
}

bool Side::Fail(HandshakeFailure failure) {
  failure_ = failure;
  return false;
}

void Side::MixHash(View data) { h_ = Blake2b512(Join(h_, data)); }

bool Side::MixKey(std::optional<Bytes> shared) {
  if (!shared) return Fail(HandshakeFailure::kZeroDh);
  const auto [ck, k] = Hkdf(ck_, *shared);
  ck_ = ck;
  k_ = Slice(k, 0, 32);
  return true;
}

// The nonce is always 0: each sealing follows a MixKey.
Bytes Side::EncryptAndHash(View plaintext) {
  Bytes ciphertext = Seal(k_, 0, h_, plaintext);
  MixHash(ciphertext);
  return ciphertext;
}

std::optional<Bytes> Side::DecryptAndHash(View ciphertext) {
  auto plaintext = Open(k_, 0, h_, ciphertext);
  if (!plaintext) Fail(HandshakeFailure::kTag);
  MixHash(ciphertext);
  return plaintext;
}

bool Side::ReadVersionAndE(View frame) {
  if (frame[0] != 1) return Fail(HandshakeFailure::kVersion);
  re_ = Slice(frame, 1, 32);
  MixHash(re_);
  return true;
}

Bytes Side::WriteE() {
  Bytes e = PublicKey(group_, e_);
  MixHash(e);
  return e;
}

}  // namespace asmtp::model
