#include <fmt/format.h>

#include <memory>
#include <string>

#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/input_file.h"
#include "fuzz/text/unit_test.h"

namespace asmtp::fuzz {
namespace {

struct ToTestOptions {
  InputOptions input;
  std::string name = "OnceFailed";
};

int ToTest(const ToTestOptions& options) {
  const auto input = LoadInput(options.input);
  if (!input) return Fail(kExitUsage, input.error());
  const auto source = UnitTestSource(*input, options.name);
  if (!source) return Fail(kExitUsage, source.error());
  fmt::print("{}", *source);
  return kExitOk;
}

}  // namespace

cli::Command ToTestCommand() {
  auto options = std::make_shared<ToTestOptions>();
  cli::Command command{.name = "to-test", .about = "print a unit test of an input as C++ source"};
  AddInputOptions(command, options->input);
  command.Add({"--name", &options->name, "name of the test, as in ForgedTwice"});
  command.run = [options] { return ToTest(*options); };
  return command;
}

}  // namespace asmtp::fuzz
