// asmtp-fuzz: runs the fuzz targets of ASMTP. See `asmtp-fuzz --help`.
#include <fmt/format.h>

#include <exception>

#include "conformance/cli/heap.h"
#include "conformance/cli/standard_streams.h"
#include "conformance/iut/keeper_list.h"
#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"

int main(int argc, char** argv) {
  asmtp::cli::GuardStandardStreams();
  asmtp::cli::ReturnLargeBlocks();
  asmtp::conformance::StartForkServer();
  try {
    return asmtp::fuzz::FuzzMain(argc, argv);
  } catch (const std::exception& error) {
    return asmtp::fuzz::Fail(asmtp::fuzz::kExitInfrastructure, error.what());
  }
}
