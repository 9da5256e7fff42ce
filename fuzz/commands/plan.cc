#include "fuzz/commands/plan.h"

#include <fmt/format.h>

namespace asmtp::fuzz {

bool& IsPlanOnly() {
  static bool plan_only = false;
  return plan_only;
}

void PrintPlan(std::string_view configuration, const std::vector<Target>& targets) {
  for (const Target& target : targets) fmt::print("{} //fuzz:{}\n", configuration, target.name);
}

}  // namespace asmtp::fuzz
