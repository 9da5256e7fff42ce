// RunnerSecret: the secret keys of the runner, which no output contains.
//
//   --runner-secret HEX | --runner-secret @FILE | ASMTP_RUNNER_SECRET=HEX
#ifndef ASMTP_CONFORMANCE_CLI_RUNNER_SECRET_H_
#define ASMTP_CONFORMANCE_CLI_RUNNER_SECRET_H_

#include <expected>
#include <string>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::conformance {

inline constexpr const char* kSecretOption = "--runner-secret";
// Stands for a secret in command lines that are printed.
inline constexpr const char* kHiddenSecret = "@FILE";

// Returns the keys: of each value, the key or those in the file that it names, one on each line;
// without values, those of the environment. Fails with a sentence that contains no key.
std::expected<std::vector<ByteArray<32>>, std::string> ReadRunnerSecrets(
    const std::vector<std::string>& values);

// Returns "" or why this cannot be a value of the option.
std::string WhyNoRunnerSecret(const std::string& value);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_CLI_RUNNER_SECRET_H_
