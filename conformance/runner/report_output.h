// ReportOutput: where a command puts a report: the console, and files for programs and people.
//
//   AddReportFileOptions(command, options->files);          --json, --junit, --markdown, ...
//   if (auto why = WhyNotWritable(options->files); !why.empty()) return Fail(kExitUsage, why);
//   ...
//   PrintReport(report, {});
//   if (auto why = WriteReportFiles(options->files, {&report, 1}); !why.empty()) ...
#ifndef ASMTP_CONFORMANCE_RUNNER_REPORT_OUTPUT_H_
#define ASMTP_CONFORMANCE_RUNNER_REPORT_OUTPUT_H_

#include <span>
#include <string>

#include "conformance/cli/command.h"
#include "conformance/report/report.h"
#include "conformance/report/shared/section.h"

namespace asmtp::conformance {

// Files to write, or "".
struct ReportFiles {
  std::string json;
  std::string junit;
  std::string markdown;
  std::string sarif;
  std::string html;
};

// Files to write a section to, or "".
struct SectionFiles {
  std::string html;
  std::string section;  // for the page of a report
};

// Adds an option for each file; --json only where there is a report that is no file yet.
void AddReportFileOptions(cli::Command& command, ReportFiles& files, bool with_json);

// Returns `files` with JSON and HTML in the folder $ASMTP_REPORTS, which whoever wraps this program
// sets, unless they are said.
ReportFiles WithDefaults(ReportFiles files);

// Returns one sentence that names the option where one of the files could not be written, or "".
std::string WhyNotWritable(const ReportFiles& files);

// Writes each file. Returns "", or one sentence about the first that could not be written in full.
// JSON, JUnit and SARIF hold the first report; sections are in the HTML only.
std::string WriteReportFiles(const ReportFiles& files, std::span<const Report> reports,
                             std::span<const Section> sections = {});

// Adds --html and --section.
void AddSectionFileOptions(cli::Command& command, SectionFiles& files);

// Writes each file, and says where the page is. Returns "" or one sentence.
std::string WriteSectionFiles(const SectionFiles& files, const Section& section);

// Writes a file in full. Returns "" or one sentence.
std::string WriteReportFile(const std::string& file, std::string_view text);

// Whether what is written to this descriptor may have colours.
bool WantsColour(int fd);

struct PrintOptions {
  size_t findings_max = 10;
  std::string table = "short";  // "full" for a row for every case; "" for none
};

// Adds --findings and --table.
void AddPrintOptions(cli::Command& command, PrintOptions& options);

// Prints table, findings and summary to stdout, and annotations where GitHub Actions runs this.
void PrintReport(const Report& report, const PrintOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_REPORT_OUTPUT_H_
