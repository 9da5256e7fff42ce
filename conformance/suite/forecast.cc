#include "conformance/suite/forecast.h"

#include <optional>

#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

// Returns why the case is not judged in any case, or "".
std::string WhyNotJudged(const IutSource& source, const Config& config, const Case& one_case,
                         const NodeCase* node) {
  std::string why = WhyOutOfReach(source, config, one_case, node);
  if (!why.empty()) return why;
  const auto keys = source.KeysFor(one_case, config.role);
  if (!keys) return keys.error();
  return node != nullptr ? node->why_not : "";
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
      std::optional<NodeCase> node;
      if (source.IsNode()) node = ForNode(one_case, set);
      const std::string why = WhyNotJudged(source, config, one_case, node ? &*node : nullptr);
      forecast.judged += why.empty() ? 1 : 0;
      const bool may_be = node && node->judged == NodeCase::Judged::kIfItCloses;
      forecast.if_it_closes += may_be && why == node->why_not ? 1 : 0;
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
