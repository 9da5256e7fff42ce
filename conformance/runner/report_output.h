// ReportOutput: prints a report to the console and writes it to files.
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
#include "core/testing/output_file.h"

namespace asmtp::conformance {

// Files to write; "" to omit one.
struct ReportFiles {
  std::string json;
  std::string junit;
  std::string markdown;
  std::string sarif;
  std::string html;
};

// Files for a section; "" to omit one.
struct SectionFiles {
  std::string html;
  std::string section;  // JSON, for the page of a report
};

// Adds an option for each file. `with_json` adds --json, for commands that produce a report instead
// of reading one.
void AddReportFileOptions(cli::Command& command, ReportFiles& files, bool with_json);

// Returns `files` with defaults for JSON and HTML in the folder $ASMTP_REPORTS, which a wrapper of
// this program sets.
ReportFiles WithDefaults(ReportFiles files);

using asmtp::WhyNotWritable;
// Returns "" if every file can be written, else one sentence that names the option.
std::string WhyNotWritable(const ReportFiles& files);

// Writes each file. Returns "" or one sentence about the first file that could not be written.
// JSON, JUnit and SARIF contain the first report; only HTML contains the sections.
std::string WriteReportFiles(const ReportFiles& files, std::span<const Report> reports,
                             std::span<const Section> sections = {});

// Adds --html and --section.
void AddSectionFileOptions(cli::Command& command, SectionFiles& files);

// Writes each file and prints the name of the page. Returns "" or one sentence.
std::string WriteSectionFiles(const SectionFiles& files, const Section& section);

// Returns whether output to this descriptor may use colours.
bool WantsColour(int fd);

struct PrintOptions {
  size_t findings_max = 10;
  std::string table = "short";  // "full" for a row per case; "" for no table
};

// Adds --findings and --table.
void AddPrintOptions(cli::Command& command, PrintOptions& options);

// Prints table, findings and summary to stdout, and annotations if GitHub Actions runs this.
void PrintReport(const Report& report, const PrintOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_REPORT_OUTPUT_H_
