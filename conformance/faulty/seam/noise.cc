#include "conformance/faulty/seam/noise.h"

#include <algorithm>

namespace asmtp::faulty {
namespace {

// HMAC of RFC 2104 over BLAKE2b-512 with a block of `block_size`, 64 or more.
Hash512 Hmac(const Hash512& key, ByteView data, size_t block_size) {
  Bytes inner(block_size, 0x36);
  Bytes outer(block_size, 0x5c);
  for (size_t i = 0; i < key.size(); ++i) {
    inner[i] ^= key[i];
    outer[i] ^= key[i];
  }
  return Blake2b512({outer, Blake2b512({inner, data})});
}

// Noise 4.3, with two outputs.
std::pair<Hash512, Hash512> Hkdf(const Hash512& ck, ByteView secret, const CryptoWrong& wrong) {
  const Hash512 key = Hmac(ck, secret, wrong.hmac_block);
  const uint8_t count = wrong.hkdf_counts_from_zero ? 0 : 1;
  const Hash512 first = Hmac(key, Bytes{count}, wrong.hmac_block);
  Bytes more(first.begin(), first.end());
  more.push_back(static_cast<uint8_t>(count + 1));
  const Hash512 second = Hmac(key, more, wrong.hmac_block);
  return wrong.hkdf_outputs_swapped ? std::pair(second, first) : std::pair(first, second);
}

}  // namespace

Cipher Cipher::Clone() const {
  Cipher copy;
  copy.key_ = key_.Clone();
  copy.n_ = n_;
  copy.wrong_ = wrong_;
  return copy;
}

uint64_t Cipher::Nonce() const { return wrong_->nonce_big_endian ? __builtin_bswap64(n_) : n_; }

Bytes Cipher::Encrypt(ByteView ad, ByteView plaintext) const {
  Bytes out(plaintext.size() + kTagSize);
  Seal(key_, Nonce(), ad, plaintext, out);
  return out;
}

std::optional<Bytes> Cipher::Decrypt(ByteView ad, ByteView ciphertext, Tag tag) const {
  if (ciphertext.size() < kTagSize) return std::nullopt;
  if (tag == Tag::kChecked) {
    Bytes out(ciphertext.size() - kTagSize);
    if (!Open(key_, Nonce(), ad, ciphertext, out)) return std::nullopt;
    return out;
  }
  Bytes plaintext = AddKeystream(ciphertext.first(ciphertext.size() - kTagSize));
  const Bytes honest = Encrypt(ad, plaintext);
  const size_t compared = tag == Tag::kFirst15 ? ciphertext.size() - 1 : 0;
  if (!std::ranges::equal(ByteView(honest).first(compared), ciphertext.first(compared))) {
    return std::nullopt;
  }
  return plaintext;
}

// The keystream is what zeros are sealed to.
Bytes Cipher::AddKeystream(ByteView text) const {
  Bytes stream = Encrypt({}, Bytes(text.size()));
  stream.resize(text.size());
  for (size_t i = 0; i < text.size(); ++i) stream[i] ^= text[i];
  return stream;
}

Symmetric::Symmetric(std::string_view protocol_name, const CryptoWrong& wrong) : wrong_(&wrong) {
  if (wrong.protocol_name_hashed || protocol_name.size() > h_.size()) {
    h_ = Blake2b512({AsBytes(protocol_name)});
  } else {
    CopyTo(AsBytes(protocol_name), h_);
  }
  ck_ = h_;
}

AeadKey Symmetric::KeyOf(const Hash512& output) const {
  const size_t skipped = wrong_->key_is_end_of_output ? output.size() - kAeadKeySize : 0;
  return AeadKey(FixedView<kAeadKeySize>(output.data() + skipped));
}

void Symmetric::MixKey(ByteView secret) {
  const auto [ck, key] = Hkdf(ck_, secret, *wrong_);
  ck_ = ck;
  cipher_ = Cipher(KeyOf(key), *wrong_);
}

Bytes Symmetric::EncryptAndHash(ByteView plaintext) {
  Bytes sealed = cipher_.Encrypt(Ad(), plaintext);
  cipher_.set_n(cipher_.n() + 1);
  MixHash(sealed);
  return sealed;
}

std::optional<Bytes> Symmetric::DecryptAndHash(ByteView ciphertext) {
  auto opened = cipher_.Decrypt(Ad(), ciphertext);
  cipher_.set_n(cipher_.n() + 1);
  MixHash(ciphertext);
  return opened;
}

std::pair<Cipher, Cipher> Symmetric::Split() const {
  const auto [first, second] = Hkdf(ck_, {}, *wrong_);
  return {Cipher(KeyOf(first), *wrong_), Cipher(KeyOf(second), *wrong_)};
}

}  // namespace asmtp::faulty
