// A frame: a length and as many bytes of ciphertext.
//
//   | length, 2 or 4, big-endian | ciphertext: plaintext and tag 16, `length` bytes |
//
//   framing   length field   smallest length   largest length
//   u32       4              16                2^32 - 1 - 4
//   u16       2              16                2^16 - 1 - 2
//
// The length counts the ciphertext only, and nothing authenticates it. Both framings go under the
// same version byte; which one is in use has to be known beforehand.
#ifndef ASMTP_CORE_WIRE_FRAMING_H_
#define ASMTP_CORE_WIRE_FRAMING_H_

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/bytes/bytes.h"
#include "core/crypto/aead.h"

namespace asmtp {

enum class Framing : uint8_t {
  kU32,  // the default
  kU16,
};

inline constexpr Framing kFramings[] = {Framing::kU32, Framing::kU16};

// Returns "u32" or "u16".
constexpr std::string_view Name(Framing framing) {
  return framing == Framing::kU32 ? "u32" : "u16";
}

// Bytes of the length field.
constexpr size_t HeaderSize(Framing framing) { return framing == Framing::kU32 ? 4 : 2; }

// The smallest length: the tag of an empty plaintext.
inline constexpr uint32_t kFrameLengthMin = kTagSize;
// The largest length that a framing can carry.
constexpr uint32_t FrameLengthMax(Framing framing) {
  return framing == Framing::kU32 ? UINT32_MAX - 4 : UINT16_MAX - 2;
}
static_assert(FrameLengthMax(Framing::kU16) == 65533);
static_assert(FrameLengthMax(Framing::kU32) == 4294967291);

// What an endpoint accepts and sends unless it is told otherwise.
inline constexpr uint32_t kFrameLengthLimitDefault = 16 * 1024 * 1024;

// A framing together with the largest length that this endpoint accepts, which is its own choice.
class FrameFormat {
 public:
  // A limit outside of what the framing can carry is moved to the nearest end.
  explicit constexpr FrameFormat(Framing framing = Framing::kU32,
                                 uint32_t length_limit = kFrameLengthLimitDefault)
      : framing_(framing),
        length_limit_(std::clamp(length_limit, kFrameLengthMin, FrameLengthMax(framing))) {}

  constexpr Framing framing() const { return framing_; }
  // Bytes of the length field.
  constexpr size_t header_size() const { return HeaderSize(framing_); }
  // The largest length of a frame, in bytes of ciphertext.
  constexpr uint32_t length_limit() const { return length_limit_; }
  // The largest plaintext of a frame, in bytes.
  constexpr size_t plaintext_limit() const { return length_limit_ - kTagSize; }
  // Bytes on the wire of a frame with a plaintext of `size` bytes.
  constexpr size_t FrameSize(size_t size) const { return header_size() + size + kTagSize; }

 private:
  Framing framing_;
  uint32_t length_limit_;
};

// Writes the length field to the first header_size() bytes of `out`. `length` must fit the framing.
void WriteFrameHeader(Framing framing, uint32_t length, MutableByteView out);

// Returns the value of the length field at the front of `bytes`, or nothing where it is incomplete.
std::optional<uint32_t> ReadFrameHeader(Framing framing, ByteView bytes);

}  // namespace asmtp

#endif  // ASMTP_CORE_WIRE_FRAMING_H_
