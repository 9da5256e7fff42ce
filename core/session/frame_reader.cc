#include "core/session/frame_reader.h"

namespace asmtp {

std::expected<std::optional<MutableByteView>, SessionError> FrameReader::Next() {
  if (error_) return std::unexpected(*error_);
  const auto frame = decoder_.Next(buffer_);
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
  const auto finished = decoder_.Finish(buffer_);
  return Fail(finished ? SessionError::kPeerClosed : FromFraming(finished.error()));
}

std::unexpected<SessionError> FrameReader::Fail(SessionError error) {
  error_ = error;
  FeedEnd();
  opener_ = noise::Opener(noise::CipherState());  // wipes the key
  buffer_ = ReceiveBuffer();                      // wipes the plaintext
  return std::unexpected(error);
}

}  // namespace asmtp
