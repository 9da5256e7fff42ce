// Recorder: plays the steps of a case against an IUT and keeps what happened, as a case that needs
// no other one.
//
//   const auto recording = Record(EchoScript(3), config, iut, {});
//   if (!recording) return recording.error();       the IUT did not play along
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

// What a step sent or received.
struct StepBytes {
  Bytes plaintext;
  Bytes wire;
};
using BytesOfSteps = std::map<const Step*, StepBytes>;

// Plays the case, and returns the bytes of its steps. Fails with a sentence, which names the line,
// where the IUT does not do what the case asks for.
std::expected<BytesOfSteps, std::string> PlayToRecord(const Case& script, const Config& config,
                                                      Iut& iut, const RecordOptions& options);

// Returns a case with the steps of its base as one that needs no other for them.
Recording StandAlone(const Case& one_case);

// Returns why the steps of a case cannot stand in a recording, as one sentence with its line, or
// "".
std::string WhyNotRecordable(const Case& script);

// The keys of the recording are those of the script. Where the IUT had the ephemeral key iut.e in
// every session, everything can be computed; elsewhere its public keys are recorded.
std::expected<Recording, std::string> Record(const Case& script, const Config& config, Iut& iut,
                                             const RecordOptions& options);

// Returns the public ephemeral keys of the IUT, one for each of its handshake frames.
std::vector<RecordedEphemeral> EphemeralsOf(const Case& script, const Config& config,
                                            const BytesOfSteps& bytes);
// Whether each of them is that of iut.e.
bool ArePinned(const std::vector<RecordedEphemeral>& keys, const Case& script,
               const Config& config);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_RECORDER_H_
