// PlayedCases: the cases that `run` plays: selected by id, read from files, or mutations.
//
//   run 'frame/*' my/case.atf 'handshake/ok@flip:hs1.17'
//   run 'handshake/*' --mutations 200 --seed 1
#ifndef ASMTP_CONFORMANCE_RUNNER_PLAYED_CASES_H_
#define ASMTP_CONFORMANCE_RUNNER_PLAYED_CASES_H_

#include <expected>
#include <string>
#include <vector>

#include "conformance/cli/command.h"
#include "conformance/runner/case_files.h"
#include "conformance/suite/mutation.h"
#include "conformance/suite/suite_run.h"

namespace asmtp::conformance {

struct MutationOptions {
  std::string count;  // "" for no mutations, "all", or a number
  uint64_t seed = 1;
  std::string keep = "out/conform";  // folder for failing mutations
};

// Adds --mutations, --seed and --keep.
void AddMutationOptions(cli::Command& command, MutationOptions& options);

struct PlayedCases {
  CaseSet set;
  std::vector<std::string> globs;   // of the requested ids; empty for all
  std::vector<Mutation> mutations;  // the mutations in `set`
  std::vector<std::string> files;   // the case files that the words name
};

// Loads the cases that `words` name: files, mutations, ids and globs. With --mutations, replaces
// them with their mutations. Fails with a sentence.
std::expected<PlayedCases, std::string> LoadPlayedCases(const CorpusOptions& corpus,
                                                        const std::vector<std::string>& words,
                                                        const MutationOptions& options);

// Writes each mutation with an unexpected result into the folder, as a case file reduced to the
// steps that the failure needs, and prints its name. Returns "" or an error sentence.
std::string KeepFailures(const PlayedCases& played, const std::vector<CaseResult>& results,
                         const std::string& folder, const IutSource& source, double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_PLAYED_CASES_H_
