#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>

#include "core/bytes/bytes.h"
#include "core/testing/output_file.h"
#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/input_file.h"
#include "fuzz/text/input_text.h"

namespace asmtp::fuzz {
namespace {

struct EncodeOptions {
  std::string file;
  std::string out;
};

int Encode(const EncodeOptions& options) {
  const auto text = ReadWholeFile(options.file);
  if (!text) return Fail(kExitUsage, text.error());
  const auto input = EncodeInput(*text);
  if (!input) return Fail(kExitUsage, fmt::format("{}: {}", options.file, input.error()));
  if (!options.out.empty()) {
    const std::string error = WriteFile(options.out, AsText(input->bytes));
    return error.empty() ? kExitOk : Fail(kExitInfrastructure, error);
  }
  std::fwrite(input->bytes.data(), 1, input->bytes.size(), stdout);
  return kExitOk;
}

}  // namespace

cli::Command EncodeCommand() {
  auto options = std::make_shared<EncodeOptions>();
  cli::Command command{.name = "encode", .about = "turn the text of `decode` back into an input"};
  command.Add({.name = "file",
               .target = &options->file,
               .help = "file with the text; - is stdin",
               .required = true});
  command.Add({"--out", &options->out, "output file; default: stdout"});
  command.run = [options] { return Encode(*options); };
  return command;
}

}  // namespace asmtp::fuzz
