#include <fmt/format.h>

#include <memory>
#include <string>

#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/input_file.h"
#include "fuzz/mutate/mutation.h"
#include "fuzz/text/input_text.h"

namespace asmtp::fuzz {
namespace {

// Repeats the mutation of the file and prints its result.
int Mutate(const std::string& file) {
  const auto text = ReadWholeFile(file);
  if (!text) return Fail(kExitUsage, text.error());
  const auto mutation = ReadMutation(*text);
  if (!mutation) return Fail(kExitUsage, fmt::format("{}: {}", file, mutation.error()));
  const Bytes result = Replay(*mutation);
  fmt::print("# {} bytes of at most {}\n{}", result.size(), mutation->max_size,
             DecodeInput(mutation->mutator.target, result));
  if (result.size() <= mutation->max_size) return kExitOk;
  return Fail(kExitBug, "the mutation exceeds its size limit");
}

}  // namespace

cli::Command MutateCommand() {
  auto file = std::make_shared<std::string>();
  cli::Command command{.name = "mutate", .about = "repeat a mutation in which a mutator failed"};
  command.Add({.name = "file",
               .target = file.get(),
               .help = "file mutator-failure-SEED.txt; - is stdin",
               .required = true});
  command.run = [file] { return Mutate(*file); };
  return command;
}

}  // namespace asmtp::fuzz
