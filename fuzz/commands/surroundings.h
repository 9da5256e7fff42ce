// Surroundings: the paths of the tree, the built targets and the output. ./asmtp passes them in the
// environment; a program started by hand has options for them.
//
//   $ASMTP_ROOT           the checkout; default: the nearest parent folder with fuzz/targets.txt
//   $ASMTP_FUZZ_BINARIES  folder of the targets
//   $ASMTP_FUZZ_OUT       output folder; default: out/fuzz of the checkout
//   $ASMTP_FUZZ_NOT_BUILT names of the targets whose build failed
//   $ASMTP_COMMAND        the command that starts this program, as in "./asmtp fuzz"
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
  // Reads the table and returns the targets that match the globs. The error holds the exit status.
  cli::OrRefusal<std::vector<Target>> Select(const std::vector<std::string>& globs) const;
};

// Adds --root, --binaries, --out and --table.
void AddSurroundingsOptions(cli::Command& command, Surroundings& surroundings);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_SURROUNDINGS_H_
