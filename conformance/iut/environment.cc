#include "conformance/iut/environment.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace asmtp::conformance {
namespace {

constexpr auto kPassed = std::to_array<std::string_view>({"PATH",          "HOME",
                                                          "USER",          "LOGNAME",
                                                          "SHELL",         "LANG",
                                                          "LANGUAGE",      "TZ",
                                                          "TMPDIR",        "TMP",
                                                          "TEMP",          "LD_LIBRARY_PATH",
                                                          "LD_PRELOAD",    "PYTHONPATH",
                                                          "PYTHONHOME",    "VIRTUAL_ENV",
                                                          "JAVA_HOME",     "CLASSPATH",
                                                          "NODE_PATH",     "GOROOT",
                                                          "GOPATH",        "GOMAXPROCS",
                                                          "GODEBUG",       "GOTRACEBACK",
                                                          "GOCOVERDIR",    "RUST_BACKTRACE",
                                                          "RUST_LOG",      "CARGO_HOME",
                                                          "RUSTUP_HOME",   "LLVM_PROFILE_FILE",
                                                          "GCOV_PREFIX",   "GCOV_PREFIX_STRIP",
                                                          "VALGRIND_OPTS", "RUNFILES_DIR",
                                                          "TEST_TMPDIR"});
constexpr auto kPrefixes = std::to_array<std::string_view>({"ASMTP_", "LC_"});
// ASAN_OPTIONS, ASAN_SYMBOLIZER_PATH.
constexpr auto kSuffixes = std::to_array<std::string_view>({"SAN_OPTIONS", "SAN_SYMBOLIZER_PATH"});

// Duplicates must be avoided: some programs take the first value, shells take the last.
bool IsAmong(const std::vector<std::string>& variables, std::string_view name) {
  return std::ranges::any_of(
      variables, [&](std::string_view one) { return one.substr(0, one.find('=')) == name; });
}

}  // namespace

bool IsPassed(std::string_view name) {
  if (name == kSecretVariable) return false;
  return std::ranges::find(kPassed, name) != kPassed.end() ||
         std::ranges::any_of(kPrefixes, [&](auto begin) { return name.starts_with(begin); }) ||
         std::ranges::any_of(kSuffixes, [&](auto end) { return name.ends_with(end); });
}

std::vector<std::string> ShortEnvironment(const std::vector<std::string>& more) {
  std::vector<std::string> environment = more;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view name =
        std::string_view(*variable).substr(0, std::string_view(*variable).find('='));
    if (IsPassed(name) && !IsAmong(more, name)) environment.emplace_back(*variable);
  }
  return environment;
}

std::vector<std::string> Variables(const std::vector<std::string>& names) {
  std::vector<std::string> variables;
  for (const std::string& name : names) {
    const char* value = std::getenv(name.c_str());
    if (value != nullptr) variables.push_back(name + "=" + value);
  }
  return variables;
}

}  // namespace asmtp::conformance
