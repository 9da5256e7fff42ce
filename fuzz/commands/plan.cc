#include "fuzz/commands/plan.h"

#include <fmt/format.h>

#include "core/testing/printable.h"

namespace asmtp::fuzz {

bool& IsPlanOnly() {
  static bool plan_only = false;
  return plan_only;
}

void PrintPlan(std::string_view configuration, const std::vector<Target>& targets) {
  for (const Target& target : targets) Say("{} //fuzz:{}\n", configuration, target.name);
}

}  // namespace asmtp::fuzz
