// Root: where the files of this checkout are.
#ifndef ASMTP_FUZZ_RUNNER_ROOT_H_
#define ASMTP_FUZZ_RUNNER_ROOT_H_

#include <filesystem>

namespace asmtp::fuzz {

// Returns the folder that holds fuzz/targets.txt: $ASMTP_ROOT, else the nearest one above the
// working folder. Empty where there is none.
std::filesystem::path FindRoot();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RUNNER_ROOT_H_
