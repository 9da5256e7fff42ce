// CaseFiles: loads the cases and the specification for a command.
#ifndef ASMTP_CONFORMANCE_RUNNER_CASE_FILES_H_
#define ASMTP_CONFORMANCE_RUNNER_CASE_FILES_H_

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/transcript/case.h"
#include "conformance/transcript/clause_coverage.h"
#include "conformance/transcript/clause_index.h"

namespace asmtp::conformance {

// Locations of the cases and the specification; "" for those of this checkout.
struct CorpusOptions {
  std::string transcripts;  // folder
  std::string spec;         // file
};

// Loads the folder of cases and `files`. Cases of `files` replace those of the folder with the same
// ids. Fails with a sentence.
std::expected<CaseSet, std::string> LoadCaseFiles(const CorpusOptions& options,
                                                  const std::vector<std::filesystem::path>& files);

// As LoadCaseFiles, but does not resolve bases.
std::expected<std::vector<Transcript>, std::string> LoadTranscriptFiles(
    const CorpusOptions& options, const std::vector<std::filesystem::path>& files);

// Returns the files that the arguments name, each once: a folder stands for the case files in and
// below it, sorted by name. Fails with a sentence.
std::expected<std::vector<std::filesystem::path>, std::string> FindArgumentFiles(
    const std::vector<std::string>& arguments);
// As above; without arguments, the whole folder of cases.
std::expected<std::vector<std::filesystem::path>, std::string> FindArgumentFiles(
    const CorpusOptions& options, const std::vector<std::string>& arguments);

// Loads the specification. Fails with a sentence.
std::expected<ClauseIndex, std::string> LoadClauses(const CorpusOptions& options);

// Loads the ledger of untestable clauses; "" for that of this checkout. Fails with a sentence.
std::expected<Ledger, std::string> LoadLedger(const std::string& file);

// Writes a case file, unless its text cannot be read as one. Returns "" or a sentence.
std::string WriteCaseFile(const std::filesystem::path& file, std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_CASE_FILES_H_
