#include "core/crypto/signature.h"

#include <sodium.h>

namespace asmtp {

bool VerifySignature(FixedView<kVerifyKeySize> key, ByteView message,
                     FixedView<kSignatureSize> signature) {
  return crypto_sign_ed25519_verify_detached(signature.data(), message.data(), message.size(),
                                             key.data()) == 0;
}

}  // namespace asmtp
