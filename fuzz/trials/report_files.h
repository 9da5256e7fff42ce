// ReportFiles: trials.html, trials.csv, table.md and survival.svg in a folder.
#ifndef ASMTP_FUZZ_TRIALS_REPORT_FILES_H_
#define ASMTP_FUZZ_TRIALS_REPORT_FILES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/trials/trials.h"

namespace asmtp::fuzz {

// Writes all of them. Returns a sentence for each that could not be written.
std::vector<std::string> WriteTrialsFiles(const TrialsReport& report,
                                          const std::filesystem::path& folder);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_REPORT_FILES_H_
