// Capabilities: what an adapter reports with --caps.
//
//   auto capabilities = Capabilities::Read("{\"roles\": [\"responder\"], ...}");
//   capabilities->WhyUnsupported(config, 1)     "the IUT does not support the role initiator"
#ifndef ASMTP_CONFORMANCE_IUT_CAPABILITIES_H_
#define ASMTP_CONFORMANCE_IUT_CAPABILITIES_H_

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/play/config.h"

namespace asmtp::conformance {

// The defaults apply to an adapter without --caps: everything except persistent.
struct Capabilities {
  std::string name;
  std::string version;
  std::vector<std::string> roles = {"responder", "initiator"};
  std::vector<std::string> tiers = {"T0", "T1"};
  std::vector<std::string> suites = {"ed25519", "25519"};
  std::vector<std::string> framings = {"u32", "u16"};
  bool persistent = false;
  bool parallel = true;  // serves streams in parallel
  bool messages = true;  // decodes messages; otherwise it echoes every plaintext
  bool said = false;     // whether the adapter reported anything
  std::string noise;     // the first line that is not the report, escaped and shortened; or ""

  // Reads the first line of JSON that --caps printed. Other lines are noise. Without a JSON object
  // there is no report.
  // Fails with the end of a sentence if the object does not match the contract.
  static std::expected<Capabilities, std::string> Read(std::string_view output);

  // Returns why cases of this tier cannot be played under `config`, or "".
  std::string WhyUnsupported(const Config& config, int tier) const;
  // Returns why cases with parallel streams cannot be played, or "".
  std::string WhyNotParallel() const;
  // Returns why cases about messages cannot be played, or "".
  std::string WhyNoMessages() const;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_CAPABILITIES_H_
