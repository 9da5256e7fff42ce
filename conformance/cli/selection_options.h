// SelectionOptions on the command line: the filters that `run` and `list` share.
//
//   SelectionFlags flags;
//   AddSelectionOptions(command, flags);
//   auto selection = SelectByFlags(set, flags);        // fails with a sentence
#ifndef ASMTP_CONFORMANCE_CLI_SELECTION_OPTIONS_H_
#define ASMTP_CONFORMANCE_CLI_SELECTION_OPTIONS_H_

#include <expected>
#include <string>
#include <vector>

#include "conformance/cli/command.h"
#include "conformance/suite/selection.h"

namespace asmtp::conformance {

// The options as written.
struct SelectionFlags {
  std::vector<std::string> globs;
  std::vector<std::string> skip;
  std::vector<std::string> clauses;
  std::vector<std::string> levels;
  std::vector<std::string> tags;
  std::vector<std::string> tiers;
  std::vector<std::string> roles;
  std::vector<std::string> suites;
  std::vector<std::string> framings;
  std::string shard;         // "1/4", or ""
  std::string shuffle;       // a number, or ""
  std::string rerun_failed;  // a report, or ""
  bool endurance = false;
};

void AddSelectionOptions(cli::Command& command, SelectionFlags& flags);
// Adds only --role, --suite and --framing.
void AddConfigOptions(cli::Command& command, SelectionFlags& flags);
// Returns the selected configurations.
std::vector<Config> SelectConfigs(const SelectionFlags& flags);

// Selects the cases; reads the report of --rerun-failed. Fails with a sentence. `may_be_empty`
// tells whether filters that together leave no case are right.
std::expected<Selection, std::string> SelectByFlags(const CaseSet& set, const SelectionFlags& flags,
                                                    bool may_be_empty = false);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_CLI_SELECTION_OPTIONS_H_
