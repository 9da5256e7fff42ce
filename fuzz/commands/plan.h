// Plan: `asmtp-fuzz --plan COMMAND ...` lists the build targets that the command needs, and does
// nothing else. ./asmtp builds them and then starts the command.
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

// Prints one line per target.
void PrintPlan(std::string_view configuration, const std::vector<Target>& targets);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_PLAN_H_
