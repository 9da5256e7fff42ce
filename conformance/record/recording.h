// Recording: the events of a session, ready to be written as a case.
//
//   Recording recording;
//   recording.header.id = "recorded/two-topics";
//   recording.steps.push_back({.text = "connect"});
//   recording.steps.push_back({.text = "flight init", .wires = {{role, suite, bytes}}});
//   WriteText(recording)                              the text of the case file; see writer.h
#ifndef ASMTP_CONFORMANCE_RECORD_RECORDING_H_
#define ASMTP_CONFORMANCE_RECORD_RECORDING_H_

#include <optional>
#include <string>
#include <vector>

#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {

// The handshake frame, or the ciphertext of a frame, if the IUT has this role.
struct RecordedWire {
  noise::Role role = noise::Role::kResponder;
  Suite suite = Suite::kEd25519;
  Bytes bytes;
};

struct RecordedStep {
  std::string text;                // the line, with its label
  std::vector<std::string> below;  // tampers and expectations, as written
  std::vector<RecordedWire> wires;
};

struct Recording {
  std::vector<std::string> remarks;  // sentences about its origin
  Header header;
  CaseKeys keys;
  std::vector<RecordedStep> steps;
  bool recorded = true;  // whether there was a session
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_RECORDING_H_
