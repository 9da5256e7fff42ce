#include "core/wire/framing.h"

#include "core/bytes/reader.h"

namespace asmtp {

void WriteFrameHeader(Framing framing, uint32_t length, MutableByteView out) {
  WriteBigEndian(length, out.first(HeaderSize(framing)));
}

std::optional<uint32_t> ReadFrameHeader(Framing framing, ByteView bytes) {
  ByteView field;
  if (!Reader(bytes).Read(HeaderSize(framing), &field)) return std::nullopt;
  return static_cast<uint32_t>(ReadBigEndian(field));
}

std::expected<std::optional<MutableByteView>, FrameError> TakeFrame(const FrameFormat& format,
                                                                    ReceiveBuffer& buffer) {
  const MutableByteView unread = buffer.unread();
  const std::optional<uint32_t> length = ReadFrameHeader(format.framing(), unread);
  if (!length) return std::nullopt;
  if (*length < kFrameLengthMin) return std::unexpected(FrameError::kLengthTooSmall);
  if (*length > format.length_limit()) return std::unexpected(FrameError::kLengthTooLarge);
  if (unread.size() - format.header_size() < *length) return std::nullopt;
  buffer.Consume(format.header_size() + *length);
  return unread.subspan(format.header_size(), *length);
}

std::expected<void, FrameError> EndFrames(const ReceiveBuffer& buffer) {
  if (buffer.unread().empty()) return {};
  return std::unexpected(FrameError::kTruncated);
}

}  // namespace asmtp
