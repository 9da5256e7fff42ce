// Root: locates the files of this checkout.
#ifndef ASMTP_CONFORMANCE_CLI_ROOT_H_
#define ASMTP_CONFORMANCE_CLI_ROOT_H_

#include <filesystem>
#include <string>

namespace asmtp::conformance {

// Returns the folder that contains `name`: $ASMTP_ROOT, else the nearest parent of the working
// folder or of this program. Empty if there is none.
std::filesystem::path FindRoot(const std::string& name);

// Returns the command template of our own endpoint: $ASMTP_ENDPOINT, or asmtp-endpoint next to this
// program. Empty if there is none.
std::string FindEndpoint();

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_CLI_ROOT_H_
