#include <fmt/format.h>

#include <memory>

#include "conformance/cli/exit_status.h"
#include "conformance/runner/case_files.h"
#include "conformance/runner/commands.h"
#include "conformance/transcript/format.h"
#include "conformance/transcript/line.h"
#include "conformance/transcript/read_file.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

struct FmtOptions {
  std::vector<std::string> files;
  bool check = false;
  CorpusOptions corpus;
};

enum class Fmt : uint8_t { kCanonical, kOther, kFailed };

Fmt FailOn(const std::string& sentence) {
  Fail(kExitUsage, sentence);
  return Fmt::kFailed;
}

// Formats one file; with `check`, only reports whether it is formatted.
Fmt FormatFile(const std::filesystem::path& file, bool check) {
  const auto text = ReadTextFile(file, kFileSizeMax);
  if (!text) return FailOn(file.string() + ": " + text.error());
  const auto formatted = FormatTranscript(file.string(), *text);
  if (!formatted) return FailOn(formatted.error().Format());
  if (*formatted == *text) return Fmt::kCanonical;
  if (!check) {
    const std::string why = WriteCaseFile(file, *formatted);
    if (!why.empty()) return FailOn(why);
  }
  Say("{}\n", file.string());
  return Fmt::kOther;
}

int FormatFiles(const FmtOptions& options) {
  const auto files = FindArgumentFiles(options.corpus, options.files);
  if (!files) return Fail(kExitUsage, files.error());
  int status = kExitOk;
  for (const auto& file : *files) {
    const Fmt done = FormatFile(file, options.check);
    if (done == Fmt::kFailed) status = kExitUsage;
    if (done == Fmt::kOther && options.check && status == kExitOk) status = kExitUnexpected;
  }
  return status;
}

}  // namespace

cli::Command FmtCommand() {
  auto options = std::make_shared<FmtOptions>();
  cli::Command command{.name = "fmt",
                       .about = "format case files and print the names of those that change"};
  command.Add({"file", &options->files, "case files, or folders of them (default: all)"});
  command.Add(
      {"--check", &options->check, "change nothing; exit status 1 if a file is not formatted"});
  AddCorpusOptions(command, options->corpus);
  command.run = [options] { return FormatFiles(*options); };
  return command;
}

}  // namespace asmtp::conformance
