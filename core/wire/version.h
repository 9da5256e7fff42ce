// The version byte that opens both handshake frames. It is outside the Noise transcript: nothing
// authenticates it.
#ifndef ASMTP_CORE_WIRE_VERSION_H_
#define ASMTP_CORE_WIRE_VERSION_H_

#include <cstddef>
#include <cstdint>

namespace asmtp {

inline constexpr size_t kProtocolVersionSize = 1;
inline constexpr uint8_t kVersion1 = 0x01;  // the only version in use

}  // namespace asmtp

#endif  // ASMTP_CORE_WIRE_VERSION_H_
