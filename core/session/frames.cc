#include "core/session/frames.h"

namespace asmtp {

std::expected<std::optional<MutableByteView>, SessionError> FrameReader::Next() {
  if (error_) return std::unexpected(*error_);
  const auto frame = TakeFrame(format_, buffer_);
  if (!frame) return Fail(FromFraming(frame.error()));
  if (!*frame && end_) return FailAtEnd();
  if (!*frame) {
    buffer_.Trim();
    return std::nullopt;
  }
  const MutableByteView ciphertext = **frame;
  const MutableByteView plaintext = ciphertext.first(ciphertext.size() - kTagSize);
  if (const auto opened = opener_.Open(ciphertext, plaintext); !opened) {
    return Fail(FromTransport(opened.error()));
  }
  return plaintext;
}

std::unexpected<SessionError> FrameReader::FailAtEnd() {
  if (*end_ != SessionError::kPeerClosed) return Fail(*end_);
  const auto finished = EndFrames(buffer_);
  return Fail(finished ? SessionError::kPeerClosed : FromFraming(finished.error()));
}

std::unexpected<SessionError> FrameReader::Fail(SessionError error) {
  error_ = error;
  FeedEnd();
  opener_ = noise::Opener(noise::CipherState());  // wipes the key
  buffer_ = ReceiveBuffer();                      // wipes the plaintext
  return std::unexpected(error);
}

std::expected<size_t, SessionError> FrameWriter::Seal(ByteView plaintext, MutableByteView out) {
  if (plaintext.size() > format_.plaintext_limit()) {
    return std::unexpected(SessionError::kPlaintextTooLarge);
  }
  const size_t size = format_.FrameSize(plaintext.size());
  if (out.size() < size) return std::unexpected(SessionError::kBufferSize);
  const MutableByteView ciphertext =
      out.subspan(format_.header_size(), plaintext.size() + kTagSize);
  if (const auto sealed = sealer_.Seal(plaintext, ciphertext); !sealed) {
    return std::unexpected(FromTransport(sealed.error()));
  }
  WriteFrameHeader(format_.framing(), static_cast<uint32_t>(ciphertext.size()), out);
  return size;
}

}  // namespace asmtp
