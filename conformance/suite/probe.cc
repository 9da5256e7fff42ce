#include "conformance/suite/probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "conformance/play/initialize_probe.h"
#include "conformance/play/liveness.h"
#include "conformance/play/peer.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

// Tells the IUT the runner's key in the suite that the runner uses.
Keys ToldOf(Keys keys, Suite suite) {
  if (!keys.IsStranger()) keys.told = StaticPair(suite, keys.runner_s).public_key().bytes();
  return keys;
}

bool Passes(const Case& one_case, const Keys& keys, const Config& config, const Config& spoken,
            const IutSource& source, double timeout_scale) {
  const Keys told = spoken.suite == config.suite ? keys : ToldOf(keys, spoken.suite);
  const auto iut = source.Start(config, told);
  if (!iut) return false;
  return Play(one_case, spoken, **iut, {.timeout_scale = timeout_scale, .keys = &keys}).verdict ==
         Verdict::kPass;
}

int Differences(const Config& a, const Config& b) {
  return static_cast<int>(a.suite != b.suite) + static_cast<int>(a.framing != b.framing);
}

// The other configurations of the case in this role, nearest first.
std::vector<Config> OthersOf(const Case& one_case, const Config& config) {
  std::vector<Config> others = ConfigsOf(one_case);
  std::erase_if(others,
                [&](const Config& other) { return other.role != config.role || other == config; });
  std::ranges::sort(others, {}, [&](const Config& other) {
    return std::tuple(Differences(other, config), other.suite, other.framing);
  });
  return others;
}

std::optional<Explanation> ProbeConfigs(const Case& one_case, const Keys& keys,
                                        const Config& config, const IutSource& source,
                                        double timeout_scale) {
  for (const Config& spoken : OthersOf(one_case, config)) {
    if (!Passes(one_case, keys, config, spoken, source, timeout_scale)) continue;
    const bool suite = spoken.suite != config.suite;
    const bool framing = spoken.framing != config.framing;
    return Explanation{std::string(suite ? "suite-other" : "framing-other"),
                       fmt::format("the IUT passes this case when the runner uses {} {}: it "
                                   "ignores the {} that it is given ({})",
                                   DhName(spoken.suite), asmtp::Name(spoken.framing),
                                   suite && framing ? "suite and framing"
                                   : suite          ? "suite"
                                                    : "framing",
                                   suite ? "CRY-3" : "FR-3")};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Explanation> Probe(const Case& one_case, const Keys& keys, const Config& config,
                                 const IutSource& source, double timeout_scale) {
  if (auto found = ProbeConfigs(one_case, keys, config, source, timeout_scale)) return found;
  if (config.role != noise::Role::kResponder) return std::nullopt;
  const auto iut = source.Start(config, keys);
  if (!iut) return std::nullopt;
  if (CheckAlive(keys, config, **iut, {.timeout_scale = timeout_scale}).wrong.empty()) {
    return std::nullopt;  // its handshake works
  }
  return ProbeInitialize(keys, config, **iut, timeout_scale);
}

}  // namespace asmtp::conformance
