#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "core/testing/printable.h"
#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/plan.h"
#include "fuzz/commands/surroundings.h"
#include "fuzz/driver/target_table.h"

namespace asmtp::fuzz {
namespace {

// Prints one line per target: its name and its folders of corpus/.
int List(const Surroundings& surroundings, const std::vector<std::string>& globs) {
  const auto chosen = surroundings.Select(globs);
  if (!chosen) return Fail(chosen.error().status, chosen.error().text);
  if (IsPlanOnly()) return kExitOk;
  for (const Target& target : *chosen) {
    Say("{} {}\n", target.name, fmt::join(target.folders, " "));
  }
  return kExitOk;
}

}  // namespace

cli::Command ListCommand() {
  auto globs = std::make_shared<std::vector<std::string>>();
  cli::Command command{.name = "list", .about = "list the targets and their folders of corpus/"};
  command.Add({"glob", globs.get(), "select targets by name or glob, as in 'asmtp_msg_*'"});
  command.run = [globs] { return List(Surroundings(), *globs); };
  return command;
}

}  // namespace asmtp::fuzz
