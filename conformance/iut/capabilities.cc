#include "conformance/iut/capabilities.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/transcript/contains.h"
#include "conformance/transcript/read_json.h"

namespace asmtp::conformance {
namespace {

template <class T>
void TakeMember(const nlohmann::json& json, const char* key, T& out) {
  if (json.contains(key)) out = json[key].get<T>();
}

// Escapes every byte that is not printable ASCII, and shortens the line.
std::string Shown(std::string_view line) {
  constexpr size_t kMost = 80;
  const nlohmann::json text = std::string(line.substr(0, kMost));
  const std::string quoted = text.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

std::expected<Capabilities, std::string> Capabilities::Read(std::string_view output) {
  Capabilities capabilities;
  nlohmann::json json;
  while (!output.empty() && !json.is_object()) {
    const std::string_view line = output.substr(0, output.find('\n'));
    output.remove_prefix(std::min(line.size() + 1, output.size()));
    json = ReadJson(line).value_or(nullptr);
    if (!json.is_object() && capabilities.noise.empty()) capabilities.noise = Shown(line);
  }
  if (!json.is_object()) return capabilities;  // it has no --caps
  capabilities.said = true;
  try {
    TakeMember(json, "name", capabilities.name);
    TakeMember(json, "version", capabilities.version);
    TakeMember(json, "roles", capabilities.roles);
    TakeMember(json, "tiers", capabilities.tiers);
    TakeMember(json, "suites", capabilities.suites);
    TakeMember(json, "framings", capabilities.framings);
    TakeMember(json, "persistent", capabilities.persistent);
    TakeMember(json, "parallel", capabilities.parallel);
    TakeMember(json, "messages", capabilities.messages);
  } catch (const nlohmann::json::exception&) {
    return std::unexpected("prints JSON that does not match the contract");
  }
  return capabilities;
}

std::string Capabilities::WhyUnsupported(const Config& config, int tier) const {
  if (!Contains(roles, Name(config.role))) {
    return fmt::format("the IUT does not support the role {}", Name(config.role));
  }
  if (!Contains(suites, DhName(config.suite))) {
    return fmt::format("the IUT does not support the suite {}", DhName(config.suite));
  }
  if (!Contains(framings, asmtp::Name(config.framing))) {
    return fmt::format("the IUT does not support the framing {}", asmtp::Name(config.framing));
  }
  if (!Contains(tiers, fmt::format("T{}", tier))) {
    return fmt::format("the IUT does not support the tier T{}", tier);
  }
  return "";
}

std::string Capabilities::WhyNotParallel() const {
  return parallel ? "" : "the IUT serves one stream at a time";
}

std::string Capabilities::WhyNoMessages() const {
  return messages ? "" : "the IUT does not support messages";
}

}  // namespace asmtp::conformance
