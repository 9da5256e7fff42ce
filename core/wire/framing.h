// The bytes on the wire: two handshake frames, then frames with ciphertext.
//
//   initialize, 97:  | version 1 | e 32 | s 32 | tag 16 | tag of the empty payload 16 |
//   response,   49:  | version 1 | e 32 | tag of the empty payload 16 |
//   frame:           | length, 2 or 4, big-endian | ciphertext: plaintext and tag 16, `length` bytes |
//
// A message of the Noise pattern IK follows the version. A handshake frame has no length field: the
// receiver knows the size from its role.
//
//   framing   length field   smallest length   largest length
//   u32       4              16                2^32 - 1 - 4
//   u16       2              16                2^16 - 1 - 2
//
// The length counts only the ciphertext and is not authenticated. Both framings have the same
// version byte, so both sides must know in advance which one is used.
//
//   buffer.Commit(socket.read(buffer.Prepare()));
//   while (auto frame = TakeFrame(format, buffer)) {    // an error ends the loop
//     if (!*frame) break;                               // more bytes are needed
//     Open(**frame, ...);                               // the ciphertext, without its length
//   }
#ifndef ASMTP_CORE_WIRE_FRAMING_H_
#define ASMTP_CORE_WIRE_FRAMING_H_

#include <algorithm>
#include <expected>
#include <optional>
#include <string_view>

#include "core/crypto/aead.h"
#include "core/crypto/suite.h"
#include "core/wire/receive_buffer.h"

namespace asmtp {

// The version byte is the first byte of both handshake frames. It precedes the Noise messages and
// is not authenticated.
inline constexpr size_t kProtocolVersionSize = 1;
inline constexpr uint8_t kVersion1 = 0x01;  // the only version in use

inline constexpr size_t kInitializeFrameSize =
    kProtocolVersionSize + kPublicKeySize + (kPublicKeySize + kTagSize) + kTagSize;
inline constexpr size_t kResponseFrameSize = kProtocolVersionSize + kPublicKeySize + kTagSize;

static_assert(kInitializeFrameSize == 97);
static_assert(kResponseFrameSize == 49);

enum class Framing : uint8_t {
  kU32,  // the default
  kU16,
};

inline constexpr Framing kFramings[] = {Framing::kU32, Framing::kU16};

// Returns "u32" or "u16".
constexpr std::string_view Name(Framing framing) {
  return framing == Framing::kU32 ? "u32" : "u16";
}

// Returns the size of the length field in bytes.
constexpr size_t HeaderSize(Framing framing) { return framing == Framing::kU32 ? 4 : 2; }

// The smallest length: the tag of an empty plaintext.
inline constexpr uint32_t kFrameLengthMin = kTagSize;
// Returns the largest length that a framing can carry.
constexpr uint32_t FrameLengthMax(Framing framing) {
  return framing == Framing::kU32 ? UINT32_MAX - 4 : UINT16_MAX - 2;
}
static_assert(FrameLengthMax(Framing::kU16) == 65533);
static_assert(FrameLengthMax(Framing::kU32) == 4294967291);

// The default of the largest length that an endpoint accepts and sends.
inline constexpr uint32_t kFrameLengthLimitDefault = 16 * 1024 * 1024;

// A framing, and the largest length that this endpoint accepts, which each endpoint chooses itself.
class FrameFormat {
 public:
  // Clamps the limit to the range of the framing.
  explicit constexpr FrameFormat(Framing framing = Framing::kU32,
                                 uint32_t length_limit = kFrameLengthLimitDefault)
      : framing_(framing),
        length_limit_(std::clamp(length_limit, kFrameLengthMin, FrameLengthMax(framing))) {}

  constexpr Framing framing() const { return framing_; }
  // The size of the length field in bytes.
  constexpr size_t header_size() const { return HeaderSize(framing_); }
  // The largest length of a frame, in bytes of ciphertext.
  constexpr uint32_t length_limit() const { return length_limit_; }
  // The largest plaintext of a frame, in bytes.
  constexpr size_t plaintext_limit() const { return length_limit_ - kTagSize; }
  // The size of a frame with a plaintext of `size` bytes, including the length field.
  constexpr size_t FrameSize(size_t size) const { return header_size() + size + kTagSize; }

 private:
  Framing framing_;
  uint32_t length_limit_;
};

// Writes the length field to the first header_size() bytes of `out`. `length` must fit the framing.
void WriteFrameHeader(Framing framing, uint32_t length, MutableByteView out);

// Returns the value of the length field at the front of `bytes`, or nullopt if it is incomplete.
std::optional<uint32_t> ReadFrameHeader(Framing framing, ByteView bytes);

// Why a stream is not a sequence of frames. Always the peer's fault. For names see SessionError.
enum class FrameError : uint8_t {
  kLengthTooSmall,  // below 16: no room for a tag
  kLengthTooLarge,  // above the limit of the framing or of this endpoint
  kTruncated,       // the stream ended inside a frame
};

// Takes the next complete frame from `buffer`. Returns its ciphertext, at least 16 bytes, as a view
// into the buffer, or nullopt if the frame is incomplete. The view is valid until bytes are added
// to the buffer; the caller may decrypt in place. Frames and error do not depend on how the stream
// is cut into chunks. An error consumes nothing and is final, because the start of the next frame
// is unknown.
std::expected<std::optional<MutableByteView>, FrameError> TakeFrame(const FrameFormat& format,
                                                                    ReceiveBuffer& buffer);

// Checks the end of the stream after TakeFrame() has returned nullopt. Fails with kTruncated if
// bytes of an incomplete frame remain.
std::expected<void, FrameError> EndFrames(const ReceiveBuffer& buffer);

}  // namespace asmtp

#endif  // ASMTP_CORE_WIRE_FRAMING_H_
