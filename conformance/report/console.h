// Console: a report as text for people, 100 columns wide.
//
//   Console console(stdout, {.colour = true});
//   console.PrintCauses(report);
//   console.PrintTable(report);
//   console.PrintFindings(report);
//   console.PrintSummary(report);
//
// A row for each area, as frame/ or message/, and one for each case, or family of cases, that is
// not all PASS, nor PASS and BLOCKED; where something failed no area that is all PASS. One letter
// for each configuration. Whatever the IUT said is shown and never obeyed by the terminal.
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
  size_t findings_max = 10;  // blocks that are printed in full
  bool whole_table = false;  // a row for every case, and none for an area
};

// Returns the letter that stands for a verdict in a table.
char LetterOf(Verdict verdict);

class Console {
 public:
  // Writes to `out`, which must outlive the console.
  Console(std::FILE* out, ConsoleOptions options) : out_(out), options_(options) {}

  // The failed cases that hold up others, in the order in which to look at them; ten lines at most.
  void PrintCauses(const Report& report) const;
  void PrintTable(const Report& report) const;
  // What is not as expected, in full; what is worth knowing or follows from that, in a line.
  void PrintFindings(const Report& report) const;
  void PrintSummary(const Report& report) const;

 private:
  using Results = std::vector<const ReportResult*>;

  std::string Coloured(Verdict verdict, const std::string& text) const;
  std::string Faint(const std::string& text) const;
  void PrintRow(const std::string& name, const std::string& rest, const Results& results) const;
  std::string Letters(noise::Role role, const Results& results) const;
  void PrintLine(std::string_view name, std::string_view text) const;
  // As it is, to be copied.
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
