// Report: a run as data: the cases, the IUT, and the results. Every page, table and file about a
// run is made from a Report only.
//
//   Report report = MakeReport(set, selected, result, about);      make_report.h
//   std::string json = WriteReportJson(report);                    report_json.h
//   WriteHtml({&report, 1});  WriteJunit(report);  ...             a file for each
//
//   Report -- cases    with their clauses, level and file
//          +- clauses  of the specification, with their text and section
//          `- results  one for each case and configuration, with its events
//
// Texts may contain arbitrary bytes from an IUT. The renderers escape them.
#ifndef ASMTP_CONFORMANCE_REPORT_REPORT_H_
#define ASMTP_CONFORMANCE_REPORT_REPORT_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/play/config.h"
#include "conformance/play/trace.h"
#include "conformance/transcript/transcript.h"
#include "conformance/transcript/verdict.h"

namespace asmtp::conformance {

inline constexpr std::string_view kReportFormat = "asmtp-conform-report/2";

// A clause of the specification.
struct ReportClause {
  std::string id;  // "TR-8"
  std::string text;
  Level level = Level::kInfo;  // INFO if it requires nothing
  std::string section;         // "5.2 Receiving"
  std::string untestable;      // why no case can test it; "" if one can
};

// The header of a case.
struct ReportCase {
  std::string id;
  std::string title;
  std::string family;  // the id without the part from '@'
  Level level = Level::kMust;
  std::string since;
  std::string control;  // the case that must pass first, or ""
  std::vector<ClauseReference> clauses;
  std::vector<std::string> tags;
  std::string file;  // of the transcript
};

// The key and nonce of a frame.
struct ReportFrame {
  uint64_t nonce = 0;
  uint64_t rekeys = 0;  // of this direction, before this frame
  std::string key;      // fingerprint, in hex
};

// A field of a message or of a handshake frame.
struct ReportField {
  std::string name;
  uint64_t offset = 0;  // in the plaintext, or in the handshake frame
  std::string hex;
};

// An event during a case.
struct ReportEvent {
  using Kind = TraceEvent::Kind;  // seen from the runner
  Kind kind = Kind::kNote;
  uint64_t microseconds = 0;  // since the case began
  uint64_t step = 0;          // the number of the step in the case, from 1; 0: none
  std::string label;          // of the step, or ""
  uint64_t session = 0;       // number of the stream, from 1; 0: before the first
  std::string text;           // in words
  std::optional<ReportFrame> frame;
  std::vector<ReportField> fields;
  std::string plaintext;        // hex; only the beginning if long
  uint64_t plaintext_size = 0;  // in bytes
  std::string wire;             // hex; only the beginning if long
  uint64_t wire_size = 0;       // in bytes
  std::string session_id;       // hex; set when the handshake ends
};

// The entry of the expectations file for a result.
struct ReportExpectation {
  std::string where;                 // "known.txt:3"
  std::string reason;                // as in the file
  Verdict verdict = Verdict::kFail;  // expected by the file
};

// The result of one case in one configuration.
struct ReportResult {
  std::string case_id;
  Config config;
  Verdict verdict = Verdict::kPass;
  std::string behaviour;    // the last relevant action of the IUT: "message", "close", ...
  std::string close;        // "fin", "rst", "open" or "by-us"
  std::string text;         // what is wrong, as a sentence
  std::string hypothesis;   // id of the mistake that explains the bytes, or ""
  std::string explanation;  // the mistake, as a sentence
  std::string actual;       // what the IUT did
  std::vector<std::string> allowed;
  std::string file;  // of the decisive step
  uint64_t line = 0;
  std::string step;  // as in the file
  std::vector<ReportEvent> events;
  std::optional<ReportExpectation> expectation;
  uint64_t microseconds = 0;
  uint64_t attempts = 1;
  std::string errors;     // the end of the IUT's stderr
  std::string reproduce;  // a command line for a shell
};

// The implementation under test.
struct ReportIut {
  std::string name;
  std::string version;
  std::string command;
  std::vector<std::string> roles;
  std::vector<std::string> tiers;
  std::vector<std::string> suites;
  std::vector<std::string> framings;
};

struct Report {
  std::string tool;     // "asmtp-conform"
  std::string version;  // of the tool and the cases
  std::string date;     // when it began: "2026-01-31T12:00:00Z"
  double seconds = 0;
  std::string command_line;   // for a shell
  std::string specification;  // its title
  ReportIut iut;
  std::string mutation_seed;  // of the mutations, or ""
  std::string shuffle_seed;   // of the order of the cases, or ""
  bool interrupted = false;
  std::vector<std::string> notes;               // about the run, a sentence each
  std::vector<std::string> leaks;               // of the IUT over its cases, a sentence each
  std::vector<std::string> expectation_errors;  // in the expectations file
  std::vector<ReportClause> clauses;
  std::vector<ReportCase> cases;
  std::vector<ReportResult> results;  // in the order of cases and configurations

  // Return the case or clause with that id, or null.
  const ReportCase* FindCase(std::string_view id) const;
  const ReportClause* FindClause(std::string_view id) const;
};

using VerdictCounts = std::array<size_t, kVerdictCount>;

VerdictCounts CountVerdicts(const Report& report);
// Returns e.g. "3 PASS, 1 FAIL", or "nothing" if all counts are 0.
std::string Describe(const VerdictCounts& counts);
// Returns the worst verdict of a report, or PASS if it is empty.
Verdict WorstVerdict(const Report& report);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_REPORT_H_
