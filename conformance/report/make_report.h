// MakeReport: turns the results of a run into the data that all formats render.
//
//   Report report = MakeReport(set, result, {.version = "0.1", .iut = ..., .reproduce = ...});
//
// A passing run keeps its events only if it is the first of its family and role, or the control of
// a case that did not pass in the same configuration. Other passing runs would repeat them.
#ifndef ASMTP_CONFORMANCE_REPORT_MAKE_REPORT_H_
#define ASMTP_CONFORMANCE_REPORT_MAKE_REPORT_H_

#include <string>
#include <vector>

#include "conformance/report/report.h"
#include "conformance/suite/suite_run.h"

namespace asmtp::conformance {

// Data about a run that its result does not contain.
struct AboutRun {
  std::string version;  // of the tool and the cases
  std::string date;     // "2026-01-31T12:00:00Z"
  double seconds = 0;
  std::vector<std::string> command_line;
  std::string specification;
  std::string mutation_seed;  // "" without mutations
  std::string shuffle_seed;
  ReportIut iut;
  std::vector<ReportClause> clauses;
  // The command that reproduces a case: the words before its id, and those after its configuration.
  std::vector<std::string> program = {"asmtp-conform", "run"};
  std::vector<std::string> options;
  std::vector<std::string> files;  // case files that the command line names
};

// `set` must contain the played cases and their controls.
Report MakeReport(const CaseSet& set, const SuiteResult& result, const AboutRun& about);

// Returns the description that an adapter gives of itself. `command` is its template.
ReportIut DescribeIut(const Capabilities& capabilities, std::string command);

// Return the fields of a plaintext, or of a handshake frame of 97 or 49 bytes; none if it is
// neither.
std::vector<ReportField> FieldsOfPlaintext(ByteView plaintext);
std::vector<ReportField> FieldsOfHandshakeFrame(ByteView wire);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_MAKE_REPORT_H_
