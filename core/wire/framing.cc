#include "core/wire/framing.h"

#include "core/bytes/reader.h"
#include "core/bytes/writer.h"

namespace asmtp {

std::optional<Framing> FramingOf(std::string_view name) {
  for (const Framing framing : kFramings) {
    if (name == Name(framing)) return framing;
  }
  return std::nullopt;
}

void WriteFrameHeader(Framing framing, uint32_t length, MutableByteView out) {
  Writer writer(out);
  if (framing == Framing::kU32) {
    writer.WriteU32(length);
  } else {
    writer.WriteU16(static_cast<uint16_t>(length));
  }
}

std::optional<uint32_t> ReadFrameHeader(Framing framing, ByteView bytes) {
  Reader reader(bytes);
  uint32_t length = 0;
  uint16_t short_length = 0;
  if (framing == Framing::kU32) {
    if (!reader.ReadU32(&length)) return std::nullopt;
    return length;
  }
  if (!reader.ReadU16(&short_length)) return std::nullopt;
  return short_length;
}

}  // namespace asmtp
