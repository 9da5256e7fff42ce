#include <fmt/format.h>

#include <memory>
#include <string>

#include "fuzz/cases/case_text.h"
#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/input_file.h"

namespace asmtp::fuzz {
namespace {

struct ToTranscriptOptions {
  InputOptions input;
  std::string name = "found";
};

int ToTranscript(const ToTranscriptOptions& options) {
  const auto input = LoadInput(options.input);
  if (!input) return Fail(kExitUsage, input.error());
  if (input->target != "asmtp_session") {
    return Fail(kExitUsage,
                "expected an input of asmtp_session; no other input can be a conformance case");
  }
  const auto text = CaseText(input->bytes, options.name);
  if (!text) return Fail(kExitUsage, "this program cannot be a conformance case: " + text.error());
  fmt::print("{}", *text);
  return kExitOk;
}

}  // namespace

cli::Command ToTranscriptCommand() {
  auto options = std::make_shared<ToTranscriptOptions>();
  cli::Command command{.name = "to-transcript",
                       .about = "print a program as a conformance case (.atf)"};
  AddInputOptions(command, options->input);
  command.Add({"--name", &options->name, "last part of the id of the case: fuzz/NAME"});
  command.run = [options] { return ToTranscript(*options); };
  return command;
}

}  // namespace asmtp::fuzz
