// Report: all that is known about a run, as data: what was played, against what, and what came of
// it. Every page, table and file about a run is made from this, and from nothing else.
//
//   Report report = MakeReport(set, selected, result, about);      make_report.h
//   std::string json = WriteReportJson(report);                    report_json.h
//   WriteHtml({&report, 1});  WriteJunit(report);  ...             a file for each
//
//   Report -- cases    what was to be shown: clauses, level, file
//          +- clauses  the specification: text, section, which cases are about it
//          `- results  one for each case and configuration, with its events
//
// Texts may hold anything that an IUT said; whoever renders them escapes them.
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
  std::string id;              // "TR-8"
  std::string text;            // its words
  Level level = Level::kInfo;  // INFO where it asks for nothing
  std::string section;         // "5.2 Receiving"
  std::string untestable;      // why no case can be about it; "" where one can
};

// What a case says of itself.
struct ReportCase {
  std::string id;
  std::string title;
  std::string family;  // the id, without what a family of cases adds to it
  Level level = Level::kMust;
  std::string since;
  std::string control;  // the case that has to pass first, or ""
  std::vector<ClauseReference> clauses;
  std::vector<std::string> tags;
  std::string file;  // of the transcript
};

// What one frame was sealed or opened with.
struct ReportFrame {
  uint64_t nonce = 0;
  uint64_t rekeys = 0;  // of this direction, before this frame
  std::string key;      // the fingerprint of the key, in hex
};

// A part of a message or of a handshake frame.
struct ReportField {
  std::string name;
  uint64_t offset = 0;  // in the plaintext, or in the handshake frame
  std::string hex;
};

// Something that happened during a case.
struct ReportEvent {
  using Kind = TraceEvent::Kind;  // seen from the runner
  Kind kind = Kind::kNote;
  uint64_t microseconds = 0;  // since the case began
  uint64_t step = 0;          // the number of the step in the case, from 1; 0: none
  std::string label;          // of the step, or ""
  uint64_t session = 0;       // the streams of a case, from 1; 0: before the first
  std::string text;           // in words
  std::optional<ReportFrame> frame;
  std::vector<ReportField> fields;
  std::string plaintext;        // hex, of long ones the beginning
  uint64_t plaintext_size = 0;  // in bytes
  std::string wire;             // hex, of long ones the beginning
  uint64_t wire_size = 0;       // in bytes
  std::string session_id;       // hex, where the handshake has ended
};

// What the expectations file said about a result.
struct ReportExpectation {
  std::string where;                 // "known.txt:3"
  std::string reason;                // as the file gives it
  Verdict verdict = Verdict::kFail;  // that it expects
};

// What came of one case in one configuration.
struct ReportResult {
  std::string case_id;
  Config config;
  Verdict verdict = Verdict::kPass;
  std::string behaviour;    // the last thing that the IUT did where it mattered: "message", "close"
  std::string close;        // "fin", "rst", "open" or "by-us"
  std::string text;         // what is wrong, in words
  std::string hypothesis;   // the name of the mistake that explains the bytes, or ""
  std::string explanation;  // that, in words
  std::string actual;       // what happened
  std::vector<std::string> allowed;
  std::string file;  // of the step that decided
  uint64_t line = 0;
  std::string step;  // as it is written
  std::vector<ReportEvent> events;
  std::optional<ReportExpectation> expectation;
  uint64_t microseconds = 0;
  uint64_t attempts = 1;
  std::string errors;     // the end of what the IUT wrote to stderr
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
  std::string specification;  // the title of it
  ReportIut iut;
  std::string mutation_seed;  // what chose the mutations, and the order of the cases; or ""
  std::string shuffle_seed;
  bool interrupted = false;
  std::vector<std::string> notes;               // worth knowing of the run, a sentence each
  std::vector<std::string> expectation_errors;  // what is wrong with the expectations file
  std::vector<ReportClause> clauses;
  std::vector<ReportCase> cases;
  std::vector<ReportResult> results;  // in the order of cases and configurations

  // Returns the case of that id, or null.
  const ReportCase* FindCase(std::string_view id) const;
  const ReportClause* FindClause(std::string_view id) const;
};

using VerdictCounts = std::array<size_t, kVerdictCount>;

VerdictCounts CountVerdicts(const Report& report);
// Returns e.g. "3 PASS, 1 FAIL"; "nothing" where every count is 0.
std::string Describe(const VerdictCounts& counts);
// Returns the gravest verdict of a report; PASS of an empty one.
Verdict WorstVerdict(const Report& report);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_REPORT_H_
