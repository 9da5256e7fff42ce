// Console: a report as text for people, 100 columns wide.
//
//   Console console(stdout, {.colour = true});
//   console.PrintCauses(report);
//   console.PrintTable(report);
//   console.PrintFindings(report);
//   console.PrintSummary(report);
//
// The table has a row for each area (frame/, message/) and one for each family of cases with a
// verdict other than PASS and BLOCKED. If anything failed, areas that are all PASS are omitted.
// Rows have one letter for each configuration. Text of the IUT is escaped, so it cannot control the
// terminal.
#ifndef ASMTP_CONFORMANCE_REPORT_CONSOLE_H_
#define ASMTP_CONFORMANCE_REPORT_CONSOLE_H_

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "conformance/report/findings.h"
#include "conformance/report/report.h"

namespace asmtp::conformance {

struct ConsoleOptions {
  bool colour = false;
  size_t findings_max = 10;  // failures printed in full
  bool whole_table = false;  // a row for every family, none for areas
};

// Returns the letter of a verdict in a table.
char LetterOf(Verdict verdict);

class Console {
 public:
  // Writes to `out`, which must outlive the console.
  Console(std::FILE* out, ConsoleOptions options) : out_(out), options_(options) {}

  // Prints the failed cases in the order in which to fix them, at most ten lines.
  void PrintCauses(const Report& report) const;
  void PrintTable(const Report& report) const;
  // Prints failures in full, and other findings in one line each.
  void PrintFindings(const Report& report) const;
  void PrintSummary(const Report& report) const;

 private:
  using Results = std::vector<const ReportResult*>;

  std::string Coloured(Verdict verdict, const std::string& text) const;
  std::string Faint(const std::string& text) const;
  void PrintRow(const std::string& name, const std::string& rest, const Results& results) const;
  std::string Letters(noise::Role role, const Results& results) const;
  void PrintLine(std::string_view name, std::string_view text) const;
  // Prints the text unwrapped, for copying.
  void PrintVerbatim(std::string_view name, std::string_view text) const;
  void PrintFinding(const ReportFinding& finding) const;
  void PrintBytes(const ReportResult& result) const;
  void PrintTrace(const ReportResult& result) const;
  void PrintNotes(const std::vector<ReportFinding>& findings) const;

  std::FILE* out_;
  ConsoleOptions options_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_CONSOLE_H_
