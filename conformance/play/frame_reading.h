// Reading a frame of the IUT as one that deviates, and sealing the one that such an IUT takes.
//
//   FrameReading reading = ReadFrame(wrong, evidence, split);
//   reading == FrameReading::kVerifies
//   auto frame = SealNextFrame(wrong, evidence, split, plaintext);
#ifndef ASMTP_CONFORMANCE_PLAY_FRAME_READING_H_
#define ASMTP_CONFORMANCE_PLAY_FRAME_READING_H_

#include <optional>

#include "conformance/deviant/loose_frames.h"
#include "conformance/play/evidence.h"

namespace asmtp::conformance {

enum class FrameReading : uint8_t {
  kNothing,        // it is no frame of such an IUT
  kVerifies,       // its tag does
  kHoldsWhatSent,  // it has no tag, and holds exactly what was sent to the IUT
};

// Reads the bytes of the evidence.
FrameReading ReadFrame(const deviant::Deviation& deviation, const Evidence& evidence,
                       const deviant::LooseSplit& split);

// Returns the runner's next frame, length field included, as the deviation has it; nothing where
// the frames before it rule the deviation out.
std::optional<Bytes> SealNextFrame(const deviant::Deviation& deviation, const Evidence& evidence,
                                   const deviant::LooseSplit& split, ByteView plaintext);

// Whether both sides use the keys of Split() the other way round.
bool SwapsDirections(const deviant::Deviation& deviation);

// Returns the Split() of a handshake in which all was well; nothing where a handshake frame is
// missing.
std::optional<deviant::LooseSplit> SplitOf(const Evidence& evidence);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_FRAME_READING_H_
