// TranscriptJson: cases as JSON for programs in other languages, with every byte.
// transcript.schema.json documents each member.
//
//   {"format": "asmtp-transcript-json/1", "cases": [
//     {"id": "transport/rekey-skipped", "title": ..., "clauses": [...], "keys": {...},
//      "steps": [{"text": "send msg ...", "file": ..., "line": 12, "tampers": [...]}, ...],
//      "runs": [{"role": "responder", "suite": "ed25519", "framing": "u32", "sessions": [...],
//                "events": [{"step": 3, "direction": "sent", "item": "frame", "nonce": 0,
//                            "rekeys": 0, "plaintext": "04..", "wire": "8c.."}, ...]}, ...]}]}
#ifndef ASMTP_CONFORMANCE_EXPORT_TRANSCRIPT_JSON_H_
#define ASMTP_CONFORMANCE_EXPORT_TRANSCRIPT_JSON_H_

#include <string>

#include "conformance/export/exported_case.h"

namespace asmtp::conformance {

class TranscriptJson {
 public:
  void Add(const ExportedCase& exported);
  // Returns the document.
  std::string Take();

 private:
  std::string cases_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_EXPORT_TRANSCRIPT_JSON_H_
