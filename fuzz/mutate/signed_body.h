// Bodies that end in a signature, whichever they are: the format table says by whose key.
//
//   SignAs<Gossip>(body)                 its key becomes one of the harness, and signs
//   SpoilSignatureOf<Gossip>(random, body)
#ifndef ASMTP_FUZZ_MUTATE_SIGNED_BODY_H_
#define ASMTP_FUZZ_MUTATE_SIGNED_BODY_H_

#include "core/testing/layout.h"
#include "core/testing/signing_key.h"
#include "fuzz/chain/signing.h"
#include "fuzz/mutate/weak_signature.h"

namespace asmtp::fuzz {

// Makes the key in the field `member` one of the harness: the same always for the same.
template <auto member>
const SigningKey& OwnKey(MutableByteView body) {
  const MutableByteView field = FieldIn<member>(body);
  const SigningKey& key = HarnessKeyFor(FixedView<kKeySize>(field.data()));
  CopyTo(key.public_key(), field);
  return key;
}

// Owns the key of a whole body, and signs every byte before the signature.
template <class View>
void SignAs(MutableByteView body) {
  const SigningKey& key = OwnKey<kFormat<View>.signer>(body);
  CopyTo(SignAndTell(key, body.first(body.size() - kSignatureSize)), body.last(kSignatureSize));
}

// Makes the signature of a whole body one that is none.
template <class View>
void SpoilSignatureOf(Random& random, MutableByteView body) {
  SpoilSignature(random, FieldIn<kFormat<View>.signer>(body), body.last(kSignatureSize));
}

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_SIGNED_BODY_H_
