// A frame in a dialect: whether the bytes of the evidence are one, and the one that the IUT would
// take if it speaks that dialect.
//
//   FrameReading r = ReadFrameIn(wrong, evidence, split);
//   r == FrameReading::kVerifies
//   auto frame = SealFrameIn(wrong, evidence, split, plaintext);
#ifndef ASMTP_CONFORMANCE_PLAY_DIALECT_FRAME_H_
#define ASMTP_CONFORMANCE_PLAY_DIALECT_FRAME_H_

#include <optional>

#include "conformance/play/dialect.h"
#include "conformance/play/dialect_handshake.h"
#include "conformance/play/evidence.h"

namespace asmtp::conformance {

enum class FrameReading : uint8_t {
  kNothing,        // it is no frame in this dialect
  kVerifies,       // its tag does
  kHoldsWhatSent,  // it has no tag, and holds exactly what was sent to the IUT
};

FrameReading ReadFrameIn(const Dialect& dialect, const Evidence& evidence,
                         const DialectSplit& split);

// Returns the runner's next frame, length field included, as the dialect has it; nothing where the
// frames before it rule the dialect out.
std::optional<Bytes> SealFrameIn(const Dialect& dialect, const Evidence& evidence,
                                 const DialectSplit& split, ByteView plaintext);

// REKEY in the dialect, for the key of frame `n`. `ck` is that of the last handshake token, and
// goes on where the dialect says so.
Key32 RekeyIn(Dialect::Rekey rekey, const Key32& key, uint64_t n, Bytes& ck);
// The 12 bytes of the nonce n.
Nonce12 NonceIn(Dialect::NonceForm form, uint64_t n);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_DIALECT_FRAME_H_
