// A report as JSON, out and in: for other programs, and for the commands that work on files.
//
//   {"format": "asmtp-conform-report/2", "tool": "asmtp-conform", "counts": {"PASS": 400, ...},
//    "iut": {...}, "clauses": [...], "cases": [...],
//    "results": [{"case": ..., "role": ..., "suite": ..., "framing": ..., "verdict": ..., ...}]}
//
//   auto report = ReadReportJson("report.json", text);
//   if (!report) Print(report.error());     "report.json: results[3].verdict: expected one of ..."
//
// report.schema.json describes every member. Members that a reader does not know it leaves alone;
// a format with another number it refuses.
#ifndef ASMTP_CONFORMANCE_REPORT_REPORT_JSON_H_
#define ASMTP_CONFORMANCE_REPORT_REPORT_JSON_H_

#include <expected>
#include <string>
#include <string_view>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// Of a larger file no more is read, which makes it no report.
inline constexpr size_t kReportSizeMax = size_t{1} << 30;

// Returns the report, one result a line. Bytes that are no UTF-8 become U+FFFD.
std::string WriteReportJson(const Report& report);

// Returns the report that `text` holds. `name` is the file's, for the sentence that says where it
// is none: with line and column where it is no JSON, else with the path to the member.
std::expected<Report, std::string> ReadReportJson(std::string_view name, std::string_view text);

// Reads a file. Fails with a sentence.
std::expected<Report, std::string> LoadReport(const std::string& file);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_REPORT_JSON_H_
