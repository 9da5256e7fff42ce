// Plan: `asmtp-fuzz --plan COMMAND ...` names what has to be built before the command can run, and
// does nothing else. ./asmtp asks so, builds, and then starts the command.
//
//   fuzz //fuzz:asmtp_frame            a configuration of .bazelrc, and a label
#ifndef ASMTP_FUZZ_COMMANDS_PLAN_H_
#define ASMTP_FUZZ_COMMANDS_PLAN_H_

#include <string_view>
#include <vector>

#include "fuzz/driver/target_table.h"

namespace asmtp::fuzz {

// Whether only the plan is asked for.
bool& IsPlanOnly();

// Prints a line for each target.
void PrintPlan(std::string_view configuration, const std::vector<Target>& targets);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_PLAN_H_
