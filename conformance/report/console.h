// Console: a run as text for people, 100 columns wide.
//
//   Console console(stdout, {.colour = true});
//   console.PrintTable(result.results);
//   console.PrintFindings(result.results);
//   console.PrintSummary(result, seconds);
//
// One row for each case, or family of cases; one letter for each configuration.
#ifndef ASMTP_CONFORMANCE_REPORT_CONSOLE_H_
#define ASMTP_CONFORMANCE_REPORT_CONSOLE_H_

#include <cstdio>
#include <string>
#include <vector>

#include "conformance/suite/suite_run.h"

namespace asmtp::conformance {

struct ConsoleOptions {
  bool colour = false;
  std::string command_hint;  // what has to be added to a command line to play against this IUT
  size_t findings_max = 10;  // blocks that are printed in full
};

class Console {
 public:
  // Writes to `out`, which must outlive the console.
  Console(std::FILE* out, ConsoleOptions options) : out_(out), options_(std::move(options)) {}

  void PrintTable(const std::vector<CaseResult>& results) const;
  // What is not as expected, in full; what is worth knowing or follows from that, in a line.
  void PrintFindings(const std::vector<CaseResult>& results) const;
  void PrintSummary(const SuiteResult& result, double seconds) const;

 private:
  struct Finding;

  std::string Coloured(Verdict verdict, const std::string& text) const;
  std::string Faint(const std::string& text) const;
  void PrintRow(const std::string& name, const std::vector<const CaseResult*>& results) const;
  std::string Letters(noise::Role role, const std::vector<const CaseResult*>& results) const;
  static std::vector<Finding> GroupEqual(const std::vector<const CaseResult*>& results);
  void PrintLine(std::string_view name, std::string_view text) const;
  void PrintFinding(const Finding& finding) const;
  void PrintTrace(const CaseResult& result) const;
  void PrintNotes(const std::vector<Finding>& findings) const;

  std::FILE* out_;
  ConsoleOptions options_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_CONSOLE_H_
