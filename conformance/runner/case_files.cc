#include "conformance/runner/case_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "conformance/runner/root.h"
#include "conformance/transcript/contains.h"
#include "conformance/transcript/reader.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

std::expected<CaseSet, std::string> LoadCaseFiles(const CorpusOptions& options,
                                                  const std::vector<std::string>& files) {
  const fs::path folder = CaseFolder(options);
  if (folder.empty() && files.empty()) {
    return std::unexpected("there is no folder corpus/transcripts here: say --transcripts FOLDER");
  }
  auto given = LoadAll({files.begin(), files.end()});
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
  auto set = ResolveCases(*std::move(given));
  if (!set) return std::unexpected(set.error().Format());
  return *std::move(set);
}

std::expected<ClauseIndex, std::string> LoadClauses(const CorpusOptions& options) {
  const fs::path root = options.spec.empty() ? FindRoot("SPEC.md") : fs::path();
  const fs::path file = options.spec.empty() ? root / "SPEC.md" : fs::path(options.spec);
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::unexpected("cannot read the specification '" + file.string() + "'");
  const std::string text((std::istreambuf_iterator<char>(stream)),
                         std::istreambuf_iterator<char>());
  ClauseIndex index = ClauseIndex::Read(text);
  if (index.size() == 0) return std::unexpected("'" + file.string() + "' has no clauses");
  return index;
}

}  // namespace asmtp::conformance
