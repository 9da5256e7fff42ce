#include "core/testing/second_opinion.h"

#include <openssl/hmac.h>

#include <cstdio>
#include <cstdlib>

#include "core/testing/openssl_pointers.h"

namespace asmtp::second_opinion {
namespace {

using openssl::CipherContext;
using openssl::DigestContext;
using openssl::Key;
using openssl::KeyContext;
using openssl::Number;
using openssl::NumberContext;

void Require(bool done) {
  if (done) return;
  std::fputs("an OpenSSL call of a test failed\n", stderr);
  std::abort();
}

ByteArray<32> RawPublic(int type, FixedView<32> secret) {
  const Key key(EVP_PKEY_new_raw_private_key(type, nullptr, secret.data(), 32));
  ByteArray<32> out;
  size_t size = out.size();
  Require(EVP_PKEY_get_raw_public_key(key.get(), out.data(), &size) == 1);
  return out;
}

}  // namespace

std::vector<uint8_t> Seal(const ByteArray<32>& key, const ByteArray<12>& nonce, ByteView ad,
                          ByteView plaintext) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  std::vector<uint8_t> out(plaintext.size() + 16);
  int size = 0;
  Require(EVP_EncryptInit_ex(context.get(), EVP_chacha20_poly1305(), nullptr, key.data(),
                             nonce.data()) == 1);
  Require(EVP_EncryptUpdate(context.get(), nullptr, &size, ad.data(),
                            static_cast<int>(ad.size())) == 1);
  Require(EVP_EncryptUpdate(context.get(), out.data(), &size, plaintext.data(),
                            static_cast<int>(plaintext.size())) == 1);
  Require(EVP_EncryptFinal_ex(context.get(), out.data() + plaintext.size(), &size) == 1);
  Require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, 16,
                              out.data() + plaintext.size()) == 1);
  return out;
}

std::vector<uint8_t> Hmac(ByteView key, ByteView data) {
  std::vector<uint8_t> out(64);
  unsigned size = 0;
  Require(HMAC(EVP_blake2b512(), key.data(), static_cast<int>(key.size()), data.data(), data.size(),
               out.data(), &size) != nullptr);
  Require(size == out.size());
  return out;
}

std::optional<ByteArray<32>> X25519(FixedView<32> scalar, FixedView<32> u) {
  const Key mine(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, scalar.data(), 32));
  const Key theirs(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, u.data(), 32));
  const KeyContext context(EVP_PKEY_CTX_new(mine.get(), nullptr));
  ByteArray<32> out;
  size_t size = out.size();
  Require(EVP_PKEY_derive_init(context.get()) == 1);
  Require(EVP_PKEY_derive_set_peer(context.get(), theirs.get()) == 1);
  if (EVP_PKEY_derive(context.get(), out.data(), &size) != 1) return std::nullopt;
  return out;
}

ByteArray<32> X25519Public(FixedView<32> scalar) { return RawPublic(EVP_PKEY_X25519, scalar); }

ByteArray<32> Ed25519Public(FixedView<32> seed) { return RawPublic(EVP_PKEY_ED25519, seed); }

bool VerifyEd25519(FixedView<32> key, ByteView message, FixedView<64> signature) {
  const Key pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), 32));
  const DigestContext context(EVP_MD_CTX_new());
  Require(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) == 1);
  return EVP_DigestVerify(context.get(), signature.data(), 64, message.data(), message.size()) == 1;
}

ByteArray<32> MontgomeryU(FixedView<32> key) {
  ByteArray<32> y_bytes = key.Copy();
  y_bytes[31] &= 0x7f;
  const NumberContext context(BN_CTX_new());
  const Number y(BN_lebin2bn(y_bytes.data(), 32, nullptr));
  const Number p(BN_new());
  const Number above(BN_new());
  const Number below(BN_new());
  const Number u(BN_new());
  Require(BN_set_bit(p.get(), 255) == 1 && BN_sub_word(p.get(), 19) == 1);
  Require(BN_mod_add(above.get(), BN_value_one(), y.get(), p.get(), context.get()) == 1);
  Require(BN_mod_sub(below.get(), BN_value_one(), y.get(), p.get(), context.get()) == 1);
  ByteArray<32> out{};
  if (BN_is_zero(below.get())) return out;
  Require(BN_mod_inverse(below.get(), below.get(), p.get(), context.get()) != nullptr);
  Require(BN_mod_mul(u.get(), above.get(), below.get(), p.get(), context.get()) == 1);
  Require(BN_bn2lebinpad(u.get(), out.data(), 32) == 32);
  return out;
}

}  // namespace asmtp::second_opinion
