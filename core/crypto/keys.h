// The keys of a session. Each kind has its own type: static or ephemeral, public or secret.
//
//   StaticKeyPair s = StaticKeyPair::FromSecret(Suite::kEd25519, StaticSecret(seed));
//   EphemeralKeyPair e = EphemeralKeyPair::Generate(Suite::kEd25519);
//
// The types prevent passing `rs` for `re`, or a secret for a public key.
#ifndef ASMTP_CORE_CRYPTO_KEYS_H_
#define ASMTP_CORE_CRYPTO_KEYS_H_

#include <compare>

#include "core/bytes/bytes.h"
#include "core/crypto/secret.h"
#include "core/crypto/suite.h"

namespace asmtp {

struct StaticTag;
struct EphemeralTag;

// A public key as sent: any 32 bytes. Compared byte by byte.
template <class Tag>
class PublicKey {
 public:
  // All zero, which is not a usable key in either suite.
  PublicKey() = default;
  explicit PublicKey(FixedView<kPublicKeySize> bytes) : bytes_(bytes.Copy()) {}

  const ByteArray<kPublicKeySize>& bytes() const { return bytes_; }
  friend auto operator<=>(const PublicKey&, const PublicKey&) = default;

 private:
  ByteArray<kPublicKeySize> bytes_{};
};

using StaticPublic = PublicKey<StaticTag>;
using EphemeralPublic = PublicKey<EphemeralTag>;

// A secret key as stored: an Ed25519 seed or an X25519 scalar, depending on the suite.
using StaticSecret = Secret<kSecretKeySize, StaticTag>;
using EphemeralSecret = Secret<kSecretKeySize, EphemeralTag>;

// A key pair prepared for use. The X25519 scalar is derived once instead of in every handshake.
template <class Tag>
class KeyPair {
 public:
  // Every 32-byte string is a valid secret in both suites.
  static KeyPair FromSecret(Suite suite, const Secret<kSecretKeySize, Tag>& secret) {
    KeyPair pair(suite);
    ByteArray<kPublicKeySize> public_key;
    DeriveKeys(suite, secret.Expose(), public_key, pair.scalar_.Fill());
    pair.public_key_ = PublicKey<Tag>(FixedView<kPublicKeySize>(public_key));
    return pair;
  }

  // Returns a new pair from the operating system's random number generator.
  static KeyPair Generate(Suite suite) {
    Secret<kSecretKeySize, Tag> secret;
    FillRandom(secret.Fill());
    return FromSecret(suite, secret);
  }

  Suite suite() const { return suite_; }
  const PublicKey<Tag>& public_key() const { return public_key_; }
  const Scalar& scalar() const { return scalar_; }

  // Overwrites the scalar with zeros. The public key stays.
  void Clear() { scalar_.Clear(); }

  // Returns a copy of the pair.
  KeyPair Clone() const {
    KeyPair pair(suite_);
    pair.public_key_ = public_key_;
    pair.scalar_ = scalar_.Clone();
    return pair;
  }

 private:
  explicit KeyPair(Suite suite) : suite_(suite) {}

  Suite suite_;
  PublicKey<Tag> public_key_;
  Scalar scalar_;
};

using StaticKeyPair = KeyPair<StaticTag>;
using EphemeralKeyPair = KeyPair<EphemeralTag>;

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_KEYS_H_
