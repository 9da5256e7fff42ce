// ExposeKey: the key of a cipher state, for tests and for the analysis of a peer's behaviour.
//
//   Fingerprint(ExposeKey(cipher))
#ifndef ASMTP_CORE_TESTING_EXPOSE_KEY_H_
#define ASMTP_CORE_TESTING_EXPOSE_KEY_H_

#include "core/noise/cipher_state.h"

namespace asmtp::noise {

// The friend of CipherState.
struct KeyExposer {
  static FixedView<kAeadKeySize> KeyOf(const CipherState& cipher) { return cipher.k_.Expose(); }
};

// Returns a view of k, which must not outlive `cipher`.
inline FixedView<kAeadKeySize> ExposeKey(const CipherState& cipher) {
  return KeyExposer::KeyOf(cipher);
}

}  // namespace asmtp::noise

#endif  // ASMTP_CORE_TESTING_EXPOSE_KEY_H_
