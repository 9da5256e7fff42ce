// Root: where the files of this checkout are.
#ifndef ASMTP_CONFORMANCE_CLI_ROOT_H_
#define ASMTP_CONFORMANCE_CLI_ROOT_H_

#include <filesystem>
#include <string>

namespace asmtp::conformance {

// Returns the folder that holds `name`: $ASMTP_ROOT, else the nearest one above the working folder
// or above this program. Empty where there is none.
std::filesystem::path FindRoot(const std::string& name);

// Returns the command template of our own endpoint: $ASMTP_ENDPOINT, or beside this program. Empty
// where there is none.
std::string FindEndpoint();

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_CLI_ROOT_H_
