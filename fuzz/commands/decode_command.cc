#include <fmt/format.h>

#include <memory>
#include <string>

#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/input_file.h"
#include "fuzz/text/input_text.h"

namespace asmtp::fuzz {
namespace {

int Decode(const InputOptions& options) {
  const auto input = LoadInput(options);
  if (!input) return Fail(kExitUsage, input.error());
  fmt::print("{}", DecodeInput(input->target, input->bytes));
  return kExitOk;
}

}  // namespace

cli::Command DecodeCommand() {
  auto options = std::make_shared<InputOptions>();
  cli::Command command{.name = "decode", .about = "print an input as text"};
  AddInputOptions(command, *options);
  command.run = [options] { return Decode(*options); };
  return command;
}

}  // namespace asmtp::fuzz
