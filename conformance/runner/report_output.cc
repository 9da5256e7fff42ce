#include "conformance/runner/report_output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>

#include "conformance/report/annotations.h"
#include "conformance/report/console.h"
#include "conformance/report/html/html_report.h"
#include "conformance/report/junit.h"
#include "conformance/report/markdown.h"
#include "conformance/report/report_json.h"
#include "conformance/report/sarif.h"
#include "core/testing/output_file.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

// A kind of file: its option, its member of ReportFiles, and its writer.
struct Kind {
  const char* option;
  const char* help;
  std::string ReportFiles::* file;
  std::function<std::string(std::span<const Report>, std::span<const Section>)> write;
};

template <auto kWrite>
std::string OfFirst(std::span<const Report> reports, std::span<const Section>) {
  return kWrite(reports.front());
}

std::string MarkdownOfAll(std::span<const Report> reports, std::span<const Section>) {
  std::string text;
  for (const Report& report : reports) text += WriteMarkdown(report) + "\n";
  return text;
}

const std::vector<Kind>& Kinds() {
  static const std::vector<Kind> kKinds = {
      {"--json", "write a JSON report to this file", &ReportFiles::json, OfFirst<WriteReportJson>},
      {"--html", "write a self-contained HTML page", &ReportFiles::html, WriteHtml},
      {"--junit", "write JUnit XML for CI services", &ReportFiles::junit, OfFirst<WriteJunit>},
      {"--markdown", "write a Markdown summary, for example to $GITHUB_STEP_SUMMARY",
       &ReportFiles::markdown, MarkdownOfAll},
      {"--sarif", "write SARIF 2.1.0 for code scanning", &ReportFiles::sarif, OfFirst<WriteSarif>}};
  return kKinds;
}

bool IsOn(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && std::string_view(value) == "true";
}

}  // namespace

void AddReportFileOptions(cli::Command& command, ReportFiles& files, bool with_json) {
  for (const Kind& kind : Kinds()) {
    const bool json = std::string_view(kind.option) == "--json";
    if (!json || with_json) command.Add({kind.option, &(files.*kind.file), kind.help});
  }
}

ReportFiles WithDefaults(ReportFiles files) {
  const char* folder = std::getenv("ASMTP_REPORTS");
  if (folder == nullptr || *folder == '\0') return files;
  if (files.json.empty()) files.json = std::string(folder) + "/report.json";
  if (files.html.empty()) files.html = std::string(folder) + "/report.html";
  return files;
}

std::string WhyNotWritable(const ReportFiles& files) {
  for (const Kind& kind : Kinds()) {
    const std::string& file = files.*kind.file;
    if (file.empty()) continue;
    const std::string why = WhyNotWritable(file);
    if (!why.empty()) return fmt::format("{}: {}", kind.option, why);
  }
  return "";
}

std::string WriteReportFiles(const ReportFiles& files, std::span<const Report> reports,
                             std::span<const Section> sections) {
  for (const Kind& kind : Kinds()) {
    const std::string& file = files.*kind.file;
    if (file.empty()) continue;
    const std::string why = WriteFile(file, kind.write(reports, sections));
    if (!why.empty()) return why;
  }
  return "";
}

void AddSectionFileOptions(cli::Command& command, SectionFiles& files) {
  command.Add({"--html", &files.html, "write an HTML page"});
  command.Add({"--section", &files.section, "write its content to a file for `report --section`"});
}

std::string WriteSectionFiles(const SectionFiles& files, const Section& section) {
  if (!files.section.empty()) {
    std::string why = WriteFile(files.section, WriteSectionJson(section));
    if (!why.empty()) return why;
  }
  if (files.html.empty()) return "";
  std::string why = WriteFile(files.html, WriteSectionPage(section));
  if (why.empty()) Say("report: {}\n", files.html);
  return why;
}

bool WantsColour(int fd) {
  const char* no_color = std::getenv("NO_COLOR");
  return ::isatty(fd) == 1 && (no_color == nullptr || *no_color == '\0');
}

void AddPrintOptions(cli::Command& command, PrintOptions& options) {
  command.Add({"--findings", &options.findings_max, "number of failures to print in full (10)"});
  command.Add({"--table", &options.table,
               "short (default): a row for each area and for each case that is not PASS; full: a "
               "row for every case",
               cli::OneOf({"short", "full"})});
}

void PrintReport(const Report& report, const PrintOptions& options) {
  const Console console(stdout, {.colour = WantsColour(STDOUT_FILENO),
                                 .findings_max = options.findings_max,
                                 .whole_table = options.table == "full"});
  console.PrintCauses(report);
  if (!options.table.empty()) console.PrintTable(report);
  console.PrintFindings(report);
  console.PrintSummary(report);
  if (IsOn("GITHUB_ACTIONS")) fmt::print("{}", WriteAnnotations(report));
}

}  // namespace asmtp::conformance
