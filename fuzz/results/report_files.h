// ReportFiles: report.html, report.json, junit.xml and report.sarif in a folder.
#ifndef ASMTP_FUZZ_RESULTS_REPORT_FILES_H_
#define ASMTP_FUZZ_RESULTS_REPORT_FILES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/driver/fuzz_report.h"

namespace asmtp::fuzz {

// Writes all of them. Returns a sentence for each that could not be written.
std::vector<std::string> WriteReportFiles(const FuzzReport& report,
                                          const std::filesystem::path& folder);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RESULTS_REPORT_FILES_H_
