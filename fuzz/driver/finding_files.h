// FindingFiles: findings as they are kept below out/, and what becomes of them in the next run.
//
//   out/fuzz/T/findings/law-CanaryIsAlive/input
//                                         report.txt
#ifndef ASMTP_FUZZ_DRIVER_FINDING_FILES_H_
#define ASMTP_FUZZ_DRIVER_FINDING_FILES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/driver/fuzz_report.h"
#include "fuzz/driver/inputs.h"

namespace asmtp::fuzz {

// Writes the input and the report of a finding, and sets its `input`. Returns "" or what went
// wrong.
std::string KeepFinding(const std::filesystem::path& findings, Finding& finding);

// The inputs of the findings that are kept.
Inputs EarlierFindings(const std::filesystem::path& findings);

// Moves what is no regular file out of a folder. Returns a sentence for each.
std::vector<std::string> PutAside(const std::filesystem::path& folder,
                                  const std::filesystem::path& to);

// "heap-buffer-overflow in asmtp::Foo<int>" as the name of a folder: heap-buffer-overflow-in-...
std::string FolderName(std::string_view signature);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FINDING_FILES_H_
