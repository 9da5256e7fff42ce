#include "core/session/frame_writer.h"

namespace asmtp {

std::expected<size_t, SessionError> FrameWriter::Seal(ByteView plaintext, MutableByteView out) {
  if (plaintext.size() > format_.plaintext_limit()) {
    return std::unexpected(SessionError::kPlaintextTooLarge);
  }
  const size_t size = FrameSize(plaintext.size());
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
