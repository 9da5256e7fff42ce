// Capabilities: what an adapter says with --caps.
//
//   auto capabilities = Capabilities::Read("{\"roles\": [\"responder\"], ...}");
//   capabilities->WhyUnsupported(config, 1)             "the IUT is no initiator"
#ifndef ASMTP_CONFORMANCE_IUT_CAPABILITIES_H_
#define ASMTP_CONFORMANCE_IUT_CAPABILITIES_H_

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/play/config.h"

namespace asmtp::conformance {

// One that says nothing is taken to do all of it but to be persistent.
struct Capabilities {
  std::string name;
  std::string version;
  std::vector<std::string> roles = {"responder", "initiator"};
  std::vector<std::string> tiers = {"T0", "T1"};
  std::vector<std::string> suites = {"ed25519", "25519"};
  std::vector<std::string> framings = {"u32", "u16"};
  bool persistent = false;
  bool parallel = true;  // serves streams side by side
  bool messages = true;  // knows them; one that does not echoes every plaintext
  bool said = false;     // whether the adapter has said it

  // Reads the first line of what --caps printed. What is no JSON object says nothing; fails, with
  // the end of a sentence, where one has another shape than the contract says.
  static std::expected<Capabilities, std::string> Read(std::string_view output);

  // Returns why cases of this tier cannot be played under `config`, or "".
  std::string WhyUnsupported(const Config& config, int tier) const;
  // Returns why cases with streams side by side cannot be played, or "".
  std::string WhyNotParallel() const;
  // Returns why cases about messages cannot be played, or "".
  std::string WhyNoMessages() const;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_CAPABILITIES_H_
