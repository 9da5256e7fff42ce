// asmtp-conform: the conformance suite of ASMTP. See `asmtp-conform --help`.
#include <exception>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/file_limit.h"
#include "conformance/cli/heap.h"
#include "conformance/cli/standard_streams.h"
#include "conformance/iut/keeper_list.h"
#include "conformance/runner/commands.h"

int main(int argc, char** argv) {
  asmtp::cli::GuardStandardStreams();
  asmtp::cli::ReturnLargeBlocks();
  asmtp::cli::RaiseFileLimit();
  asmtp::conformance::StartForkServer();
  try {
    return asmtp::conformance::ConformMain(argc, argv);
  } catch (const std::exception& error) {
    return asmtp::cli::Fail(asmtp::conformance::kExitInternal, error.what());
  }
}
