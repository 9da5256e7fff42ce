#include "fuzz/commands/replay_files.h"

#include <fmt/format.h>

#include "core/testing/printable.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/driver/file.h"
#include "fuzz/driver/inputs.h"
#include "fuzz/driver/replay.h"

namespace asmtp::fuzz {
namespace {

// A file named on the command line may be larger than a file of a corpus.
constexpr size_t kNamedMax = size_t{64} << 20;

void Print(const FailedInput& failed) {
  for (const std::string& line : failed.crash.report) Say("{}\n", line);
  Say("{} fails: {}\n", failed.file.path.string(), failed.crash.Signature());
  if (!failed.crash.file.empty()) {
    Say("at {}:{} in {}\n", failed.crash.file, failed.crash.line, failed.crash.function);
  }
}

}  // namespace

int RunFiles(const TargetSetup& setup, const std::vector<std::string>& files) {
  std::vector<InputFile> inputs;
  for (const std::string& file : files) {
    const auto bytes = ReadFile(file, kNamedMax);
    if (!bytes) return Fail(kExitUsage, bytes.error());
    inputs.push_back({file, bytes->size()});
  }
  const ReplayResult result = ReplayFiles(setup, inputs);
  for (const FailedInput& failed : result.failures) Print(failed);
  Say("{} passed, {} failed\n", result.passed.size(), result.failures.size());
  if (!result.failures.empty()) return kExitBug;
  return result.problem.empty() ? kExitOk : Fail(kExitInfrastructure, result.problem);
}

}  // namespace asmtp::fuzz
