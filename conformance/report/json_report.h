// A run as JSON, for other programs.
//
//   WriteJsonReport("report.json", result, seconds)       "" or what went wrong
//
//   {"format": "asmtp-conform-report/1", "seconds": 1.2, "counts": {"PASS": 400, ...},
//    "results": [{"case": ..., "role": ..., "suite": ..., "framing": ..., "verdict": ..., ...}]}
#ifndef ASMTP_CONFORMANCE_REPORT_JSON_REPORT_H_
#define ASMTP_CONFORMANCE_REPORT_JSON_REPORT_H_

#include <string>

#include "conformance/suite/suite_run.h"

namespace asmtp::conformance {

std::string WriteJsonReport(const std::string& file, const SuiteResult& result, double seconds);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_JSON_REPORT_H_
