#include "fuzz/driver/corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/testing/output_file.h"
#include "fuzz/driver/file.h"
#include "fuzz/driver/merge.h"
#include "fuzz/driver/replay.h"
#include "fuzz/driver/stage.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr int kRoundsMax = 5;

// The files of a folder and its subfolders. Never follows a link.
struct Found {
  std::vector<fs::path> files;
  std::vector<std::string> refused;
};

std::expected<Found, std::string> FilesBelow(const fs::path& folder) {
  Found found;
  std::error_code error;
  const fs::file_status status = fs::symlink_status(folder, error);
  if (fs::is_symlink(status)) {
    return std::unexpected(fmt::format("'{}' is a symbolic link", folder.string()));
  }
  if (!fs::is_directory(status)) {
    return std::unexpected(fmt::format("'{}' is not a folder", folder.string()));
  }
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::file_status kind = entry->symlink_status(error);
    if (fs::is_regular_file(kind)) {
      found.files.push_back(entry->path());
    } else if (!fs::is_directory(kind)) {
      found.refused.push_back(
          fmt::format("'{}' is {}", entry->path().string(),
                      fs::is_symlink(kind) ? "a symbolic link" : "not a regular file"));
    }
  }
  if (error) {
    return std::unexpected(fmt::format("cannot read '{}': {}", folder.string(), error.message()));
  }
  std::ranges::sort(found.files);
  return found;
}

// Copies the files within the limits to `stage`, named by SHA-1.
std::string StageImport(const fs::path& folder, const ImportLimits& limits, const fs::path& stage,
                        std::vector<std::string>& refused) {
  auto found = FilesBelow(folder);
  if (!found) return found.error();
  std::ranges::move(found->refused, std::back_inserter(refused));
  if (found->files.size() > limits.files) {
    return fmt::format("'{}' has {} files, expected at most {}", folder.string(),
                       found->files.size(), limits.files);
  }
  size_t sum = 0;
  for (const fs::path& file : found->files) {
    const auto bytes = ReadFile(file, limits.file_bytes, Links::kRefuse);
    if (!bytes) {
      refused.push_back(bytes.error());
      continue;
    }
    sum += bytes->size();
    if (sum > limits.bytes) {
      return fmt::format("'{}' has more than {} bytes in total", folder.string(), limits.bytes);
    }
    const std::string why = WriteFile(stage / Sha1Of(*bytes), *bytes, {.durable = false});
    if (!why.empty()) return why;
  }
  return "";
}

// Removes the failing inputs from a folder.
std::string RemoveFailing(const TargetSetup& setup, const fs::path& folder,
                          std::vector<std::string>& refused) {
  const ReplayResult replay = ReplayFiles(setup, FindInputs(folder, Depth::kFlat).files);
  for (const FailedInput& failed : replay.failures) {
    refused.push_back(fmt::format("{} fails: {}", failed.file.path.filename().string(),
                                  failed.crash.Signature()));
    std::error_code error;
    fs::remove(failed.file.path, error);
  }
  return replay.problem;
}

void RemoveAllOf(const fs::path& names, const fs::path& from) {
  std::error_code error;
  for (const InputFile& file : FindInputs(names, Depth::kFlat).files) {
    fs::remove(from / file.path.filename(), error);
  }
}

}  // namespace

Corpus::Corpus(const fs::path& root, Target target)
    : corpus_(root / "corpus"), target_(std::move(target)) {}

Inputs Corpus::Seeds() const {
  Inputs inputs;
  for (const std::string& name : target_.folders) {
    std::error_code error;
    if (fs::exists(corpus_ / name, error)) {
      inputs.Append(FindInputs(corpus_ / name, Depth::kAll));
    } else {
      inputs.problems.push_back(
          fmt::format("'{}' is missing; the table of targets names it as seeds of {}",
                      (corpus_ / name).string(), target_.name));
    }
  }
  return inputs;
}

Inputs Corpus::Found() const { return FindInputs(found_folder(), Depth::kFlat); }

Inputs Corpus::Regressions() const {
  return FindInputs(corpus_ / "regressions" / target_.name, Depth::kFlat);
}

Inputs Corpus::All() const {
  Inputs inputs = Seeds();
  inputs.Append(Found());
  inputs.Append(Regressions());
  return inputs;
}

fs::path Corpus::found_folder() const { return corpus_ / "found" / target_.name; }

std::expected<CorpusChange, std::string> MinimiseFound(const TargetSetup& setup,
                                                       const Corpus& corpus, Deadline deadline) {
  const fs::path seeds = setup.temporary / "seeds";
  const fs::path found = setup.temporary / "found";
  const fs::path merged = setup.temporary / "merged";
  Inputs given = corpus.Seeds();
  given.Append(corpus.Regressions());
  CorpusChange change{.before = corpus.Found().files.size()};
  change.after = change.before;
  if (const std::string why = Stage(given.files, seeds); !why.empty()) return std::unexpected(why);
  for (int round = 0; round < kRoundsMax && change.after != 0; ++round) {
    if (const std::string why = Stage(corpus.Found().files, found); !why.empty()) {
      return std::unexpected(why);
    }
    const auto cover = SetCover(setup, {seeds, found}, merged, deadline);
    if (!cover) return std::unexpected(cover.error());
    RemoveAllOf(seeds, merged);
    const size_t count = FindInputs(merged, Depth::kFlat).files.size();
    if (count >= change.after) break;
    const std::string why = ReplaceFolder(merged, corpus.found_folder());
    if (!why.empty()) return std::unexpected(why);
    change.after = count;
  }
  return change;
}

std::expected<CorpusChange, std::string> ImportFound(const TargetSetup& setup, const Corpus& corpus,
                                                     const fs::path& folder,
                                                     const ImportLimits& limits,
                                                     Deadline deadline) {
  const fs::path import = setup.temporary / "import";
  const fs::path known = setup.temporary / "known";
  CorpusChange change{.before = corpus.Found().files.size()};
  std::string why = Stage({}, import);
  if (why.empty()) why = StageImport(folder, limits, import, change.refused);
  if (why.empty()) why = RemoveFailing(setup, import, change.refused);
  if (why.empty()) why = Stage(corpus.All().files, known);
  if (!why.empty()) return std::unexpected(why);
  RemoveAllOf(known, import);
  const auto added = AddNew(setup, import, known, deadline);
  if (!added) return std::unexpected(added.error());
  for (const InputFile& file : FindInputs(import, Depth::kFlat).files) {
    const auto name = file.path.filename();
    const auto bytes = ReadFile(known / name, kInputMax);
    if (!bytes) continue;
    why = MakeFolder(corpus.found_folder());
    if (why.empty()) why = WriteFile(corpus.found_folder() / name, *bytes);
    if (!why.empty()) return std::unexpected(why);
  }
  change.after = corpus.Found().files.size();
  return change;
}

}  // namespace asmtp::fuzz
