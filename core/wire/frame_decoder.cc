#include "core/wire/frame_decoder.h"

namespace asmtp {

std::expected<std::optional<MutableByteView>, FrameError> FrameDecoder::Next(
    ReceiveBuffer& buffer) {
  if (error_) return std::unexpected(*error_);
  const MutableByteView unread = buffer.unread();
  const std::optional<uint32_t> length = ReadFrameHeader(format_.framing(), unread);
  if (!length) return std::nullopt;
  if (*length < kFrameLengthMin) return Fail(FrameError::Kind::kLengthTooSmall, *length);
  if (*length > format_.length_limit()) return Fail(FrameError::Kind::kLengthTooLarge, *length);
  if (unread.size() - format_.header_size() < *length) return std::nullopt;
  buffer.Consume(format_.header_size() + *length);
  return unread.subspan(format_.header_size(), *length);
}

std::expected<void, FrameError> FrameDecoder::Finish(const ReceiveBuffer& buffer) {
  if (error_) return std::unexpected(*error_);
  if (buffer.unread().empty()) return {};
  return Fail(FrameError::Kind::kTruncated,
              ReadFrameHeader(format_.framing(), buffer.unread()).value_or(0));
}

std::unexpected<FrameError> FrameDecoder::Fail(FrameError::Kind kind, uint32_t length) {
  error_ = FrameError{kind, length};
  return std::unexpected(*error_);
}

}  // namespace asmtp
