#include "conformance/suite/forecast.h"

#include <optional>

#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

std::string WhyNotJudged(const IutSource& source, const Config& config, const Case& one_case,
                         const CaseSet& set) {
  std::optional<NodeCase> node;
  if (source.IsNode()) node = ForNode(one_case, set);
  std::string why = WhyOutOfReach(source, config, one_case, node ? &*node : nullptr);
  if (!why.empty()) return why;
  const auto keys = source.KeysFor(one_case, config.role);
  if (!keys) return keys.error();
  return node ? node->why_not : "";
}

}  // namespace

Forecast ForecastRuns(const CaseSet& set, const std::vector<Config>& configs,
                      const IutSource& source) {
  Forecast forecast;
  for (const Case& one_case : set.cases) {
    const std::string& id = one_case.header.id;
    if (Contains(one_case.header.tags, "endurance")) continue;
    for (const Config& config : ConfigsOf(one_case)) {
      if (!Contains(configs, config)) continue;
      ++forecast.runs;
      const std::string why = WhyNotJudged(source, config, one_case, set);
      forecast.judged += why.empty() ? 1 : 0;
      ++(why.empty() ? forecast.areas[id.substr(0, id.find('/'))] : forecast.rest[why]);
    }
  }
  return forecast;
}

std::string WhyOutOfReach(const IutSource& source, const Config& config, const Case& one_case,
                          const NodeCase* node) {
  std::string why = source.WhyUnsupported(config, node != nullptr ? 0 : one_case.header.tier);
  if (why.empty() && IsParallel(one_case)) why = source.WhyNotParallel();
  if (why.empty() && IsAboutMessages(one_case)) why = source.WhyNoMessages();
  if (why.empty() && node != nullptr && !node->IsPlayed()) why = node->why_not;
  return why;
}

}  // namespace asmtp::conformance
