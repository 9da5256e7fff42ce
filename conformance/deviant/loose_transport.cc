#include "conformance/deviant/loose_transport.h"

namespace asmtp::deviant {

Bytes LooseSealer::SealFrame(ByteView plaintext, const Direction& deviation, uint64_t others) {
  last_ = chain_.SecretOf(deviation, {.own = count_++, .others = others, .kept = kept_});
  if (deviation.keeps_key != nullptr && deviation.keeps_key(plaintext.size())) ++kept_;
  return deviant::SealFrame(deviation, last_, framing_, session_id_, plaintext);
}

Bytes LooseSealer::Seal(ByteView plaintext, const Direction& deviation) {
  const Bytes frame = SealFrame(plaintext, deviation);
  const size_t header = LengthField(deviation.length, framing_, kTagSize).size();
  return {frame.begin() + static_cast<ptrdiff_t>(header), frame.end()};
}

std::optional<Bytes> LooseOpener::Open(const FrameParts& frame, const Direction& deviation,
                                       uint64_t others) {
  last_ = chain_.SecretOf(deviation, {.own = count_, .others = others});
  auto plaintext = OpenFrame(deviation, last_, session_id_, frame);
  if (plaintext) ++count_;
  return plaintext;
}

}  // namespace asmtp::deviant
