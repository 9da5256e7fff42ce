#include "conformance/play/wrong_noise.h"

#include <algorithm>

#include "core/crypto/edwards_to_montgomery.h"

namespace asmtp::conformance {
namespace {

Bytes Copy(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

void Append(const Bytes& more, Bytes& out) { out.insert(out.end(), more.begin(), more.end()); }

Bytes DhOf(Suite suite, const Scalar& mine, ByteView theirs) {
  return Copy(Dh(suite, mine, FixedView<32>(theirs.data()))->Expose());
}

Key32 Half(const Bytes& output, bool second) {
  Key32 key;
  std::ranges::copy_n(output.begin() + (second ? 32 : 0), 32, key.begin());
  return key;
}

}  // namespace

WrongNoise::WrongNoise(const Config& config, const Keys& keys, const Faults& faults)
    : config_(config),
      faults_(faults),
      s_(StaticPair(config.suite, *keys.iut_s)),
      e_(EphemeralPair(config.suite, *keys.iut_e)),
      s_unhashed_(StaticPair(Suite::kX25519, *keys.iut_s)),
      e_x25519_(EphemeralPair(Suite::kX25519, *keys.iut_e)),
      rs_(Copy(PublicOfPeer(config.suite, keys).bytes())) {}

HashKind WrongNoise::hash() const {
  if (Is("hash-blake2s") || Is("suite-blake2s")) return HashKind::kBlake2s;
  if (Is("suite-sha256")) return HashKind::kSha256;
  if (Is("suite-sha512")) return HashKind::kSha512;
  return HashKind::kBlake2b;
}

std::string WrongNoise::NameOfProtocol() const {
  const std::string pattern = Is("name-of-xx")   ? "XX"
                              : Is("name-of-kk") ? "KK"
                              : Is("name-of-ix") ? "IX"
                                                 : "IK";
  const bool ed25519 = (config_.suite == Suite::kEd25519) != Is("name-of-other-suite");
  const std::string cipher = Is("suite-aes-gcm") ? "AESGCM" : "ChaChaPoly";
  const std::string hash = Is("suite-blake2s")  ? "BLAKE2s"
                           : Is("suite-sha256") ? "SHA256"
                           : Is("suite-sha512") ? "SHA512"
                                                : "BLAKE2b";
  return "Noise_" + pattern + (ed25519 ? "_ed25519_" : "_25519_") + cipher + "_" + hash;
}

void WrongNoise::Begin() {
  const std::string name = NameOfProtocol();
  h_ = Copy(AsBytes(name));
  const size_t size = Digest(hash(), {}).size();
  h_ = Is("name-hashed") || h_.size() > size ? Digest(hash(), {h_}) : h_;
  h_.resize(size);
  ck_ = h_;
  if (!Is("prologue-not-hashed")) MixHash(Is("version-in-prologue") ? Bytes{1} : Bytes());
  const bool initiator = config_.role == noise::Role::kInitiator;
  const Bytes own = Copy(s_.public_key().bytes());
  const bool of_responder = !Is("pre-message-of-initiator");
  const Bytes key = initiator == of_responder ? rs_ : own;
  const bool as_u = Is("pre-message-as-u") || Is("keys-hashed-as-u") || Is("x25519-keys");
  if (!Is("pre-message-missing")) MixHash(as_u ? U(key) : key);
}

void WrongNoise::WriteE(Bytes& out) {
  const bool raw = Is("ephemeral-x25519") || Is("x25519-keys");
  const Bytes e = Copy((raw ? e_x25519_ : e_).public_key().bytes());
  if (Is("version-hashed")) MixHash({1});
  Bytes hashed = Is("version-hashed-with-e") ? Bytes{1} : Bytes();
  Append(Is("keys-hashed-as-u") ? U(e) : e, hashed);
  MixHash(hashed);
  Append(e, out);
}

Bytes WrongNoise::WriteInit() {
  active_ = true;
  Begin();
  Bytes out = {1};
  WriteE(out);
  const Bytes es = OfMyEphemeral(rs_);
  const Bytes ss = OfMyStatic(rs_);
  MixKey(Is("es-ss-swapped") ? ss : es);
  const bool as_u = Is("static-sent-as-u") || Is("x25519-keys");
  const Bytes s = as_u ? U(s_.public_key().bytes()) : Copy(s_.public_key().bytes());
  if (Is("static-in-clear")) {
    MixHash(s);
    Append(s, out);
  } else {
    Append(Seal(s), out);
  }
  if (!Is("ss-missing")) MixKey(Is("es-ss-swapped") ? es : ss);
  if (!Is("payload-tag-missing")) Append(Seal(Payload()), out);
  active_ = false;
  return out;
}

bool WrongNoise::ReadResp(ByteView flight) {
  re_ = Copy(flight.subspan(1, 32));
  MixHash(re_);
  MixKey(Ee());
  MixKey(OfMyStatic(re_));
  Bytes payload;
  return Open(flight.subspan(33), payload);
}

bool WrongNoise::ReadInit(ByteView flight) {
  Begin();
  re_ = Copy(flight.subspan(1, 32));
  MixHash(re_);
  MixKey(OfMyStatic(re_));
  Bytes s;
  if (!Open(flight.subspan(33, 48), s)) return false;
  MixKey(OfMyStatic(s));
  Bytes payload;
  return Open(flight.subspan(81), payload);
}

Bytes WrongNoise::WriteResp() {
  active_ = true;
  Bytes out = {1};
  WriteE(out);
  const Bytes ee = Ee();
  const Bytes se = Is("es-for-se") ? OfMyStatic(re_) : OfMyEphemeral(rs_);
  if (!Is("ee-missing")) MixKey(Is("ee-se-swapped") ? se : ee);
  if (!Is("se-missing")) MixKey(Is("ee-se-swapped") ? ee : se);
  if (!Is("payload-tag-missing")) Append(Seal(Payload()), out);
  active_ = false;
  return out;
}

std::pair<Key32, Key32> WrongNoise::Split() const {
  const auto [first, second] = Hkdf(MacKind::kHmac, hash(), ck_, {});
  return {Half(first, false), Half(second, false)};
}

void WrongNoise::MixHash(const Bytes& data) { h_ = Digest(hash(), {h_, data}); }

void WrongNoise::MixKey(const Bytes& material) {
  const MacKind mac = Is("hmac-block-64")            ? MacKind::kHmacBlock64
                      : Is("keyed-blake2b-for-hmac") ? MacKind::kKeyedHash
                                                     : MacKind::kHmac;
  auto [ck, k] = Hkdf(mac, hash(), ck_, material);
  ck_ = ck;
  k_ = Half(k, Is("key-from-second-half"));
  if (!Is("handshake-nonce-kept")) n_ = 0;
}

Bytes WrongNoise::Seal(const Bytes& plaintext) {
  const Nonce12 nonce = {0, 0, 0, 0, n_++};
  Bytes sealed = SealAead(cipher(), k_, nonce, Is("handshake-ad-empty") ? Bytes() : h_, plaintext);
  if (Is("handshake-tag-in-front")) std::ranges::rotate(sealed, sealed.end() - 16);
  if (Is("plaintext-hashed")) {
    MixHash(plaintext);
  } else if (!Is("ciphertext-not-hashed")) {
    MixHash(sealed);
  }
  return sealed;
}

bool WrongNoise::Open(ByteView sealed, Bytes& plaintext) {
  const auto opened = OpenAead(cipher(), k_, {0, 0, 0, 0, n_++}, h_, sealed);
  MixHash(Copy(sealed));
  if (opened) plaintext = *opened;
  return opened.has_value();
}

Bytes WrongNoise::Ee() const { return OfMyEphemeral(re_); }

Bytes WrongNoise::OfMyStatic(ByteView theirs) const {
  if (Is("seed-as-scalar")) return DhOf(config_.suite, s_unhashed_.scalar(), theirs);
  return DhOf(config_.suite, s_.scalar(), theirs);
}

// An X25519 key meets an Ed25519 key as its u-coordinate.
Bytes WrongNoise::OfMyEphemeral(ByteView theirs) const {
  const bool raw = Is("ephemeral-x25519") || Is("x25519-keys");
  if (raw) return DhOf(Suite::kX25519, e_x25519_.scalar(), U(theirs));
  return DhOf(config_.suite, e_.scalar(), theirs);
}

Bytes WrongNoise::U(ByteView key) const {
  if (config_.suite == Suite::kX25519) return Copy(key);
  return Copy(EdwardsToMontgomery(FixedView<32>(key.data())));
}

}  // namespace asmtp::conformance
