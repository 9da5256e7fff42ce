// The halves of an open session. FrameReader: bytes of the stream in, plaintexts out.
//
//   reader.Commit(socket.read(reader.Prepare()));
//   for (;;) {
//     auto plaintext = reader.Next();                        // decrypted in place
//     if (!plaintext) return plaintext.error();
//     if (!*plaintext) break;                                // more bytes are needed
//     Use(**plaintext);                                      // valid until the next call
//   }
//
// FrameWriter: plaintexts in, frames out.
//
//   std::vector<uint8_t> out(writer.format().FrameSize(plaintext.size()));
//   const auto size = writer.Seal(plaintext, out);          // length, ciphertext, tag
//
// They share nothing, so each may live on a thread of its own.
#ifndef ASMTP_CORE_SESSION_FRAMES_H_
#define ASMTP_CORE_SESSION_FRAMES_H_

#include <expected>
#include <optional>
#include <utility>

#include "core/noise/transport.h"
#include "core/session/error.h"
#include "core/wire/framing.h"

namespace asmtp {

// An error is final: the keys are wiped and the same error is answered again. What becomes of the
// plaintexts that were read, ReceiveBuffer says.
class FrameReader {
 public:
  // `buffer` holds what has already arrived after the handshake.
  FrameReader(FrameFormat format, noise::Opener opener, ReceiveBuffer buffer)
      : format_(format), opener_(std::move(opener)), buffer_(std::move(buffer)) {}

  // Returns room for bytes of the stream; see ReceiveBuffer. Once the stream has ended there is
  // room too, and what is put there is ignored.
  MutableByteView Prepare() { return buffer_.Prepare(); }
  void Commit(size_t size) {
    if (!end_) buffer_.Commit(size);
  }
  // Says that the stream has ended. Next() goes on with what has arrived, and where it has nothing
  // more to return it fails: with kPeerClosed between two frames, with kFrameTruncated inside one.
  // With another `reason` of the peer's, why nothing more of the stream is kept, it fails with that.
  void FeedEnd(SessionError reason = SessionError::kPeerClosed) {
    if (!end_) end_ = reason;
  }

  // Returns the plaintext of the next frame, nothing where it is not complete, or the reason why
  // the session is over. The view is valid until the next call of anything that is not const. Where
  // it returns nothing it gives back memory that a large frame has left behind.
  std::expected<std::optional<MutableByteView>, SessionError> Next();

  // Bytes held in memory for the stream.
  size_t buffer_capacity() const { return buffer_.capacity(); }
  // Frames read so far.
  uint64_t count() const { return opener_.count(); }

 private:
  std::unexpected<SessionError> Fail(SessionError error);
  std::unexpected<SessionError> FailAtEnd();

  FrameFormat format_;
  noise::Opener opener_;
  ReceiveBuffer buffer_;
  // Why there will be no more bytes.
  std::optional<SessionError> end_;
  std::optional<SessionError> error_;
};

// Allocates nothing.
class FrameWriter {
 public:
  FrameWriter(FrameFormat format, noise::Sealer sealer)
      : format_(format), sealer_(std::move(sealer)) {}

  // Writes the next frame to the start of `out` and returns its size, which is
  // format().FrameSize(plaintext.size()). The plaintext may stand in `out` where its ciphertext
  // will, header_size() bytes in. Fails with kPlaintextTooLarge, kBufferSize, kNonceExhausted, and
  // then changes nothing.
  std::expected<size_t, SessionError> Seal(ByteView plaintext, MutableByteView out);

  const FrameFormat& format() const { return format_; }
  // Frames written so far.
  uint64_t count() const { return sealer_.count(); }

 private:
  FrameFormat format_;
  noise::Sealer sealer_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_SESSION_FRAMES_H_
