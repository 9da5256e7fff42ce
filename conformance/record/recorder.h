// Recorder: plays the steps of a case against an IUT and records the bytes as a self-contained
// case.
//
//   const auto recording = Record(EchoScript(3), config, iut, {});
//   if (!recording) return recording.error();       the IUT did not follow the script
//   WriteText(*recording)
#ifndef ASMTP_CONFORMANCE_RECORD_RECORDER_H_
#define ASMTP_CONFORMANCE_RECORD_RECORDER_H_

#include <map>
#include <string>

#include "conformance/play/player.h"
#include "conformance/record/recording.h"

namespace asmtp::conformance {

struct RecordOptions {
  double timeout_scale = 1.0;
};

// The bytes that a step sent or received.
struct StepBytes {
  Bytes plaintext;
  Bytes wire;
};
using BytesOfSteps = std::map<const Step*, StepBytes>;

// Plays the case and returns the bytes of its steps. Fails with a sentence that names the line if
// the IUT does not follow the case.
std::expected<BytesOfSteps, std::string> PlayToRecord(const Case& script, const Config& config,
                                                      Iut& iut, const RecordOptions& options);

// Returns a case with the steps of its base as a self-contained one.
Recording StandAlone(const Case& one_case);

// Returns why the steps of a case cannot be recorded, as one sentence with its line, or "".
std::string WhyNotRecordable(const Case& script);

// The keys of the recording are those of the script. If the IUT used the ephemeral key iut.e in
// every session, every byte can be computed. Otherwise its public ephemeral keys are recorded.
std::expected<Recording, std::string> Record(const Case& script, const Config& config, Iut& iut,
                                             const RecordOptions& options);

// Returns the public ephemeral keys of the IUT, one for each of its handshake frames.
std::vector<RecordedEphemeral> EphemeralsOf(const Case& script, const Config& config,
                                            const BytesOfSteps& bytes);
// Whether each of these keys is that of iut.e.
bool ArePinned(const std::vector<RecordedEphemeral>& keys, const Case& script,
               const Config& config);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_RECORDER_H_
