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

}  // namespace asmtp
