#include <fmt/format.h>

#include <memory>

#include "conformance/cli/exit_status.h"
#include "conformance/report/report_json.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/report_output.h"
#include "conformance/transcript/read_file.h"

namespace asmtp::conformance {
namespace {

struct ReportCommandOptions {
  std::vector<std::string> inputs;
  std::vector<std::string> sections;
  ReportFiles files;
  PrintOptions print;
};

std::expected<std::vector<Section>, std::string> LoadSections(
    const std::vector<std::string>& files) {
  std::vector<Section> sections;
  for (const std::string& file : files) {
    const auto text = ReadTextFile(file, kReportSizeMax);
    if (!text) return std::unexpected(file + ": " + text.error());
    auto section = ReadSection(file, *text);
    if (!section) return std::unexpected(section.error());
    sections.push_back(*std::move(section));
  }
  return sections;
}

// Prints the reports and writes the requested files.
int ShowReports(const ReportCommandOptions& options) {
  std::vector<Report> reports;
  for (const std::string& input : options.inputs) {
    auto report = LoadReport(input);
    if (!report) return Fail(kExitUsage, report.error());
    reports.push_back(*std::move(report));
  }
  const auto sections = LoadSections(options.sections);
  if (!sections) return Fail(kExitUsage, sections.error());
  const bool one_only = !options.files.junit.empty() || !options.files.sarif.empty();
  if (one_only && reports.size() > 1) {
    return Fail(kExitUsage, "--junit and --sarif take exactly one report");
  }
  const std::string unwritable = WhyNotWritable(options.files);
  if (!unwritable.empty()) return Fail(kExitUsage, unwritable);
  for (const Report& report : reports) PrintReport(report, options.print);
  const std::string error = WriteReportFiles(options.files, reports, *sections);
  return error.empty() ? kExitOk : Fail(kExitInternal, error);
}

}  // namespace

cli::Command ReportCommand() {
  auto options = std::make_shared<ReportCommandOptions>();
  cli::Command command{.name = "report", .about = "print reports again or convert them"};
  command.Add({.name = "file",
               .target = &options->inputs,
               .help = "JSON reports, one per implementation",
               .required = true});
  command.Add(
      {"--section", &options->sections,
       "add a section written by `matrix --section` or `learn --section` to the --html page"});
  AddPrintOptions(command, options->print);
  AddReportFileOptions(command, options->files, /*with_json=*/false);
  command.run = [options] { return ShowReports(*options); };
  return command;
}

}  // namespace asmtp::conformance
