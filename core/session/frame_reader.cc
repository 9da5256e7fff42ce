#include "core/session/frame_reader.h"

namespace asmtp {

std::expected<std::optional<MutableByteView>, SessionError> FrameReader::Next() {
  if (error_) return std::unexpected(*error_);
  const auto frame = decoder_.Next(buffer_);
  if (!frame) return Fail(FromFraming(frame.error()));
  if (!*frame) return std::nullopt;
  const MutableByteView ciphertext = **frame;
  const MutableByteView plaintext = ciphertext.first(ciphertext.size() - kTagSize);
  if (const auto opened = opener_.Open(ciphertext, plaintext); !opened) {
    return Fail(FromTransport(opened.error()));
  }
  return plaintext;
}

SessionError FrameReader::Finish() {
  if (error_) return *error_;
  const auto finished = decoder_.Finish(buffer_);
  return Fail(finished ? SessionError::kPeerClosed : FromFraming(finished.error())).error();
}

std::unexpected<SessionError> FrameReader::Fail(SessionError error) {
  error_ = error;
  opener_ = noise::Opener(noise::CipherState());  // wipes the key
  return std::unexpected(error);
}

}  // namespace asmtp
