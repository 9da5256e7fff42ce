// What travels: the two handshake frames, then frames of ciphertext.
//
//   initialize, 97:  | version 1 | e 32 | s 32 | tag 16 | tag of the empty payload 16 |
//   response,   49:  | version 1 | e 32 | tag of the empty payload 16 |
//   frame:           | length, 2 or 4, big-endian | ciphertext: plaintext and tag 16, `length` bytes |
//
// What follows the version is a message of the Noise pattern IK. A handshake frame has no length
// field: a receiver knows the size from its role.
//
//   framing   length field   smallest length   largest length
//   u32       4              16                2^32 - 1 - 4
//   u16       2              16                2^16 - 1 - 2
//
// The length counts the ciphertext only, and nothing authenticates it. Both framings go under the
// same version byte; which one is in use has to be known beforehand.
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

// The version byte opens both frames. Nothing authenticates it: the Noise messages begin after it.
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

// Why a stream is not a sequence of frames: always the peer's fault. SessionError has its words.
enum class FrameError : uint8_t {
  kLengthTooSmall,  // below 16: no room for a tag
  kLengthTooLarge,  // above what the framing or this endpoint allows
  kTruncated,       // the stream ended inside a frame
};

// Takes the next whole frame off `buffer` and returns its ciphertext, at least 16 bytes, as a view
// into the buffer that is valid until bytes are added there; the caller may decrypt in place.
// Returns nothing where the frame is not complete. However the stream is cut into chunks, the frames
// and the error are the same. An error takes nothing, so it is the same error when asked again: the
// place where the next frame begins is lost.
std::expected<std::optional<MutableByteView>, FrameError> TakeFrame(const FrameFormat& format,
                                                                    ReceiveBuffer& buffer);

// Says what the end of the stream means, once TakeFrame() has returned nothing: nothing at a
// boundary of frames, else kTruncated.
std::expected<void, FrameError> EndFrames(const ReceiveBuffer& buffer);

}  // namespace asmtp

#endif  // ASMTP_CORE_WIRE_FRAMING_H_
