// SealedSecret: seals the secret of a shared key for one recipient, and opens it, as Appendix E of
// SPEC.md describes. A library has no use for it, so it stands here.
//
//   const auto sealed = SealSecret(secret, recipient, passphrase, e);
//   const auto opened = OpenSecret(*sealed, recipient_secret, passphrase);     // == secret
#ifndef ASMTP_CORE_TESTING_SEALED_SECRET_H_
#define ASMTP_CORE_TESTING_SEALED_SECRET_H_

#include <optional>

#include "core/message/message.h"

namespace asmtp {

using SealedSecret = ByteArray<kSealedSecretSize>;
// The X25519 secret of a shared key.
using SharedKeySecret = ByteArray<32>;

// Seals `secret` for the master key `recipient`, an Ed25519 public key. `passphrase` has 32 bytes, or
// none. `e` is the Ed25519 seed of the ephemeral key, to be used once. Returns nothing if the
// recipient's key has low order.
std::optional<SealedSecret> SealSecret(const SharedKeySecret& secret, FixedView<32> recipient,
                                       ByteView passphrase, FixedView<32> e);

// Opens with the seed of the recipient's master key. Returns nothing if the tag does not verify.
std::optional<SharedKeySecret> OpenSecret(const SealedSecret& sealed,
                                          FixedView<32> recipient_secret, ByteView passphrase);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_SEALED_SECRET_H_
