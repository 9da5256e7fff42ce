#include "fuzz/commands/surroundings.h"

#include <cstdlib>
#include <sstream>

#include "conformance/cli/root.h"
#include "fuzz/commands/exit_status.h"

namespace asmtp::fuzz {
namespace {

std::string Variable(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

std::vector<std::string> WordsOf(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

Surroundings::Surroundings()
    : root(conformance::FindRoot("fuzz/targets.txt").string()),
      binaries(Variable("ASMTP_FUZZ_BINARIES", "")),
      out(Variable("ASMTP_FUZZ_OUT", "")),
      not_built(WordsOf(Variable("ASMTP_FUZZ_NOT_BUILT", ""))),
      program(Variable("ASMTP_COMMAND", "asmtp-fuzz")) {
  if (out.empty()) out = (std::filesystem::path(root) / "out/fuzz").string();
  table = (std::filesystem::path(root) / "fuzz/targets.txt").string();
}

cli::OrRefusal<std::vector<Target>> Surroundings::Select(
    const std::vector<std::string>& globs) const {
  const auto targets = LoadTargets(table);
  if (!targets) return std::unexpected(cli::Refusal{kExitInfrastructure, targets.error()});
  auto chosen = SelectTargets(*targets, globs);
  if (!chosen) return std::unexpected(cli::Refusal{kExitUsage, chosen.error()});
  return *std::move(chosen);
}

void AddSurroundingsOptions(cli::Command& command, Surroundings& surroundings) {
  command.Add({"--root", &surroundings.root, "folder of the checkout"});
  command.Add({"--table", &surroundings.table, "table of targets (fuzz/targets.txt)"});
  command.Add({"--binaries", &surroundings.binaries, "folder of the built targets"});
  command.Add({"--out", &surroundings.out, "output folder (out/fuzz)"});
}

}  // namespace asmtp::fuzz
