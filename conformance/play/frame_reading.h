// Opens a frame as a deviating IUT seals it, and seals a frame that such an IUT accepts.
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
  kNothing,        // not a frame of such an IUT
  kVerifies,       // its tag verifies
  kHoldsWhatSent,  // it has no tag, and contains exactly what was sent to the IUT
};

// Opens the suspect bytes of the evidence.
FrameReading ReadFrame(const deviant::Deviation& deviation, const Evidence& evidence,
                       const deviant::LooseSplit& split);

// What the frame after the first suspect one says about the deviation.
enum class Sequel : uint8_t { kNothing, kFits, kContradicts };
Sequel ReadSequel(const deviant::Deviation& deviation, const Evidence& evidence,
                  const deviant::LooseSplit& split);

// Whether an IUT with the deviation cannot read the runner's next frame.
bool MisreadsRunner(const deviant::Deviation& deviation, const Evidence& evidence,
                    const deviant::LooseSplit& split);

// Returns the runner's next frame, length field included, under the deviation. Returns nothing if
// the previous frames rule the deviation out.
std::optional<Bytes> SealNextFrame(const deviant::Deviation& deviation, const Evidence& evidence,
                                   const deviant::LooseSplit& split, ByteView plaintext);

// Whether the deviation swaps the two keys of Split().
bool SwapsDirections(const deviant::Deviation& deviation);

// Returns the Split() of a handshake without a mistake, or nothing if a handshake frame is missing.
std::optional<deviant::LooseSplit> SplitOf(const Evidence& evidence);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_FRAME_READING_H_
