#include "conformance/deviant/loose_crypto.h"

#include <openssl/core_names.h>

#include <algorithm>
#include <stdexcept>

#include "core/crypto/aead.h"
#include "core/testing/openssl_pointers.h"

namespace asmtp::deviant {
namespace {

using openssl::CipherContext;
using openssl::DigestContext;
using openssl::MacAlgorithm;
using openssl::MacContext;

void Require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL rejected an operation of a deviation");
}

const EVP_MD* AlgorithmOf(HashKind hash) {
  switch (hash) {
    case HashKind::kBlake2b:
      return EVP_blake2b512();
    case HashKind::kBlake2s:
      return EVP_blake2s256();
    case HashKind::kSha512:
      return EVP_sha512();
    case HashKind::kSha256:
      return EVP_sha256();
  }
  return nullptr;
}

const EVP_CIPHER* AlgorithmOf(Cipher cipher) {
  return cipher == Cipher::kAesGcm ? EVP_aes_256_gcm() : EVP_chacha20_poly1305();
}

size_t BlockSize(HashKind hash) {
  return static_cast<size_t>(EVP_MD_get_block_size(AlgorithmOf(hash)));
}

Bytes Concatenate(ByteView first, std::initializer_list<ByteView> parts) {
  Bytes all(first.begin(), first.end());
  for (const ByteView part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

Bytes Hmac(HashKind hash, size_t block_size, ByteView key, std::initializer_list<ByteView> parts) {
  Bytes inner(block_size, 0x36);
  Bytes outer(block_size, 0x5c);
  for (size_t i = 0; i < key.size(); ++i) {
    inner.at(i) ^= key[i];
    outer.at(i) ^= key[i];
  }
  return Digest(hash, {outer, Digest(hash, {Concatenate(inner, parts)})});
}

Bytes KeyedBlake2b(ByteView key, ByteView data) {
  const MacAlgorithm algorithm(EVP_MAC_fetch(nullptr, "BLAKE2BMAC", nullptr));
  const MacContext context(EVP_MAC_CTX_new(algorithm.get()));
  Bytes out(64);
  size_t size = 0;
  Require(EVP_MAC_init(context.get(), key.data(), key.size(), nullptr) == 1);
  Require(EVP_MAC_update(context.get(), data.data(), data.size()) == 1);
  Require(EVP_MAC_final(context.get(), out.data(), &size, out.size()) == 1 && size == out.size());
  return out;
}

int Int(size_t size) { return static_cast<int>(size); }

}  // namespace

std::string_view NoiseName(HashKind hash) {
  switch (hash) {
    case HashKind::kBlake2b:
      return "BLAKE2b";
    case HashKind::kBlake2s:
      return "BLAKE2s";
    case HashKind::kSha512:
      return "SHA512";
    case HashKind::kSha256:
      return "SHA256";
  }
  return "?";
}

std::string_view NoiseName(Cipher cipher) {
  return cipher == Cipher::kAesGcm ? "AESGCM" : "ChaChaPoly";
}

size_t HashSize(HashKind hash) { return static_cast<size_t>(EVP_MD_get_size(AlgorithmOf(hash))); }

Bytes Digest(HashKind hash, std::initializer_list<ByteView> parts) {
  const DigestContext context(EVP_MD_CTX_new());
  Require(EVP_DigestInit_ex(context.get(), AlgorithmOf(hash), nullptr) == 1);
  for (const ByteView part : parts) {
    Require(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1);
  }
  Bytes out(HashSize(hash));
  Require(EVP_DigestFinal_ex(context.get(), out.data(), nullptr) == 1);
  return out;
}

Bytes Mac(MacKind mac, HashKind hash, ByteView key, std::initializer_list<ByteView> parts) {
  switch (mac) {
    case MacKind::kHmac:
      return Hmac(hash, BlockSize(hash), key, parts);
    case MacKind::kHmacBlock64:
      return Hmac(hash, 64, key, parts);
    case MacKind::kKeyedHash:
      return KeyedBlake2b(key, Concatenate({}, parts));
  }
  return {};
}

std::pair<Bytes, Bytes> Hkdf(MacKind mac, HashKind hash, ByteView key, ByteView material,
                             uint8_t first_count) {
  const auto second_count = static_cast<uint8_t>(first_count + 1);
  const Bytes temporary = Mac(mac, hash, key, {material});
  Bytes first = Mac(mac, hash, temporary, {ByteView(&first_count, 1)});
  Bytes second = Mac(mac, hash, temporary, {first, ByteView(&second_count, 1)});
  return {std::move(first), std::move(second)};
}

std::optional<Bytes> OpenAead(Cipher cipher, const Key32& key, const Nonce12& nonce, ByteView ad,
                              ByteView sealed) {
  if (sealed.size() < kTagSize) return std::nullopt;
  const ByteView body = sealed.first(sealed.size() - kTagSize);
  Bytes tag(sealed.end() - static_cast<ptrdiff_t>(kTagSize), sealed.end());
  const CipherContext context(EVP_CIPHER_CTX_new());
  Bytes out(body.size());
  int size = 0;
  Require(EVP_DecryptInit_ex(context.get(), AlgorithmOf(cipher), nullptr, key.data(),
                             nonce.data()) == 1);
  Require(EVP_DecryptUpdate(context.get(), nullptr, &size, ad.data(), Int(ad.size())) == 1);
  Require(EVP_DecryptUpdate(context.get(), out.data(), &size, body.data(), Int(body.size())) == 1);
  Require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, Int(tag.size()), tag.data()) ==
          1);
  uint8_t rest[kTagSize];
  if (EVP_DecryptFinal_ex(context.get(), rest, &size) != 1) return std::nullopt;
  return out;
}

Bytes SealAead(Cipher cipher, const Key32& key, const Nonce12& nonce, ByteView ad, ByteView plain) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  Bytes out(plain.size() + kTagSize);
  int size = 0;
  Require(EVP_EncryptInit_ex(context.get(), AlgorithmOf(cipher), nullptr, key.data(),
                             nonce.data()) == 1);
  Require(EVP_EncryptUpdate(context.get(), nullptr, &size, ad.data(), Int(ad.size())) == 1);
  Require(EVP_EncryptUpdate(context.get(), out.data(), &size, plain.data(), Int(plain.size())) ==
          1);
  Require(EVP_EncryptFinal_ex(context.get(), out.data() + plain.size(), &size) == 1);
  Require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, Int(kTagSize),
                              out.data() + plain.size()) == 1);
  return out;
}

Bytes ChaCha20(const Key32& key, uint32_t counter, const Nonce12& nonce, ByteView data) {
  ByteArray<16> iv{};
  for (size_t i = 0; i < 4; ++i) iv[i] = static_cast<uint8_t>(counter >> (8 * i) & 0xff);
  std::ranges::copy(nonce, iv.begin() + 4);
  const CipherContext context(EVP_CIPHER_CTX_new());
  Bytes out(data.size());
  int size = 0;
  Require(EVP_EncryptInit_ex(context.get(), EVP_chacha20(), nullptr, key.data(), iv.data()) == 1);
  Require(EVP_EncryptUpdate(context.get(), out.data(), &size, data.data(), Int(data.size())) == 1);
  return out;
}

}  // namespace asmtp::deviant
