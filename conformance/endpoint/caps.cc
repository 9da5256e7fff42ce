#include "conformance/endpoint/caps.h"

#include <nlohmann/json.hpp>

#include "core/crypto/suite.h"
#include "core/testing/layout.h"
#include "core/wire/framing.h"

namespace asmtp::endpoint {

std::string Caps() {
  nlohmann::ordered_json caps = {
      {"name", "asmtp-endpoint"},
      {"version", "0.1.0"},
      {"roles", {"responder", "initiator"}},
      {"tiers", {"T0", "T1", "T2"}},
      {"modes", {"sink", "echo", "events", "node", "talk"}},
      {"suites", nlohmann::ordered_json::array()},
      {"framings", nlohmann::ordered_json::array()},
      {"types", nlohmann::ordered_json::array()},
      {"max-frame", kFrameLengthLimitDefault},
      {"pin-ephemeral", true},
      {"persistent", true},
      {"reverse", false},
  };
  ForEachType<Message>(
      [&]<class View>(std::type_identity<View>) { caps["types"].push_back(kFormat<View>.type); });
  for (const Suite suite : kSuites) caps["suites"].push_back(DhName(suite));
  for (const Framing framing : kFramings) caps["framings"].push_back(Name(framing));
  return caps.dump();
}

}  // namespace asmtp::endpoint
