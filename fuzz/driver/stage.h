// Stage: inputs from anywhere as one folder.
#ifndef ASMTP_FUZZ_DRIVER_STAGE_H_
#define ASMTP_FUZZ_DRIVER_STAGE_H_

#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/driver/inputs.h"

namespace asmtp::fuzz {

// Copies inputs into a folder that is made anew, each by its SHA-1: what is twice there is one.
// Returns
// "" or what went wrong.
std::string Stage(const std::vector<InputFile>& files, const std::filesystem::path& folder);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_STAGE_H_
