// PlayedCases: what `run` plays: cases by their ids, cases of files, mutations of cases.
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
  std::string count;  // "": no mutations; "all"; or a number
  uint64_t seed = 1;
  std::string keep = "out/conform";  // folder for those that fail
};

// Adds --mutations, --seed and --keep.
void AddMutationOptions(cli::Command& command, MutationOptions& options);

struct PlayedCases {
  CaseSet set;
  std::vector<std::string> globs;   // of the ids that were named; none for all
  std::vector<Mutation> mutations;  // those that are in `set`
};

// Loads the cases, with those that `words` name: files, mutations, ids and globs. With
// --mutations, the mutations of these cases take their place. Fails with a sentence.
std::expected<PlayedCases, std::string> LoadPlayedCases(const CorpusOptions& corpus,
                                                        const std::vector<std::string>& words,
                                                        const MutationOptions& options);

// Writes each mutation with an unexpected result into the folder, as a case file without the steps
// that it fails without, and names it on stdout. Returns "", or what went wrong in a sentence.
std::string KeepFailures(const PlayedCases& played, const std::vector<CaseResult>& results,
                         const std::string& folder, const IutSource& source, double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_PLAYED_CASES_H_
