#include "core/testing/sealed_secret.h"

#include <algorithm>
#include <string_view>

#include "core/crypto/aead.h"
#include "core/crypto/hash.h"
#include "core/crypto/keys.h"

namespace asmtp {
namespace {

constexpr std::string_view kName = "Noise_K_ed25519_ChaChaPoly_BLAKE2b";
constexpr std::string_view kNameWithPassphrase = "Noise_Kpsk0_ed25519_ChaChaPoly_BLAKE2b";

// A SymmetricState (Noise 5.2) that also has MixKeyAndHash, and seals once.
class Symmetric {
 public:
  explicit Symmetric(std::string_view name) {
    CopyTo(AsBytes(name), h_);
    ck_ = h_;
    MixHash({});  // the empty prologue
  }

  void MixHash(ByteView data) { h_ = Blake2b512({h_, data}); }

  void MixKey(ByteView input) { UseKey(NextOutputs(input).second); }

  void MixKeyAndHash(ByteView input) {
    const Outputs outputs = NextOutputs(input);
    MixHash(outputs.second);
    UseKey(outputs.third);
  }

  const AeadKey& key() const { return key_; }
  const Hash512& h() const { return h_; }

 private:
  struct Outputs {
    Hash512 second;
    Hash512 third;
  };

  // HKDF (Noise 4.3) with three outputs. The first becomes the chaining key.
  Outputs NextOutputs(ByteView input) {
    static constexpr std::array<uint8_t, 3> kCounters = {1, 2, 3};
    const auto counter = [](size_t i) { return ByteView(kCounters).subspan(i, 1); };
    Hash512 temporary;
    HmacBlake2b512(ck_, {input}, temporary);
    Outputs outputs;
    HmacBlake2b512(temporary, {counter(0)}, ck_);
    HmacBlake2b512(temporary, {ck_, counter(1)}, outputs.second);
    HmacBlake2b512(temporary, {outputs.second, counter(2)}, outputs.third);
    return outputs;
  }

  void UseKey(const Hash512& output) { CopyTo(ByteView(output).first(kAeadKeySize), key_.Fill()); }

  Hash512 h_{};
  Hash512 ck_{};
  AeadKey key_;
};

EphemeralKeyPair PairOf(FixedView<32> seed) {
  EphemeralSecret secret;
  CopyTo(seed, secret.Fill());
  return EphemeralKeyPair::FromSecret(Suite::kEd25519, secret);
}

// The state before the payload. Returns nothing if the DH result is zero.
std::optional<Symmetric> StateFor(FixedView<32> recipient, FixedView<32> e, const Scalar& own,
                                  FixedView<32> other, ByteView passphrase) {
  Symmetric symmetric(passphrase.empty() ? kName : kNameWithPassphrase);
  if (!passphrase.empty()) symmetric.MixKeyAndHash(passphrase);
  symmetric.MixHash(recipient);
  symmetric.MixHash(e);
  if (!passphrase.empty()) symmetric.MixKey(e);
  const auto shared = Dh(own, PreparePublic(Suite::kEd25519, other));
  if (!shared) return std::nullopt;
  symmetric.MixKey(shared->Expose());
  return symmetric;
}

}  // namespace

std::optional<SealedSecret> SealSecret(const SharedKeySecret& secret, FixedView<32> recipient,
                                       ByteView passphrase, FixedView<32> e) {
  const EphemeralKeyPair pair = PairOf(e);
  const ByteArray<32>& public_key = pair.public_key().bytes();
  const auto symmetric = StateFor(recipient, public_key, pair.scalar(), recipient, passphrase);
  if (!symmetric) return std::nullopt;
  SealedSecret sealed;
  CopyTo(public_key, MutableByteView(sealed));
  Seal(symmetric->key(), 0, symmetric->h(), secret, MutableByteView(sealed).subspan(32));
  return sealed;
}

std::optional<SharedKeySecret> OpenSecret(const SealedSecret& sealed,
                                          FixedView<32> recipient_secret, ByteView passphrase) {
  const EphemeralKeyPair pair = PairOf(recipient_secret);
  const FixedView<32> e(sealed.data());
  const auto symmetric = StateFor(pair.public_key().bytes(), e, pair.scalar(), e, passphrase);
  SharedKeySecret secret;
  if (!symmetric ||
      !Open(symmetric->key(), 0, symmetric->h(), ByteView(sealed).subspan(32), secret)) {
    return std::nullopt;
  }
  return secret;
}

}  // namespace asmtp
