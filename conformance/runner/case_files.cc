#include "conformance/runner/case_files.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "conformance/cli/root.h"
#include "conformance/transcript/contains.h"
#include "conformance/transcript/read_file.h"
#include "conformance/transcript/reader.h"
#include "core/testing/output_file.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

constexpr size_t kSpecSizeMax = size_t{16} << 20;

fs::path CaseFolder(const CorpusOptions& options) {
  if (!options.transcripts.empty()) return options.transcripts;
  const std::string name = "corpus/transcripts";
  const fs::path root = FindRoot(name);
  return root.empty() ? root : fs::proximate(root / name);
}

OrSourceError<std::vector<Transcript>> LoadAll(const std::vector<fs::path>& files) {
  std::vector<Transcript> all;
  for (const fs::path& file : files) {
    auto some = LoadTranscripts(file);
    if (!some) return std::unexpected(some.error());
    std::ranges::move(*some, std::back_inserter(all));
  }
  return all;
}

// Returns `given`, or the file `name` of this checkout if that is empty.
fs::path FileOr(const std::string& given, const std::string& name) {
  return given.empty() ? fs::proximate(FindRoot(name) / name) : fs::path(given);
}

// Returns the file that the argument names, or every case file of the folder that it names.
std::expected<std::vector<fs::path>, std::string> FilesOf(const std::string& argument) {
  std::error_code error;
  if (!fs::is_directory(argument, error)) return std::vector<fs::path>{argument};
  const auto files = FindCaseFiles(argument);
  if (!files) return std::unexpected(files.error().Format());
  if (files->empty()) return std::unexpected(argument + ": no .atf file in this folder");
  return *files;
}

}  // namespace

std::expected<std::vector<fs::path>, std::string> FindArgumentFiles(
    const std::vector<std::string>& arguments) {
  std::vector<fs::path> all;
  for (const std::string& argument : arguments) {
    const auto files = FilesOf(argument);
    if (!files) return std::unexpected(files.error());
    for (const fs::path& file : *files) {
      std::error_code error;
      const bool known = std::ranges::any_of(
          all, [&](const fs::path& other) { return fs::equivalent(file, other, error); });
      if (!known) all.push_back(file);
    }
  }
  return all;
}

std::expected<std::vector<fs::path>, std::string> FindArgumentFiles(
    const CorpusOptions& options, const std::vector<std::string>& arguments) {
  if (!arguments.empty()) return FindArgumentFiles(arguments);
  const fs::path folder = CaseFolder(options);
  if (folder.empty()) {
    return std::unexpected("cannot find corpus/transcripts; use --transcripts FOLDER");
  }
  return FindArgumentFiles({folder.string()});
}

std::expected<std::vector<Transcript>, std::string> LoadTranscriptFiles(
    const CorpusOptions& options, const std::vector<fs::path>& files) {
  const fs::path folder = CaseFolder(options);
  if (folder.empty() && files.empty()) {
    return std::unexpected("cannot find corpus/transcripts; use --transcripts FOLDER");
  }
  auto given = LoadAll(files);
  if (!given) return std::unexpected(given.error().Format());
  std::set<std::string> ids;
  for (const Transcript& transcript : *given) ids.insert(transcript.header.id);
  if (!folder.empty()) {
    const auto paths = FindCaseFiles(folder);
    if (!paths) return std::unexpected(paths.error().Format());
    auto others = LoadAll(*paths);
    if (!others) return std::unexpected(others.error().Format());
    std::erase_if(*others, [&](const Transcript& t) { return ids.contains(t.header.id); });
    std::ranges::move(*others, std::back_inserter(*given));
  }
  return *std::move(given);
}

std::expected<CaseSet, std::string> LoadCaseFiles(const CorpusOptions& options,
                                                  const std::vector<fs::path>& files) {
  auto given = LoadTranscriptFiles(options, files);
  if (!given) return std::unexpected(given.error());
  auto set = ResolveCases(*std::move(given));
  if (!set) return std::unexpected(set.error().Format());
  return *std::move(set);
}

std::expected<ClauseIndex, std::string> LoadClauses(const CorpusOptions& options) {
  const fs::path file = FileOr(options.spec, "SPEC.md");
  const auto text = ReadTextFile(file, kSpecSizeMax);
  if (!text) {
    return std::unexpected("cannot read the specification '" + file.string() +
                           "': " + text.error());
  }
  ClauseIndex index = ClauseIndex::Read(*text);
  if (index.size() == 0) return std::unexpected("'" + file.string() + "' has no clauses");
  return index;
}

std::expected<Ledger, std::string> LoadLedger(const std::string& file) {
  const fs::path path = FileOr(file, "corpus/clauses/untestable.txt");
  const auto text = ReadTextFile(path, kSpecSizeMax);
  if (!text) {
    return std::unexpected("cannot read the ledger '" + path.string() + "': " + text.error());
  }
  auto ledger = ReadLedger(path.string(), *text);
  if (!ledger) return std::unexpected(ledger.error().Format());
  return *std::move(ledger);
}

std::string WriteCaseFile(const std::filesystem::path& file, std::string_view text) {
  const auto why_unusable = [&](std::string_view bytes) {
    const auto read = ReadTranscripts(file.string(), bytes);
    return read ? "" : read.error().Format();
  };
  return WriteFile(file, text, {.why_unusable = why_unusable});
}

}  // namespace asmtp::conformance
