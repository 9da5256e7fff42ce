#include <fmt/format.h>

#include <memory>

#include "conformance/report/report_json.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/exit_status.h"
#include "conformance/runner/report_output.h"

namespace asmtp::conformance {
namespace {

struct ReportCommandOptions {
  std::vector<std::string> inputs;
  ReportFiles files;
  PrintOptions print;
};

// Shows reports again, and makes files of them.
int ShowReports(const ReportCommandOptions& options) {
  std::vector<Report> reports;
  for (const std::string& input : options.inputs) {
    auto report = LoadReport(input);
    if (!report) return Fail(kExitUsage, report.error());
    reports.push_back(*std::move(report));
  }
  const bool one_only = !options.files.junit.empty() || !options.files.sarif.empty();
  if (one_only && reports.size() > 1) {
    return Fail(kExitUsage, "--junit and --sarif take one report: name one file");
  }
  const std::string unwritable = WhyNotWritable(options.files);
  if (!unwritable.empty()) return Fail(kExitUsage, unwritable);
  for (const Report& report : reports) PrintReport(report, options.print);
  const std::string error = WriteReportFiles(options.files, reports);
  return error.empty() ? kExitOk : Fail(kExitInternal, error);
}

}  // namespace

void AddReportCommand(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<ReportCommandOptions>();
  CLI::App* command = app.add_subcommand("report", "show reports again, or make files of them");
  command->add_option("file", options->inputs, "reports in JSON, one for each implementation")
      ->required();
  AddPrintOptions(*command, options->print);
  AddReportFileOptions(*command, options->files, /*with_json=*/false);
  command->callback([options, &chosen] { chosen = [options] { return ShowReports(*options); }; });
}

}  // namespace asmtp::conformance
