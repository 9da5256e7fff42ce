#include "conformance/deviant/loose_symmetric.h"

#include <algorithm>
#include <utility>

#include "core/crypto/aead.h"

namespace asmtp::deviant {
namespace {

// The chaining key, then the key.
std::pair<Bytes, Bytes> HkdfIn(const Crypto& crypto, ByteView ck, ByteView material) {
  auto outputs = Hkdf(crypto.mac, crypto.hash, ck, material, crypto.hkdf_counts_from_zero ? 0 : 1);
  if (crypto.hkdf_outputs_swapped) std::swap(outputs.first, outputs.second);
  return outputs;
}

Key32 KeyOf(const Crypto& crypto, const Bytes& output) {
  const bool second_half = crypto.key_from_second_half && output.size() == 64;
  Key32 key;
  std::ranges::copy_n(output.begin() + (second_half ? 32 : 0), 32, key.begin());
  return key;
}

}  // namespace

Nonce12 NonceIn(NonceForm form, uint64_t n) {
  Nonce12 nonce{};
  const size_t begin = form == NonceForm::kAtFront ? 0 : 4;
  for (size_t i = 0; i < 8; ++i) {
    const size_t shift = form == NonceForm::kBigEndian ? 7 - i : i;
    nonce[begin + i] = static_cast<uint8_t>(n >> (8 * shift) & 0xff);
  }
  return nonce;
}

void LooseSymmetric::Initialize(std::string_view protocol_name, const Deviation& deviation) {
  const HashKind hash = deviation.crypto.hash;
  const ByteView name = AsBytes(protocol_name);
  if (name.size() > HashSize(hash) || deviation.handshake.name_hashed) {
    h_ = Digest(hash, {name});
  } else {
    h_.assign(name.begin(), name.end());
    h_.resize(HashSize(hash));
  }
  ck_ = h_;
}

void LooseSymmetric::MixHash(std::initializer_list<ByteView> parts, const Deviation& deviation) {
  Bytes data = h_;
  for (const ByteView part : parts) data.insert(data.end(), part.begin(), part.end());
  h_ = Digest(deviation.crypto.hash, {data});
}

void LooseSymmetric::MixKey(ByteView material, const Deviation& deviation) {
  auto [ck, output] = HkdfIn(deviation.crypto, ck_, material);
  ck_ = std::move(ck);
  k_ = KeyOf(deviation.crypto, output);
  if (!deviation.handshake.nonce_kept) n_ = 0;
}

Bytes LooseSymmetric::EncryptAndHash(ByteView plaintext, const Deviation& deviation) {
  const Nonce12 nonce = NonceIn(deviation.handshake.nonce_form, n_);
  const ByteView ad = deviation.handshake.ad_empty ? ByteView() : ByteView(h_);
  Bytes sealed = SealAead(deviation.crypto.cipher, k_, nonce, ad, plaintext);
  if (deviation.handshake.tag_first) std::ranges::rotate(sealed, sealed.end() - kTagSize);
  HashSealed(sealed, plaintext, deviation);
  return sealed;
}

std::optional<Bytes> LooseSymmetric::DecryptAndHash(ByteView sealed, const Deviation& deviation) {
  auto opened = Open(sealed, deviation);
  HashSealed(sealed, opened ? ByteView(*opened) : ByteView(), deviation);
  return opened;
}

std::optional<Bytes> LooseSymmetric::Open(ByteView sealed, const Deviation& deviation) const {
  if (sealed.size() < kTagSize) return std::nullopt;
  Bytes ordered(sealed.begin(), sealed.end());
  if (deviation.handshake.tag_first) std::ranges::rotate(ordered, ordered.begin() + kTagSize);
  const Nonce12 nonce = NonceIn(deviation.handshake.nonce_form, n_);
  const ByteView ad = deviation.handshake.ad_empty ? ByteView() : ByteView(h_);
  return OpenAead(deviation.crypto.cipher, k_, nonce, ad, ordered);
}

void LooseSymmetric::HashSealed(ByteView sealed, ByteView plaintext, const Deviation& deviation) {
  using Hashed = Handshake::Hashed;
  ++n_;
  if (deviation.handshake.hashed == Hashed::kCiphertext) MixHash({sealed}, deviation);
  if (deviation.handshake.hashed == Hashed::kPlaintext) MixHash({plaintext}, deviation);
}

LooseSplit LooseSymmetric::Split(const Deviation& deviation) const {
  const auto [first, second] = HkdfIn(deviation.crypto, ck_, {});
  return {.initiator = KeyOf(deviation.crypto, first),
          .responder = KeyOf(deviation.crypto, second),
          .ck = ck_,
          .session_id = h_};
}

}  // namespace asmtp::deviant
