// The named lengths that every message is a sum of, in bytes.
//
//   GetPassport   kTypeSize + kPassportIdSize
#ifndef ASMTP_CORE_MESSAGE_SIZES_H_
#define ASMTP_CORE_MESSAGE_SIZES_H_

#include "core/crypto/hash.h"
#include "core/crypto/signature.h"

namespace asmtp {

inline constexpr size_t kTypeSize = 1;       // of a message
inline constexpr size_t kEntryTypeSize = 2;  // of a passport entry
inline constexpr size_t kTopicSize = 32;     // opaque
inline constexpr size_t kTimeSize = 4;       // seconds since kTimeEpoch
inline constexpr size_t kKeySize = kVerifyKeySize;
inline constexpr size_t kPassportIdSize = kHash128Size;

// A plaintext below this is a frame and not a message.
inline constexpr size_t kSmallestMessageSize = kTypeSize + kPassportIdSize;
static_assert(kSmallestMessageSize == 17);

// The origin of every time in ASMTP, 2020-01-01T00:00:00Z, in seconds of Unix time.
inline constexpr uint64_t kTimeEpoch = 1'577'836'800;

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_SIZES_H_
