// Surroundings: where the tree, the built targets and the folder for what is found are. ./asmtp
// says it by the environment; for a program that is started by hand there are options.
//
//   $ASMTP_ROOT           the checkout; else the nearest folder above with fuzz/targets.txt
//   $ASMTP_FUZZ_BINARIES  folder of the targets
//   $ASMTP_FUZZ_OUT       else out/fuzz of the checkout
//   $ASMTP_FUZZ_NOT_BUILT names of targets whose build failed
//   $ASMTP_COMMAND        how this program is called, as in "./asmtp fuzz"
#ifndef ASMTP_FUZZ_COMMANDS_SURROUNDINGS_H_
#define ASMTP_FUZZ_COMMANDS_SURROUNDINGS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "conformance/cli/command.h"
#include "conformance/cli/refusal.h"
#include "fuzz/driver/target_table.h"

namespace asmtp::fuzz {

struct Surroundings {
  std::string root;
  std::string binaries;
  std::string out;
  std::string table;  // fuzz/targets.txt of the root
  std::vector<std::string> not_built;
  std::string program;

  Surroundings();
  // Reads the table and selects from it. The status is in the error.
  cli::OrRefusal<std::vector<Target>> Select(const std::vector<std::string>& globs) const;
};

// Adds --root, --binaries, --out and --table.
void AddSurroundingsOptions(cli::Command& command, Surroundings& surroundings);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_SURROUNDINGS_H_
