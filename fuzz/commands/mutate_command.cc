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

// Makes the mutation again that the file tells of, and prints what comes out.
int Mutate(const std::string& file) {
  const auto text = ReadWholeFile(file);
  if (!text) return Fail(kExitUsage, text.error());
  const auto mutation = ReadMutation(*text);
  if (!mutation) return Fail(kExitUsage, fmt::format("{}: {}", file, mutation.error()));
  const Bytes result = Replay(*mutation);
  fmt::print("# {} bytes of at most {}\n{}", result.size(), mutation->max_size,
             DecodeInput(mutation->mutator.target, result));
  if (result.size() <= mutation->max_size) return kExitOk;
  return Fail(kExitBug, "the mutation is larger than it may be");
}

}  // namespace

cli::Command MutateCommand() {
  auto file = std::make_shared<std::string>();
  cli::Command command{.name = "mutate",
                       .about = "make a mutation again, after a mutator has failed"};
  command.Add({.name = "file",
               .target = file.get(),
               .help = "mutator-failure-SEED.txt; - is stdin",
               .required = true});
  command.run = [file] { return Mutate(*file); };
  return command;
}

}  // namespace asmtp::fuzz
