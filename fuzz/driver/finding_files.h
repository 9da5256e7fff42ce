// FindingFiles: the files of findings under out/. The next run replays them.
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

// Returns the inputs of all findings from earlier runs.
Inputs EarlierFindings(const std::filesystem::path& findings);

// Moves everything that is not a regular file out of a folder. Returns a sentence for each.
std::vector<std::string> PutAside(const std::filesystem::path& folder,
                                  const std::filesystem::path& to);

// Returns a signature as the name of a folder: "heap-buffer-overflow in asmtp::Foo<int>" becomes
// "heap-buffer-overflow-in-...".
std::string FolderName(std::string_view signature);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FINDING_FILES_H_
