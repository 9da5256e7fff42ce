// The halves of an open session. FrameReader turns bytes of the stream into plaintexts:
//
//   reader.Commit(socket.read(reader.Prepare()));
//   for (;;) {
//     auto plaintext = reader.Next();                        // decrypted in place
//     if (!plaintext) return plaintext.error();
//     if (!*plaintext) break;                                // more bytes are needed
//     Use(**plaintext);                                      // valid until the next call
//   }
//
// FrameWriter turns plaintexts into frames:
//
//   std::vector<uint8_t> out(writer.format().FrameSize(plaintext.size()));
//   const auto size = writer.Seal(plaintext, out);          // length, ciphertext, tag
//
// They share nothing, so each may be used on its own thread.
#ifndef ASMTP_CORE_SESSION_FRAMES_H_
#define ASMTP_CORE_SESSION_FRAMES_H_

#include <expected>
#include <optional>
#include <utility>

#include "core/noise/transport.h"
#include "core/session/error.h"
#include "core/wire/framing.h"

namespace asmtp {

// An error is final: it wipes the keys, and every later call returns it again. ReceiveBuffer
// explains when plaintexts are wiped.
class FrameReader {
 public:
  // `buffer` holds the bytes that have already arrived after the handshake.
  FrameReader(FrameFormat format, noise::Opener opener, ReceiveBuffer buffer)
      : format_(format), opener_(std::move(opener)), buffer_(std::move(buffer)) {}

  // Returns room for bytes of the stream; see ReceiveBuffer. After the end of the stream, committed
  // bytes are ignored.
  MutableByteView Prepare() { return buffer_.Prepare(); }
  void Commit(size_t size) {
    if (!end_) buffer_.Commit(size);
  }
  // Ends the stream. Next() returns the frames that have arrived, and then fails: with kPeerClosed
  // between two frames, with kFrameTruncated inside one, or with any other `reason` given.
  void FeedEnd(SessionError reason = SessionError::kPeerClosed) {
    if (!end_) end_ = reason;
  }

  // Returns the plaintext of the next frame, nullopt if the frame is incomplete, or the error that
  // ended the session. The view is valid until the next non-const call. A call that returns nullopt
  // also frees the memory of an earlier large frame.
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
  // Why the stream has ended.
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
