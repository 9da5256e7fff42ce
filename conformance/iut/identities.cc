#include "conformance/iut/identities.h"

#include "core/crypto/secret.h"

namespace asmtp::conformance {

SecretText Identities::Next() {
  SecretText secret;
  if (given_.empty()) {
    FillRandom(secret.bytes);
  } else {
    secret.bytes = given_[next_++ % given_.size()];
  }
  return secret;
}

}  // namespace asmtp::conformance
