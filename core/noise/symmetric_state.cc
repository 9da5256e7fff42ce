#include "core/noise/symmetric_state.h"

namespace asmtp::noise {
namespace {

// Returns the first 32 of HASHLEN bytes as a key (Noise 5.2, MixKey and Split).
AeadKey TruncateToKey(const Secret<kHash512Size>& output) {
  return AeadKey(FixedView<kAeadKeySize>(output.Expose().data()));
}

}  // namespace

SymmetricState::SymmetricState(std::string_view protocol_name) {
  // A name of at most HASHLEN bytes is padded with zeros; a longer name is hashed.
  if (protocol_name.size() <= h_.size()) {
    CopyTo(AsBytes(protocol_name), h_);
  } else {
    h_ = Blake2b512({AsBytes(protocol_name)});
  }
  ck_ = Secret<kHash512Size>(FixedView<kHash512Size>(h_));
}

void SymmetricState::MixKey(ByteView input_key_material) {
  HkdfOutput output = Hkdf(ck_.Expose(), input_key_material);
  ck_ = std::move(output.first);
  cipher_.InitializeKey(TruncateToKey(output.second));
}

void SymmetricState::MixHash(ByteView data) { h_ = Blake2b512({h_, data}); }

std::expected<void, Error> SymmetricState::EncryptAndHash(ByteView plaintext, MutableByteView out) {
  if (auto done = cipher_.EncryptWithAd(h_, plaintext, out); !done) return done;
  MixHash(out);
  return {};
}

std::expected<void, Error> SymmetricState::DecryptAndHash(ByteView ciphertext,
                                                          MutableByteView out) {
  // `out` may overwrite `ciphertext`, so it is hashed first. The hash is kept only on success.
  const Hash512 next_h = Blake2b512({h_, ciphertext});
  if (auto done = cipher_.DecryptWithAd(h_, ciphertext, out); !done) return done;
  h_ = next_h;
  return {};
}

std::pair<CipherState, CipherState> SymmetricState::Split() const {
  const HkdfOutput output = Hkdf(ck_.Expose(), {});
  std::pair<CipherState, CipherState> ciphers;
  ciphers.first.InitializeKey(TruncateToKey(output.first));
  ciphers.second.InitializeKey(TruncateToKey(output.second));
  return ciphers;
}

SymmetricState SymmetricState::Clone() const {
  SymmetricState copy;
  copy.h_ = h_;
  copy.ck_ = ck_.Clone();
  copy.cipher_ = cipher_.Clone();
  return copy;
}

}  // namespace asmtp::noise
