// NoiseJson: the handshakes of cases as the Noise community's JSON, which cacophony, snow and
// asmtp-vectors read. Frames are left out, since ASMTP replaces the key after each of them.
//
//   NoiseJson json;
//   json.Add(exported);                  each handshake once, however many cases begin with it
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
  // Takes the first session of each run where it opens, nobody tampers with its handshake
  // frames, and all four secrets are known.
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
