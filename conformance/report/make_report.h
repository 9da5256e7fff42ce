// MakeReport: from what came of a run to the data that everybody else renders.
//
//   Report report = MakeReport(set, result, {.version = "0.1", .iut = ..., .reproduce = ...});
//
// Of the cases that passed, the first run in each role keeps its events, and so does each control
// of a case that did not pass, in that configuration; the others would only repeat them.
#ifndef ASMTP_CONFORMANCE_REPORT_MAKE_REPORT_H_
#define ASMTP_CONFORMANCE_REPORT_MAKE_REPORT_H_

#include <string>
#include <vector>

#include "conformance/report/report.h"
#include "conformance/suite/suite_run.h"

namespace asmtp::conformance {

// What a run does not know of itself.
struct AboutRun {
  std::string version;  // of the tool and the cases
  std::string date;     // "2026-01-31T12:00:00Z"
  double seconds = 0;
  std::vector<std::string> command_line;
  std::string specification;
  std::string mutation_seed;  // where there were mutations
  std::string shuffle_seed;
  ReportIut iut;
  std::vector<ReportClause> clauses;
  // The words that play one case again, up to its id, and those that follow its configuration.
  std::vector<std::string> program = {"asmtp-conform", "run"};
  std::vector<std::string> options;
};

// `set` holds the controls of the cases that were played.
Report MakeReport(const CaseSet& set, const SuiteResult& result, const AboutRun& about);

// Returns what an adapter said of itself; `command` is its template.
ReportIut DescribeIut(const Capabilities& capabilities, std::string command);

// Returns the parts of a plaintext or, of the 97 or 49 bytes of a handshake frame, of that.
std::vector<ReportField> FieldsOfPlaintext(ByteView plaintext);
std::vector<ReportField> FieldsOfHandshakeFrame(ByteView wire);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_MAKE_REPORT_H_
