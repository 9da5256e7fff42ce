#include "conformance/faulty/deviant_suite.h"

#include <map>

#include "conformance/play/deviant_iut.h"
#include "conformance/play/player.h"
#include "conformance/transcript/contains.h"

namespace asmtp::faulty {
namespace {

using conformance::Case;
using conformance::CaseSet;
using conformance::Config;
using conformance::Reason;
using conformance::Verdict;

std::vector<noise::Role> RolesOf(deviant::Roles roles) {
  if (roles == deviant::Roles::kResponder) return {noise::Role::kResponder};
  if (roles == deviant::Roles::kInitiator) return {noise::Role::kInitiator};
  return {noise::Role::kResponder, noise::Role::kInitiator};
}

// The cases in one configuration. Each is played at most once.
class DeviantRun {
 public:
  DeviantRun(const CaseSet& set, const Config& config, const deviant::Deviation& deviation)
      : set_(set), config_(config), deviation_(deviation) {}

  bool IsFor(const Case& one_case) const {
    return conformance::Contains(conformance::ConfigsOf(one_case), config_);
  }

  const Played& ResultOf(const Case& one_case) {
    const auto known = known_.find(&one_case);
    if (known != known_.end()) return known->second;
    conformance::PlayResult result = Control(one_case);
    if (result.verdict == Verdict::kPass) result = PlayCase(one_case);
    const Played played{&one_case, config_, result.verdict, result.text};
    return known_.emplace(&one_case, played).first->second;
  }

 private:
  // Returns PASS, or the verdict that the control of a case forces on it.
  conformance::PlayResult Control(const Case& one_case) {
    conformance::PlayResult result;
    const Case* control = set_.Find(one_case.header.control);
    if (control == nullptr || !IsFor(*control)) return result;
    result.Add({.reason = Reason::kControl,
                .stated = ResultOf(*control).verdict,
                .where = control->header.id},
               one_case.header.level);
    return result;
  }

  conformance::PlayResult PlayCase(const Case& one_case) const {
    conformance::DeviantIut iut(config_, one_case.keys.For(config_.role), deviation_);
    conformance::SeenKeys seen;
    conformance::PlayResult result = conformance::Play(one_case, config_, iut, {.seen = &seen});
    if (iut.crashed()) {
      result.Add({.reason = Reason::kCrash, .what = "the IUT crashed"}, one_case.header.level);
    }
    return result;
  }

  const CaseSet& set_;
  Config config_;
  const deviant::Deviation& deviation_;
  std::map<const Case*, Played> known_;
};

}  // namespace

FaultInfo InfoOf(const deviant::Row& fault) {
  FaultInfo info{.name = std::string(fault.id),
                 .clause = std::string(fault.clause),
                 .what = std::string(fault.sentence),
                 .verdict = fault.verdict,
                 .configs = {},
                 .family = std::string(fault.family)};
  for (const noise::Role role : RolesOf(fault.roles)) {
    info.configs.push_back({.role = role, .suite = fault.suite, .framing = fault.framing});
  }
  return info;
}

std::vector<Played> PlayAgainst(const deviant::Row& fault, const CaseSet& set,
                                const std::vector<const Case*>& cases) {
  const deviant::Deviation deviation = fault.deviation();
  std::vector<Played> all;
  for (const Config& config : InfoOf(fault).configs) {
    DeviantRun run(set, config, deviation);
    for (const Case* one_case : cases) {
      if (run.IsFor(*one_case)) all.push_back(run.ResultOf(*one_case));
    }
  }
  return all;
}

}  // namespace asmtp::faulty
