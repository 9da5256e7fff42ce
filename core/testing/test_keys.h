// Key pairs for tests. The secret is one repeated byte, so a test identifies a key by a number.
//
//   StaticKeyPair s = TestStatic(Suite::kEd25519, 1);
#ifndef ASMTP_CORE_TESTING_TEST_KEYS_H_
#define ASMTP_CORE_TESTING_TEST_KEYS_H_

#include "core/crypto/keys.h"

namespace asmtp {

// Returns the static key pair whose secret is the byte `name`, 32 times.
inline StaticKeyPair TestStatic(Suite suite, uint8_t name) {
  ByteArray<kSecretKeySize> secret;
  secret.fill(name);
  return StaticKeyPair::FromSecret(suite, StaticSecret(secret));
}

// Returns the ephemeral key pair whose secret is the byte `name`, 32 times.
inline EphemeralKeyPair TestEphemeral(Suite suite, uint8_t name) {
  ByteArray<kSecretKeySize> secret;
  secret.fill(name);
  return EphemeralKeyPair::FromSecret(suite, EphemeralSecret(secret));
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_TEST_KEYS_H_
