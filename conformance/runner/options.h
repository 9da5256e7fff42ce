// Options: the command line of asmtp-conform, and where its files are.
#ifndef ASMTP_CONFORMANCE_RUNNER_OPTIONS_H_
#define ASMTP_CONFORMANCE_RUNNER_OPTIONS_H_

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "conformance/runner/peer.h"

namespace asmtp::conformance {

// Exit statuses. Never a count.
inline constexpr int kExitOk = 0;          // everything as expected
inline constexpr int kExitUnexpected = 1;  // a result is not
inline constexpr int kExitUsage = 2;       // the command line or a case file is wrong
inline constexpr int kExitNoIut = 3;       // the IUT could not be started or is not ready
inline constexpr int kExitInternal = 4;    // the harness itself failed

enum class Command : uint8_t { kRun, kVerify, kList, kExplain };

struct Options {
  Command command = Command::kRun;
  std::vector<std::string> arguments;  // patterns of case ids; files for verify
  std::string iut;                     // command template; "" for our own endpoint
  std::vector<std::string> roles;
  std::vector<std::string> suites;
  std::vector<std::string> framings;
  size_t jobs = 0;  // 0: one for each processor
  double timeout_scale = 1.0;
  std::string transcripts;  // folder
  std::string spec;         // file
  std::string json;         // file to write, or ""
  size_t findings = 10;
  bool strict = false;
};

// How the program ends before it has begun.
struct EarlyExit {
  int status;
  std::string text;
};

std::expected<Options, EarlyExit> ParseOptions(int argc, const char* const* argv);

// Returns the configurations that the options select.
std::vector<Config> ConfigsOf(const Options& options);

// Returns the folder that holds `name`: $ASMTP_ROOT, else the nearest one above the working folder
// or above this program. Empty where there is none.
std::filesystem::path FindRoot(const std::string& name);

// Returns the command template of our own endpoint: $ASMTP_ENDPOINT, or beside this program. Empty
// where there is none.
std::string FindEndpoint();

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_OPTIONS_H_
