// InputFile: an input on the command line, and its target.
//
//   asmtp-fuzz decode corpus/session/echo
//   asmtp-fuzz decode --target asmtp_session crash-1f2e
#ifndef ASMTP_FUZZ_COMMANDS_INPUT_FILE_H_
#define ASMTP_FUZZ_COMMANDS_INPUT_FILE_H_

#include <expected>
#include <string>
#include <string_view>

#include "conformance/cli/command.h"
#include "fuzz/text/input_text.h"

namespace asmtp::fuzz {

struct InputOptions {
  std::string target;
  std::string file;
};

void AddInputOptions(cli::Command& command, InputOptions& options);

// Reads the input. Without --target, a parent folder must be named after a target, as in
// out/fuzz/asmtp_frame/crashes, or be a seed folder of one, as in corpus/frame.
std::expected<NamedInput, std::string> LoadInput(const InputOptions& options);

// Reads a file, or stdin if `file` is "-". The error is one sentence.
std::expected<std::string, std::string> ReadWholeFile(const std::string& file);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_INPUT_FILE_H_
