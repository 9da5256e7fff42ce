// The intended differences between this project and the reference: the items of SPEC.md, section
// 14. Each has a predicate on the input, so no other disagreement is mistaken for one of them.
//
//   if (const Difference* difference = MessageAcceptedByReferenceOnly(bytes, error)) ...
#ifndef ASMTP_CONFORMANCE_VECTORS_DIFFERENCE_H_
#define ASMTP_CONFORMANCE_VECTORS_DIFFERENCE_H_

#include "conformance/vectors/verdict.h"
#include "core/message/ledger.h"

namespace asmtp::vectors {

inline constexpr Difference kTrailingAfterTopic = {"DIF-1", "trailing-after-topic"};
inline constexpr Difference kWeakSignatureKeys = {"DIF-2", "weak-signature-keys"};
inline constexpr Difference kZeroSharedSecret = {"DIF-3", "zero-shared-secret"};
inline constexpr Difference kAbortOnInput = {"DIF-4", "abort-on-input"};
inline constexpr Difference kFirstBlockWithoutAuthor = {"DIF-5", "first-block-without-author"};
inline constexpr Difference kFirstBlockWithPrevious = {"DIF-6", "first-block-with-previous"};
inline constexpr Difference kAliasBytes = {"DIF-7", "alias-bytes"};
inline constexpr Difference kSecondFormOfS = {"DIF-8", "second-form-of-s"};

// Return the difference that makes the reference accept a message, or blocks, that we reject with
// `error`; null if none is listed.
const Difference* MessageAcceptedByReferenceOnly(ByteView message, const DecodeError& error);
const Difference* BlocksAcceptedByReferenceOnly(ByteView blocks, const DecodeError& error);
const Difference* PassportAcceptedByReferenceOnly(LedgerError error);

// Returns the difference that makes the reference reject a passport that we accept; null if none is
// listed.
const Difference* PassportRejectedByReferenceOnly(const Ledger& ledger);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_DIFFERENCE_H_
