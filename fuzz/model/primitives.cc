#include "fuzz/model/primitives.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "fuzz/model/blake2b.h"
#include "fuzz/model/memo.h"

namespace asmtp::model {
namespace {

constexpr size_t kTagSize = 16;
constexpr size_t kBlockLen = 128;

template <auto kFree>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freer<EVP_CIPHER_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using Big = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using BigContext = std::unique_ptr<BN_CTX, Freer<BN_CTX_free>>;

// Aborts on a failure that cannot happen, because a model with garbage would blame core.
void Must(int ok) {
  if (ok <= 0) std::abort();
}

// Algorithms are looked up once, because a lookup takes longer than a short hash.
const EVP_MD* Blake2b512Md() {
  static EVP_MD* const kMd = EVP_MD_fetch(nullptr, "BLAKE2B-512", nullptr);
  return kMd;
}
const EVP_MD* Sha512Md() {
  static EVP_MD* const kMd = EVP_MD_fetch(nullptr, "SHA2-512", nullptr);
  return kMd;
}
const EVP_CIPHER* ChaChaPoly() {
  static EVP_CIPHER* const kCipher = EVP_CIPHER_fetch(nullptr, "ChaCha20-Poly1305", nullptr);
  return kCipher;
}

Bytes Digest(const EVP_MD* md, View data) {
  Bytes digest(static_cast<size_t>(EVP_MD_get_size(md)));
  Must(EVP_Digest(data.data(), data.size(), digest.data(), nullptr, md, nullptr));
  return digest;
}

std::array<uint8_t, 12> NonceOf(uint64_t n) {
  std::array<uint8_t, 12> nonce{};
  for (size_t i = 0; i < 8; ++i) nonce[4 + i] = static_cast<uint8_t>(n >> (8 * i));
  return nonce;
}

Key PrivateKey(int type, View secret) {
  return Key(EVP_PKEY_new_raw_private_key(type, nullptr, secret.data(), secret.size()));
}

Bytes RawPublic(const Key& key) {
  Bytes out(32);
  size_t size = out.size();
  Must(EVP_PKEY_get_raw_public_key(key.get(), out.data(), &size));
  return out;
}

Big Little(View bytes) {
  return Big(BN_lebin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

// 2^255 - 19
Big P() {
  Big p(BN_new());
  Must(BN_set_bit(p.get(), 255));
  Must(BN_sub_word(p.get(), 19));
  return p;
}

Bytes WithoutSign(View point) {
  Bytes y = ToBytes(point);
  y.back() &= 0x7f;
  return y;
}

// Appendix C: the y of every point of low order, below p.
bool HasLowOrder(View point) {
  static constexpr std::array<std::array<uint8_t, 32>, 2> kOrder8 = {
      {{0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
        0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
        0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
       {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
        0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
        0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05}}};
  const Big p = P();
  const BigContext context(BN_CTX_new());
  Big y = Little(WithoutSign(point));
  Must(BN_nnmod(y.get(), y.get(), p.get(), context.get()));
  Big minus_one(BN_dup(p.get()));
  Must(BN_sub_word(minus_one.get(), 1));
  if (BN_is_zero(y.get()) || BN_is_one(y.get()) || BN_cmp(y.get(), minus_one.get()) == 0) {
    return true;
  }
  return std::ranges::any_of(
      kOrder8, [&](const auto& known) { return BN_cmp(y.get(), Little(known).get()) == 0; });
}

bool IsCanonical(View point) { return BN_cmp(Little(WithoutSign(point)).get(), P().get()) < 0; }

// The group as an argument of a memo.
Bytes ByteOf(Group group) { return {static_cast<uint8_t>(group)}; }

Bytes DerivePublicKey(Group group, View secret) {
  return RawPublic(
      PrivateKey(group == Group::kEd25519 ? EVP_PKEY_ED25519 : EVP_PKEY_X25519, secret));
}

Bytes UOf(Group group, View public_key) {
  return group == Group::kEd25519 ? MontgomeryOf(public_key) : ToBytes(public_key);
}

std::optional<Bytes> Derive(View scalar, View u) {
  const Key mine = PrivateKey(EVP_PKEY_X25519, scalar);
  const Key theirs(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, u.data(), u.size()));
  const KeyContext context(EVP_PKEY_CTX_new(mine.get(), nullptr));
  Must(EVP_PKEY_derive_init(context.get()));
  Must(EVP_PKEY_derive_set_peer(context.get(), theirs.get()));
  Bytes shared(32);
  size_t size = shared.size();
  // OpenSSL rejects an all-zero result.
  if (EVP_PKEY_derive(context.get(), shared.data(), &size) <= 0) return std::nullopt;
  return shared;
}

Bytes MakeSignature(View seed, View message) {
  const Key key = PrivateKey(EVP_PKEY_ED25519, seed);
  const DigestContext context(EVP_MD_CTX_new());
  Must(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()));
  Bytes signature(64);
  size_t size = signature.size();
  Must(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()));
  return signature;
}

Memo<bool>& Verdicts() {
  static thread_local Memo<bool> verdicts;
  return verdicts;
}

// OpenSSL makes the checks of CRY-24, CRY-25 and CRY-29; the rest is here.
bool Check(View public_key, View message, View signature) {
  if (!IsCanonical(public_key) || HasLowOrder(public_key)) return false;  // CRY-26, CRY-27
  if (HasLowOrder(signature.first(32))) return false;                     // CRY-28
  const Key key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, public_key.data(), public_key.size()));
  if (!key) return false;
  const DigestContext context(EVP_MD_CTX_new());
  Must(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()));
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1;
}

}  // namespace

std::string ToHex(View bytes) {
  std::string text;
  for (const uint8_t byte : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", byte);
    text += digits;
  }
  return text;
}

std::optional<Bytes> FromHex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = OPENSSL_hexchar2int(static_cast<unsigned char>(text[i]));
    const int low = OPENSSL_hexchar2int(static_cast<unsigned char>(text[i + 1]));
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<uint8_t>(high << 4 | low));
  }
  return bytes;
}

Bytes Blake2b512(View data) { return Digest(Blake2b512Md(), data); }

Bytes Blake2b128(View data) { return Blake2b(data, 16); }

// RFC 2104 written out, because implementations often get the block size wrong.
Bytes Hmac(View key, View data) {
  Bytes padded = key.size() > kBlockLen ? Blake2b512(key) : ToBytes(key);
  padded.resize(kBlockLen);
  Bytes inner = padded;
  Bytes outer = padded;
  for (uint8_t& byte : inner) byte ^= 0x36;
  for (uint8_t& byte : outer) byte ^= 0x5c;
  return Blake2b512(Join(outer, Blake2b512(Join(inner, data))));
}

std::pair<Bytes, Bytes> Hkdf(View chaining_key, View input_key_material) {
  static thread_local Memo<std::pair<Bytes, Bytes>> memo;
  return memo.Of({chaining_key, input_key_material}, [&] {
    const Bytes temp_key = Hmac(chaining_key, input_key_material);
    const Bytes output1 = Hmac(temp_key, Bytes{1});
    const Bytes output2 = Hmac(temp_key, Join(output1, Bytes{2}));
    return std::pair(output1, output2);
  });
}

Bytes Seal(View key, uint64_t n, View ad, View plaintext) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  int size = 0;
  Bytes out(plaintext.size() + kTagSize);
  Must(EVP_EncryptInit_ex(context.get(), ChaChaPoly(), nullptr, key.data(), NonceOf(n).data()));
  if (!ad.empty()) {
    Must(EVP_EncryptUpdate(context.get(), nullptr, &size, ad.data(), static_cast<int>(ad.size())));
  }
  if (!plaintext.empty()) {
    Must(EVP_EncryptUpdate(context.get(), out.data(), &size, plaintext.data(),
                           static_cast<int>(plaintext.size())));
  }
  Must(EVP_EncryptFinal_ex(context.get(), out.data() + plaintext.size(), &size));
  Must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize,
                           out.data() + plaintext.size()));
  return out;
}

std::optional<Bytes> Open(View key, uint64_t n, View ad, View ciphertext) {
  if (ciphertext.size() < kTagSize) return std::nullopt;
  const View body = ciphertext.first(ciphertext.size() - kTagSize);
  Bytes tag = ToBytes(ciphertext.last(kTagSize));
  const CipherContext context(EVP_CIPHER_CTX_new());
  int size = 0;
  Bytes out(body.size() + 1);  // never empty, for a valid pointer
  Must(EVP_DecryptInit_ex(context.get(), ChaChaPoly(), nullptr, key.data(), NonceOf(n).data()));
  Must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, tag.data()));
  if (!ad.empty()) {
    Must(EVP_DecryptUpdate(context.get(), nullptr, &size, ad.data(), static_cast<int>(ad.size())));
  }
  if (!body.empty()) {
    Must(EVP_DecryptUpdate(context.get(), out.data(), &size, body.data(),
                           static_cast<int>(body.size())));
  }
  if (EVP_DecryptFinal_ex(context.get(), out.data() + body.size(), &size) <= 0) {
    return std::nullopt;
  }
  out.pop_back();
  return out;
}

Bytes Rekey(View key) { return Slice(Seal(key, ~uint64_t{0}, {}, Bytes(32)), 0, 32); }

Bytes Scalar(Group group, View secret) {
  if (group == Group::k25519) return ToBytes(secret);
  static thread_local Memo<Bytes> memo;
  return memo.Of({secret}, [&] {
    Bytes scalar = Slice(Digest(Sha512Md(), secret), 0, 32);
    scalar.front() &= 0xf8;
    scalar.back() = static_cast<uint8_t>((scalar.back() & 0x7f) | 0x40);
    return scalar;
  });
}

Bytes PublicKey(Group group, View secret) {
  static thread_local Memo<Bytes> memo;
  return memo.Of({ByteOf(group), secret}, [&] { return DerivePublicKey(group, secret); });
}

Bytes MontgomeryOf(View public_key) {
  const Big p = P();
  const BigContext context(BN_CTX_new());
  const Big y = Little(WithoutSign(public_key));
  Big above(BN_new());
  Big below(BN_new());
  Must(BN_mod_add(above.get(), BN_value_one(), y.get(), p.get(), context.get()));
  Must(BN_mod_sub(below.get(), BN_value_one(), y.get(), p.get(), context.get()));
  Big u(BN_new());
  if (!BN_is_zero(below.get())) {  // CRY-12
    Must(BN_mod_inverse(below.get(), below.get(), p.get(), context.get()) != nullptr);
    Must(BN_mod_mul(u.get(), above.get(), below.get(), p.get(), context.get()));
  }
  Bytes out(32);
  Must(BN_bn2lebinpad(u.get(), out.data(), 32));
  return out;
}

std::optional<Bytes> Dh(Group group, View secret, View public_key) {
  static thread_local Memo<std::optional<Bytes>> memo;
  return memo.Of({ByteOf(group), secret, public_key},
                 [&] { return Derive(Scalar(group, secret), UOf(group, public_key)); });
}

Bytes Sign(View seed, View message) {
  static thread_local Memo<Bytes> memo;
  return memo.Of({seed, message}, [&] { return MakeSignature(seed, message); });
}

bool Verify(View public_key, View message, View signature) {
  return Verdicts().Of({public_key, message, signature},
                       [&] { return Check(public_key, message, signature); });
}

void LearnSignature(View public_key, View message, View signature) {
  Verdicts().Learn({public_key, message, signature}, true);
}

}  // namespace asmtp::model
