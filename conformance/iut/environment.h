// The environment of the programs that the runner starts: a short list of the runner's own
// variables. Tokens of a CI service are none of their business.
//
//   ShortEnvironment({"ASMTP_IUT_SECRET=..."})      a program gets these in addition
#ifndef ASMTP_CONFORMANCE_IUT_ENVIRONMENT_H_
#define ASMTP_CONFORMANCE_IUT_ENVIRONMENT_H_

#include <string>
#include <string_view>
#include <vector>

namespace asmtp::conformance {

// Its value is the runner's own, so no program gets it.
inline constexpr const char* kSecretVariable = "ASMTP_RUNNER_SECRET";

// Whether every program gets this variable: what finds programs and libraries (PATH, PYTHONPATH,
// LD_LIBRARY_PATH, ...), the locale, the folder for temporary files, the options of sanitizers and
// runtimes, and ASMTP_*.
bool IsPassed(std::string_view name);

// Returns the variables ("A=B") of this process that are passed, and `more`, which override them.
std::vector<std::string> ShortEnvironment(const std::vector<std::string>& more);

// Returns "NAME=value" for each name that is set in this process.
std::vector<std::string> Variables(const std::vector<std::string>& names);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_ENVIRONMENT_H_
