#include "conformance/deviant/loose_transport.h"

namespace asmtp::deviant {

const FrameSecret& LooseSealer::Advance(ByteView plaintext, const Direction& deviation,
                                        uint64_t others) {
  last_ = chain_.SecretOf(deviation, {.own = count_++, .others = others, .kept = kept_});
  if (deviation.keeps_key != nullptr && deviation.keeps_key(plaintext.size())) ++kept_;
  return last_;
}

Bytes LooseSealer::SealFrame(ByteView plaintext, const Direction& deviation, uint64_t others) {
  const FrameSecret& secret = Advance(plaintext, deviation, others);
  return deviant::SealFrame(deviation, secret, framing_, session_id_, plaintext);
}

Bytes LooseSealer::Seal(ByteView plaintext, const Direction& deviation) {
  const FrameSecret& secret = Advance(plaintext, deviation, 0);
  return SealParts(deviation, secret, framing_, session_id_, plaintext).body;
}

std::optional<Bytes> LooseOpener::Open(const FrameParts& frame, const Direction& deviation,
                                       uint64_t others) {
  last_ = chain_.SecretOf(deviation, {.own = count_, .others = others});
  auto plaintext = OpenFrame(deviation, last_, session_id_, frame);
  if (plaintext) ++count_;
  return plaintext;
}

}  // namespace asmtp::deviant
