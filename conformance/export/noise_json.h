// NoiseJson: the handshakes of cases in the JSON format of the Noise community, which cacophony,
// snow and asmtp-vectors read. Frames are omitted, because ASMTP replaces the key after each frame.
//
//   NoiseJson json;
//   json.Add(exported);                  adds each distinct handshake once
//   json.Take()                          {"vectors": [{"protocol_name": "Noise_IK_...", ...}, ...]}
#ifndef ASMTP_CONFORMANCE_EXPORT_NOISE_JSON_H_
#define ASMTP_CONFORMANCE_EXPORT_NOISE_JSON_H_

#include <set>
#include <string>
#include <vector>

#include "conformance/export/exported_case.h"

namespace asmtp::conformance {

class NoiseJson {
 public:
  // Adds the first session of each run if it opens, its handshake frames have no tampers, and all
  // four secrets are known.
  void Add(const ExportedCase& exported);

  bool empty() const { return vectors_.empty(); }
  // Returns the document.
  std::string Take();

 private:
  void Add(const ExportedRun& run, const Case& one_case);

  std::vector<std::string> vectors_;  // in the order of the cases
  std::set<std::string> known_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_EXPORT_NOISE_JSON_H_
