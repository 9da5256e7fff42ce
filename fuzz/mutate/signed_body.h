// Signed bodies: any body that ends in a signature. The format table names the signing key.
//
//   SignAs<Gossip>(body)                 replaces its key by a harness key, and signs
//   SpoilSignatureOf<Gossip>(random, body)
#ifndef ASMTP_FUZZ_MUTATE_SIGNED_BODY_H_
#define ASMTP_FUZZ_MUTATE_SIGNED_BODY_H_

#include "core/testing/layout.h"
#include "core/testing/signing_key.h"
#include "fuzz/chain/signing.h"
#include "fuzz/mutate/weak_signature.h"

namespace asmtp::fuzz {

// Replaces the key in the field `member` by a harness key, consistently.
template <auto member>
const SigningKey& OwnKey(MutableByteView body) {
  const MutableByteView field = FieldIn<member>(body);
  const SigningKey& key = HarnessKeyFor(FixedView<kKeySize>(field.data()));
  CopyTo(key.public_key(), field);
  return key;
}

// Replaces the key of a complete body by a harness key, and signs every byte before the signature.
template <class View>
void SignAs(MutableByteView body) {
  const SigningKey& key = OwnKey<kFormat<View>.signer>(body);
  CopyTo(SignAndTell(key, body.first(body.size() - kSignatureSize)), body.last(kSignatureSize));
}

// Invalidates the signature of a complete body.
template <class View>
void SpoilSignatureOf(Random& random, MutableByteView body) {
  SpoilSignature(random, FieldIn<kFormat<View>.signer>(body), body.last(kSignatureSize));
}

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_SIGNED_BODY_H_
