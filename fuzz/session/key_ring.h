// KeyRing: the numbered secrets of programs, in both suites, for core and for the model. They are a
// pure function of the number, computed once.
#ifndef ASMTP_FUZZ_SESSION_KEY_RING_H_
#define ASMTP_FUZZ_SESSION_KEY_RING_H_

#include "core/crypto/keys.h"
#include "fuzz/model/bytes.h"

namespace asmtp::fuzz {

// Who holds a secret.
enum class Holder : uint8_t { kInitiator, kResponder, kStranger };
inline constexpr size_t kHolderCount = 3;

struct StaticKey {
  StaticKeyPair pair;
  model::Bytes secret;
  model::Bytes public_key;
};

// Returns the static key of `holder` in one of four rings.
const StaticKey& StaticKeyOf(Suite suite, Holder holder, uint8_t ring);
// Returns the ephemeral secret of `holder` in a session with the number `keys`.
model::Bytes EphemeralSecretOf(Holder holder, uint8_t keys);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_KEY_RING_H_
