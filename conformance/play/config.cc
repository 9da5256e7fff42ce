#include "conformance/play/config.h"

#include <fmt/format.h>

namespace asmtp::conformance {

std::string_view Name(noise::Role role) {
  return role == noise::Role::kInitiator ? "initiator" : "responder";
}

std::string Describe(const Config& config) {
  return fmt::format("{} {} {}", Name(config.role), DhName(config.suite),
                     asmtp::Name(config.framing));
}

std::vector<Config> AllConfigs() {
  std::vector<Config> all;
  for (const noise::Role role : {noise::Role::kResponder, noise::Role::kInitiator}) {
    for (const Suite suite : kSuites) {
      for (const Framing framing : kFramings) all.push_back({role, suite, framing});
    }
  }
  return all;
}

std::vector<Config> ConfigsOf(const Case& one_case) {
  std::vector<Config> all = AllConfigs();
  std::erase_if(all, [&](const Config& config) {
    return !one_case.HasRole(config.role) || !one_case.HasSuite(config.suite) ||
           !one_case.HasFraming(config.framing);
  });
  return all;
}

}  // namespace asmtp::conformance
