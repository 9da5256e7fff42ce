// FrameWriter: the sending half of an open session. Plaintexts in, frames out.
//
//   std::vector<uint8_t> out(writer.FrameSize(plaintext.size()));
//   const auto size = writer.Seal(plaintext, out);          // length, ciphertext, tag
//
// Allocates nothing. Shares nothing with the receiving half: it may live on another thread.
#ifndef ASMTP_CORE_SESSION_FRAME_WRITER_H_
#define ASMTP_CORE_SESSION_FRAME_WRITER_H_

#include <expected>
#include <utility>

#include "core/noise/transport.h"
#include "core/session/error.h"
#include "core/wire/framing.h"

namespace asmtp {

class FrameWriter {
 public:
  FrameWriter(FrameFormat format, noise::Sealer sealer)
      : format_(format), sealer_(std::move(sealer)) {}

  // Writes the next frame to the start of `out` and returns its size, FrameSize(plaintext.size()).
  // The plaintext may stand in `out` where its ciphertext will, header_size() bytes in. Fails with
  // kPlaintextTooLarge, kBufferSize, kNonceExhausted, and then changes nothing.
  std::expected<size_t, SessionError> Seal(ByteView plaintext, MutableByteView out);

  // Bytes of a frame with a plaintext of `size` bytes.
  size_t FrameSize(size_t size) const { return format_.FrameSize(size); }
  const FrameFormat& format() const { return format_; }
  // Frames written so far.
  uint64_t count() const { return sealer_.count(); }

 private:
  FrameFormat format_;
  noise::Sealer sealer_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_SESSION_FRAME_WRITER_H_
