#include <fmt/format.h>

#include <memory>

#include "conformance/report/compare.h"
#include "conformance/report/report_json.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/exit_status.h"
#include "conformance/runner/output_file.h"
#include "conformance/runner/report_output.h"

namespace asmtp::conformance {
namespace {

struct CompareOptions {
  std::string before;
  std::string after;
  std::string markdown;  // file to write, or ""
};

int RunCompare(const CompareOptions& options) {
  const auto before = LoadReport(options.before);
  if (!before) return Fail(kExitUsage, before.error());
  const auto after = LoadReport(options.after);
  if (!after) return Fail(kExitUsage, after.error());
  const Comparison comparison = CompareReports(*before, *after);
  fmt::print("{}", WriteText(comparison));
  if (!options.markdown.empty()) {
    const std::string error = WriteReportFile(options.markdown, WriteMarkdown(comparison));
    if (!error.empty()) return Fail(kExitInternal, error);
  }
  return comparison.IsRegression() ? kExitUnexpected : kExitOk;
}

}  // namespace

void AddCompareCommand(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* command =
      app.add_subcommand("compare", "say what is other in a report than in an earlier one");
  command->add_option("old", options->before, "the earlier report, in JSON")->required();
  command->add_option("new", options->after, "the later report, in JSON")->required();
  command->add_option("--markdown", options->markdown, "write it in Markdown, for a comment");
  command->footer("Exit status 1 where something was as expected and is not any more.");
  command->callback([options, &chosen] { chosen = [options] { return RunCompare(*options); }; });
}

}  // namespace asmtp::conformance
