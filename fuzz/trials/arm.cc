#include "fuzz/trials/arm.h"

#include <fmt/format.h>

#include <algorithm>

namespace asmtp::fuzz {

const std::vector<Arm>& AllArms() {
  static const std::vector<Arm> kArms = {{kFullArm, ""},
                                         {"no-mutator", "mutator"},
                                         {"no-crossover", "crossover"},
                                         {"no-seeds", "", /*seeds=*/false},
                                         {"no-state-counters", "state-counters"}};
  return kArms;
}

std::expected<std::vector<Arm>, std::string> SelectArms(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (std::ranges::find(AllArms(), name, &Arm::name) != AllArms().end()) continue;
    std::string known;
    for (const Arm& arm : AllArms()) known += (known.empty() ? "" : ", ") + arm.name;
    return std::unexpected(fmt::format("unknown arm '{}', expected one of: {}", name, known));
  }
  std::vector<Arm> chosen;
  std::ranges::copy_if(AllArms(), std::back_inserter(chosen), [&](const Arm& arm) {
    return std::ranges::find(names, arm.name) != names.end();
  });
  return chosen;
}

}  // namespace asmtp::fuzz
