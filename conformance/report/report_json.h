// Writes and reads a report as JSON, for other programs and for the commands that work on files.
//
//   {"format": "asmtp-conform-report/2", "tool": "asmtp-conform", "counts": {"PASS": 400, ...},
//    "iut": {...}, "clauses": [...], "cases": [...],
//    "results": [{"case": ..., "role": ..., "suite": ..., "framing": ..., "verdict": ..., ...}]}
//
//   auto report = ReadReportJson("report.json", text);
//   if (!report) Print(report.error());     "report.json: results[3].verdict: expected one of ..."
//
// report.schema.json describes every member. The reader ignores unknown members and rejects other
// format numbers.
#ifndef ASMTP_CONFORMANCE_REPORT_REPORT_JSON_H_
#define ASMTP_CONFORMANCE_REPORT_REPORT_JSON_H_

#include <expected>
#include <string>
#include <string_view>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// Size limit of a report file, in bytes.
inline constexpr size_t kReportSizeMax = size_t{1} << 30;

// Returns the report as JSON, one result per line. Invalid UTF-8 becomes U+FFFD.
std::string WriteReportJson(const Report& report);

// Parses a report. `name` is the name of the file. Errors begin with it, followed by line and
// column of invalid JSON, or by the path to an invalid member.
std::expected<Report, std::string> ReadReportJson(std::string_view name, std::string_view text);

// Reads a file. Fails with a sentence.
std::expected<Report, std::string> LoadReport(const std::string& file);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_REPORT_JSON_H_
