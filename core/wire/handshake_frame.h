// The two handshake frames: the version byte and a message of the Noise pattern IK.
//
//   initialize, 97:  | version 1 | e 32 | s 32 | tag 16 | tag of the empty payload 16 |
//   response,   49:  | version 1 | e 32 | tag of the empty payload 16 |
//
//   if (!IsSupportedVersion(frame[0])) ...
//   ByteView noise_message = NoiseMessage(frame);          // what follows the version
//
// Neither has a length field: a receiver knows the size from its role.
#ifndef ASMTP_CORE_WIRE_HANDSHAKE_FRAME_H_
#define ASMTP_CORE_WIRE_HANDSHAKE_FRAME_H_

#include "core/bytes/bytes.h"
#include "core/crypto/aead.h"
#include "core/crypto/suite.h"

namespace asmtp {

// The version byte opens both frames. Nothing authenticates it: the Noise messages begin after it.
inline constexpr size_t kProtocolVersionSize = 1;
inline constexpr uint8_t kVersion1 = 0x01;  // the only version in use

inline constexpr size_t kInitializeFrameSize =
    kProtocolVersionSize + kPublicKeySize + (kPublicKeySize + kTagSize) + kTagSize;
inline constexpr size_t kResponseFrameSize = kProtocolVersionSize + kPublicKeySize + kTagSize;

static_assert(kInitializeFrameSize == 97);
static_assert(kResponseFrameSize == 49);

// Returns whether a handshake frame that begins with `version` is one of this protocol version.
constexpr bool IsSupportedVersion(uint8_t version) { return version == kVersion1; }

// Returns the Noise message of a handshake frame, which must not be empty.
inline ByteView NoiseMessage(ByteView frame) { return frame.subspan(kProtocolVersionSize); }
inline MutableByteView NoiseMessage(MutableByteView frame) {
  return frame.subspan(kProtocolVersionSize);
}

}  // namespace asmtp

#endif  // ASMTP_CORE_WIRE_HANDSHAKE_FRAME_H_
