// matrix: every initiator of a list speaks to every responder.
#include <fmt/format.h>

#include <memory>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/root.h"
#include "conformance/matrix/matrix.h"
#include "conformance/matrix/matrix_text.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/report_output.h"
#include "conformance/transcript/line.h"
#include "conformance/transcript/text_file.h"

namespace asmtp::conformance {
namespace {

struct MatrixOptions {
  std::string peers;  // the list; conformance/peers/peers.json if ""
  SectionFiles files;
  std::string readme;  // a Markdown file with the two marks, or ""
  bool check = false;  // only says whether the file has these tables
};

int WriteReadme(const MatrixOptions& options, const std::string& tables) {
  const auto old = ReadTextFile(options.readme, kFileSizeMax);
  if (!old) return Fail(kExitUsage, options.readme + ": " + old.error());
  if (old->size() > kFileSizeMax) return Fail(kExitUsage, options.readme + ": it is too large");
  const auto fresh = PutBetweenMarks(*old, tables);
  if (!fresh) return Fail(kExitUsage, options.readme + ": " + fresh.error());
  if (*fresh == *old) return kExitOk;
  if (options.check) return Fail(kExitUnexpected, options.readme + " has other tables than these");
  const std::string wrong = WriteTextFile(options.readme, *fresh);
  return wrong.empty() ? kExitOk : Fail(kExitInternal, options.readme + ": " + wrong);
}

int WriteFiles(const MatrixOptions& options, const Matrix& matrix, const std::string& tables) {
  const std::string wrong = WriteSectionFiles(options.files, MatrixSection(matrix));
  if (!wrong.empty()) return Fail(kExitInternal, wrong);
  return options.readme.empty() ? kExitOk : WriteReadme(options, tables);
}

int ShowMatrix(const MatrixOptions& options) {
  const auto root = FindRoot("SPEC.md");
  const std::string file =
      options.peers.empty() ? (root / "conformance/peers/peers.json").string() : options.peers;
  const auto text = ReadTextFile(file, kFileSizeMax);
  if (!text) return Fail(kExitUsage, file + ": " + text.error());
  const auto list = ReadPeerList(*text, {.root = root, .endpoint = FindEndpoint()});
  if (!list) return Fail(kExitUsage, file + ": " + list.error());
  for (const std::string& name : list->absent) {
    fmt::print(stderr, "asmtp-conform: {} is left out: it is not built\n", name);
  }
  if (list->peers.empty()) return Fail(kExitNoIut, "no peer is built");
  const Matrix matrix = MeetAll(*list);
  const std::string tables = WriteMatrixTables(matrix);
  fmt::print("{}\n{}{} pairs, {} of them fail\n", tables, WriteMatrixFailures(matrix),
             matrix.MeetingCount(), matrix.FailureCount());
  const int written = WriteFiles(options, matrix, tables);
  return matrix.FailureCount() == 0 ? written : kExitUnexpected;
}

}  // namespace

cli::Command MatrixCommand() {
  auto options = std::make_shared<MatrixOptions>();
  cli::Command command{
      .name = "matrix",
      .about = "let every implementation of a list speak to every other, over sockets"};
  command.Add({"--peers", &options->peers, "the list (conformance/peers/peers.json)"});
  AddSectionFileOptions(command, options->files);
  command.Add({"--readme", &options->readme, "put the tables between the marks of this file"});
  command.Add({.name = "--check",
               .target = &options->check,
               .help = "do not write it: status 1 where it has others",
               .needs = {"--readme"}});
  command.footer = "Exit status 1 where a pair fails.";
  command.run = [options] { return ShowMatrix(*options); };
  return command;
}

}  // namespace asmtp::conformance
