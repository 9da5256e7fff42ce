#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "fuzz/driver/target_table.h"
#include "fuzz/runner/commands.h"
#include "fuzz/runner/exit_status.h"
#include "fuzz/runner/plan.h"
#include "fuzz/runner/surroundings.h"

namespace asmtp::fuzz {
namespace {

// One line for each target: its name, and its folders of corpus/.
int List(const Surroundings& surroundings, const std::vector<std::string>& globs) {
  const auto chosen = surroundings.Select(globs);
  if (!chosen) return Fail(chosen.error().status, chosen.error().sentence);
  if (IsPlanOnly()) return kExitOk;
  for (const Target& target : *chosen) {
    fmt::print("{} {}\n", target.name, fmt::join(target.folders, " "));
  }
  return kExitOk;
}

}  // namespace

void AddListCommand(CLI::App& app, CommandAction& chosen) {
  auto globs = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand("list", "name the targets and their folders of corpus/");
  command->add_option("glob", *globs, "only these, as in 'asmtp_msg_*'");
  command->callback(
      [globs, &chosen] { chosen = [globs] { return List(Surroundings(), *globs); }; });
}

}  // namespace asmtp::fuzz
