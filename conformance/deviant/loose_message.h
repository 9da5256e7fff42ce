// IsMessageBut: a decoder that lets single checks pass, chosen by what they check and where.
//
//   const auto ignores = [](const Lapse& lapse) {
//     return lapse.kind == Lapse::Kind::kHeaderSignature && lapse.block != 0;
//   };
//   if (IsMessageBut(plaintext, ignores)) ...      only the first header's signature counts
//
// The other checks are those of core.
#ifndef ASMTP_CONFORMANCE_DEVIANT_LOOSE_MESSAGE_H_
#define ASMTP_CONFORMANCE_DEVIANT_LOOSE_MESSAGE_H_

#include "core/message/message.h"

namespace asmtp::deviant {

// A check that a plaintext does not pass, and its place.
struct Lapse {
  using Kind = DecodeError::Kind;
  Kind kind;
  size_t block = 0;         // index in the message
  size_t blocks = 0;        // their number
  size_t registration = 0;  // index in the block
  size_t registrations = 0;
  bool signer_before = false;  // the key has made an earlier signature of its kind in the message
};

// Whether `plaintext` is a message apart from the lapses that `ignores` lets pass: of signatures, of
// content hashes, and of the times of a registration.
bool IsMessageBut(ByteView plaintext, bool (*ignores)(const Lapse&));

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_LOOSE_MESSAGE_H_
