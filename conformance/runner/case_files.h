// CaseFiles: the cases and the specification that a command works with.
#ifndef ASMTP_CONFORMANCE_RUNNER_CASE_FILES_H_
#define ASMTP_CONFORMANCE_RUNNER_CASE_FILES_H_

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "conformance/transcript/case.h"
#include "conformance/transcript/clause_coverage.h"
#include "conformance/transcript/clause_index.h"

namespace asmtp::conformance {

// Where the cases and the specification are; "" for those of this checkout.
struct CorpusOptions {
  std::string transcripts;  // folder
  std::string spec;         // file
};

// Loads the folder of cases, and `files` with it: a file takes the place of the cases with its ids.
// Fails with a sentence.
std::expected<CaseSet, std::string> LoadCaseFiles(const CorpusOptions& options,
                                                  const std::vector<std::filesystem::path>& files);

// As LoadCaseFiles, before bases are put in.
std::expected<std::vector<Transcript>, std::string> LoadTranscriptFiles(
    const CorpusOptions& options, const std::vector<std::filesystem::path>& files);

// Returns the files that arguments name: those of a folder and below it, in the order of their
// names, or the argument itself. Each file once. Fails with a sentence.
std::expected<std::vector<std::filesystem::path>, std::string> FindArgumentFiles(
    const std::vector<std::string>& arguments);
// As above; the whole folder of cases where there are no arguments.
std::expected<std::vector<std::filesystem::path>, std::string> FindArgumentFiles(
    const CorpusOptions& options, const std::vector<std::string>& arguments);

// Loads the specification. Fails with a sentence.
std::expected<ClauseIndex, std::string> LoadClauses(const CorpusOptions& options);

// Loads the ledger of untestable clauses; "" for that of this checkout. Fails with a sentence.
std::expected<Ledger, std::string> LoadLedger(const std::string& file);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_CASE_FILES_H_
