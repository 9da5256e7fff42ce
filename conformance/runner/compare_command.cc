#include <fmt/format.h>

#include <memory>

#include "conformance/cli/exit_status.h"
#include "conformance/report/compare.h"
#include "conformance/report/report_json.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/report_output.h"
#include "core/testing/output_file.h"
#include "core/testing/printable.h"

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
  Say("{}", WriteText(comparison));
  if (!options.markdown.empty()) {
    const std::string error = WriteFile(options.markdown, WriteMarkdown(comparison));
    if (!error.empty()) return Fail(kExitInternal, error);
  }
  if (!comparison.has_common_runs) {
    return Fail(kExitUsage, "the reports have no run in common, so they show nothing");
  }
  return comparison.IsRegression() ? kExitUnexpected : kExitOk;
}

}  // namespace

cli::Command CompareCommand() {
  auto options = std::make_shared<CompareOptions>();
  cli::Command command{.name = "compare", .about = "compare a report with an earlier one"};
  command.Add({.name = "old",
               .target = &options->before,
               .help = "earlier report, in JSON",
               .required = true});
  command.Add({.name = "new",
               .target = &options->after,
               .help = "later report, in JSON",
               .required = true});
  command.Add({"--markdown", &options->markdown,
               "write the comparison in Markdown, for a pull request comment"});
  command.footer =
      "Exit status 1 if an expected result became unexpected, 2 if the reports have no run in "
      "common.";
  command.run = [options] { return RunCompare(*options); };
  return command;
}

}  // namespace asmtp::conformance
