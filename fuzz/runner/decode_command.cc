#include <fmt/format.h>

#include <memory>
#include <string>

#include "fuzz/runner/commands.h"
#include "fuzz/runner/exit_status.h"
#include "fuzz/runner/input_file.h"
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

void AddDecodeCommand(CLI::App& app, CommandAction& chosen) {
  auto options = std::make_shared<InputOptions>();
  CLI::App* command = app.add_subcommand("decode", "print an input as text");
  AddInputOptions(*command, *options);
  command->callback([options, &chosen] { chosen = [options] { return Decode(*options); }; });
}

}  // namespace asmtp::fuzz
