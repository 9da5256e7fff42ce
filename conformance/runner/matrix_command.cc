// matrix: sessions between every initiator and every responder of a list.
#include <fmt/format.h>

#include <memory>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/root.h"
#include "conformance/matrix/matrix.h"
#include "conformance/matrix/matrix_text.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/report_output.h"
#include "conformance/transcript/line.h"
#include "conformance/transcript/read_file.h"
#include "core/testing/interrupt.h"
#include "core/testing/output_file.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

struct MatrixOptions {
  std::string peers;  // "" for conformance/peers/peers.json
  SectionFiles files;
  std::string document;  // a Markdown file with the two marks, or ""
  bool check = false;    // only compare the tables in the document
};

int WriteTablesInto(const MatrixOptions& options, const std::string& tables) {
  const auto old = ReadTextFile(options.document, kFileSizeMax);
  if (!old) return Fail(kExitUsage, options.document + ": " + old.error());
  const auto fresh = PutBetweenMarks(*old, tables);
  if (!fresh) return Fail(kExitUsage, options.document + ": " + fresh.error());
  if (*fresh == *old) return kExitOk;
  if (options.check) {
    return Fail(
        kExitUnexpected,
        options.document + ": the tables are out of date; run without --check to update them");
  }
  const std::string wrong = WriteFile(options.document, *fresh);
  return wrong.empty() ? kExitOk : Fail(kExitInternal, wrong);
}

int WriteFiles(const MatrixOptions& options, const Matrix& matrix, const std::string& tables) {
  const std::string wrong = WriteSectionFiles(options.files, MatrixSection(matrix));
  if (!wrong.empty()) return Fail(kExitInternal, wrong);
  if (matrix.interrupted) return kExitUnexpected;  // the document keeps its tables
  return options.document.empty() ? kExitOk : WriteTablesInto(options, tables);
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
    Say(stderr, "asmtp-conform: {} is not built, skipped\n", name);
  }
  if (list->peers.empty()) return Fail(kExitNoIut, "no peer is built");
  CatchSignals();
  const Matrix matrix = MeetAll(*list);
  const std::string tables = WriteMatrixTables(matrix);
  Say("{}\n{}{}{} pairs, {} failed\n", tables, WriteMatrixFailures(matrix),
      matrix.interrupted ? "interrupted: " : "", matrix.MeetingCount(), matrix.FailureCount());
  const int written = WriteFiles(options, matrix, tables);
  return matrix.FailureCount() == 0 ? written : kExitUnexpected;
}

}  // namespace

cli::Command MatrixCommand() {
  auto options = std::make_shared<MatrixOptions>();
  cli::Command command{
      .name = "matrix",
      .about = "run sessions between all pairs of listed implementations, over sockets"};
  command.Add(
      {"--peers", &options->peers, "list of implementations (conformance/peers/peers.json)"});
  AddSectionFileOptions(command, options->files);
  command.Add({"--document", &options->document,
               "update the tables between the marks in this Markdown file"});
  command.Add({.name = "--check",
               .target = &options->check,
               .help = "write nothing; exit status 1 if the tables in the file differ",
               .needs = {"--document"}});
  command.footer = "Exit status 1 if a pair fails, or after an interrupt.";
  command.run = [options] { return ShowMatrix(*options); };
  return command;
}

}  // namespace asmtp::conformance
