// Vectors of the sealed secrets in a SetSharedKey.
//
//   "recipient_secret"   the seed of the recipient's master key, and "recipient", its public key
//   "passphrase"         32 bytes, or none
//   "sealed"             80 bytes
//   "secret"             what they hold; absent if they must not open
//   "ephemeral_secret"   the seed of the ephemeral key, with which they were sealed
#ifndef ASMTP_CONFORMANCE_VECTORS_SEALED_SECRET_VECTORS_H_
#define ASMTP_CONFORMANCE_VECTORS_SEALED_SECRET_VECTORS_H_

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

// Opens, and seals again.
Verdict CheckSealedSecretVector(FieldReader fields);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_SEALED_SECRET_VECTORS_H_
