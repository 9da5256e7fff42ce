// FrameDecoder: cuts a stream of bytes into frames.
//
//   FrameDecoder decoder(FrameFormat(Framing::kU32));
//   buffer.Append(bytes);
//   while (auto frame = decoder.Next(buffer)) {        // an error ends the loop
//     if (!*frame) break;                              // more bytes are needed
//     Open(**frame, ...);                              // the ciphertext, without its length
//   }
//
// However the stream is cut into chunks, the frames and the error are the same. An error is final:
// the place where the next frame begins is lost.
#ifndef ASMTP_CORE_WIRE_FRAME_DECODER_H_
#define ASMTP_CORE_WIRE_FRAME_DECODER_H_

#include <expected>
#include <optional>

#include "core/wire/framing.h"
#include "core/wire/receive_buffer.h"

namespace asmtp {

// Why a stream is not a sequence of frames: always the peer's fault. SessionError has its words.
struct FrameError {
  enum class Kind : uint8_t {
    kLengthTooSmall,  // below 16: no room for a tag
    kLengthTooLarge,  // above what the framing or this endpoint allows
    kTruncated,       // the stream ended inside a frame
  };
  Kind kind;
  uint32_t length = 0;  // the length field; 0 where it is not complete

  friend bool operator==(const FrameError&, const FrameError&) = default;
};

class FrameDecoder {
 public:
  explicit FrameDecoder(FrameFormat format) : format_(format) {}

  // Takes the next whole frame off `buffer` and returns its ciphertext, at least 16 bytes, as a
  // view into the buffer that is valid until bytes are added there; the caller may decrypt in
  // place. Returns nothing where the frame is not complete, and the same error again after an
  // error.
  std::expected<std::optional<MutableByteView>, FrameError> Next(ReceiveBuffer& buffer);

  // Says what the end of the stream means, once Next() has returned nothing: nothing at a boundary
  // of frames, else kTruncated.
  std::expected<void, FrameError> Finish(const ReceiveBuffer& buffer);

  const FrameFormat& format() const { return format_; }

 private:
  std::unexpected<FrameError> Fail(FrameError::Kind kind, uint32_t length);

  FrameFormat format_;
  std::optional<FrameError> error_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_WIRE_FRAME_DECODER_H_
