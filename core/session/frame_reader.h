// FrameReader: the receiving half of an open session. Bytes of the stream in, plaintexts out.
//
//   reader.Commit(socket.read(reader.Prepare()));            // or reader.Append(bytes)
//   for (;;) {
//     auto plaintext = reader.Next();                        // decrypted in place
//     if (!plaintext) return plaintext.error();
//     if (!*plaintext) break;                                // more bytes are needed
//     Use(**plaintext);                                      // valid until bytes are added
//   }
//
// An error is final: the keys are wiped and the same error is answered again.
#ifndef ASMTP_CORE_SESSION_FRAME_READER_H_
#define ASMTP_CORE_SESSION_FRAME_READER_H_

#include <expected>
#include <optional>
#include <utility>

#include "core/noise/transport.h"
#include "core/session/error.h"
#include "core/wire/frame_decoder.h"

namespace asmtp {

class FrameReader {
 public:
  // `buffer` holds what has already arrived after the handshake.
  FrameReader(FrameFormat format, noise::Opener opener, ReceiveBuffer buffer)
      : decoder_(format), opener_(std::move(opener)), buffer_(std::move(buffer)) {}

  // Returns room for bytes of the stream; see ReceiveBuffer.
  MutableByteView Prepare() { return buffer_.Prepare(); }
  void Commit(size_t size) { buffer_.Commit(size); }
  void Append(ByteView bytes) { buffer_.Append(bytes); }

  // Returns the plaintext of the next frame, nothing where it is not complete, or the reason why
  // the session is over. The view is valid until Prepare() or Append().
  std::expected<std::optional<MutableByteView>, SessionError> Next();

  // Says what the end of the stream means, once Next() has returned nothing: kPeerClosed between
  // two frames, kFrameTruncated inside one, or the error from before.
  SessionError Finish();

  const FrameFormat& format() const { return decoder_.format(); }
  // Bytes held in memory for the stream.
  size_t buffer_capacity() const { return buffer_.capacity(); }
  // Frames read so far.
  uint64_t count() const { return opener_.count(); }

 private:
  std::unexpected<SessionError> Fail(SessionError error);

  FrameDecoder decoder_;
  noise::Opener opener_;
  ReceiveBuffer buffer_;
  std::optional<SessionError> error_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_SESSION_FRAME_READER_H_
