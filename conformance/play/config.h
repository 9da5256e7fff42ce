// Config: the role of the IUT, the suite and the framing in which a case is played.
//
//   for (const Config& config : ConfigsOf(one_case)) ...
//   Describe(config)                                 "responder ed25519 u32"
#ifndef ASMTP_CONFORMANCE_PLAY_CONFIG_H_
#define ASMTP_CONFORMANCE_PLAY_CONFIG_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/transcript/case.h"

namespace asmtp::conformance {

// The role is the IUT's.
struct Config {
  noise::Role role = noise::Role::kResponder;
  Suite suite = Suite::kEd25519;
  Framing framing = Framing::kU32;

  friend bool operator==(const Config&, const Config&) = default;
};

// Returns "responder" or "initiator".
std::string_view Name(noise::Role role);
// Returns e.g. "responder ed25519 u32".
std::string Describe(const Config& config);

// Returns every configuration in which a case can be played, in the order of reports.
std::vector<Config> AllConfigs();
std::vector<Config> ConfigsOf(const Case& one_case);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_CONFIG_H_
