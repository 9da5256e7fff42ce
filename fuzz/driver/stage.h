// Stage: collects inputs from several folders in one.
#ifndef ASMTP_FUZZ_DRIVER_STAGE_H_
#define ASMTP_FUZZ_DRIVER_STAGE_H_

#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/driver/inputs.h"

namespace asmtp::fuzz {

// Recreates a folder with copies of the inputs, named by SHA-1, so duplicates merge. Returns "" or
// what went wrong.
std::string Stage(const std::vector<InputFile>& files, const std::filesystem::path& folder);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_STAGE_H_
