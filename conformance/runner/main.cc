// asmtp-conform: the conformance suite of ASMTP. `asmtp-conform --help` says what it does.
#include <fmt/format.h>

#include <exception>

#include "conformance/runner/commands.h"
#include "conformance/runner/exit_status.h"

int main(int argc, char** argv) {
  try {
    return asmtp::conformance::ConformMain(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "asmtp-conform: {}\n", error.what());
    return asmtp::conformance::kExitInternal;
  }
}
