#include "fuzz/driver/merge.h"

#include <fmt/format.h>

#include <charconv>

#include "core/testing/output_file.h"
#include "fuzz/driver/inputs.h"
#include "fuzz/driver/plain_names.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

// Returns the number before `word` in "MERGE-OUTER: 5 new files with 12 new features added; 4 new
// coverage edges".
uint64_t NumberBefore(std::string_view line, std::string_view word) {
  const size_t at = line.find(word);
  if (at == line.npos || at == 0) return 0;
  const size_t start = line.find_last_not_of("0123456789", at - 1);
  const size_t first = start == line.npos ? 0 : start + 1;
  uint64_t number = 0;
  std::from_chars(line.data() + first, line.data() + at, number);
  return number;
}

std::expected<Merged, std::string> RunMerge(const TargetSetup& setup, const std::string& mode,
                                            const std::vector<fs::path>& from, const fs::path& into,
                                            Deadline deadline) {
  PlainNames names(setup);
  names.Give("into", into);
  std::vector<std::string> arguments = setup.Limits();
  arguments.insert(arguments.end(), {mode, "into"});
  for (size_t i = 0; i < from.size(); ++i) {
    arguments.push_back(fmt::format("from{}", i));
    names.Give(arguments.back(), from[i]);
  }
  if (!names.problem().empty()) return std::unexpected(names.problem());
  auto end = RunTarget(names.setup(), arguments, deadline);
  if (!end) return std::unexpected(end.error());
  if (end->was_stopped) return std::unexpected("it ran out of time");
  Merged merged;
  bool done = false;
  for (const std::string& line : end->last_lines) {
    if (line.find(" new features added") == std::string::npos) continue;
    done = true;
    merged = {.inputs = NumberBefore(line, " new files"),
              .coverage = NumberBefore(line, " new coverage edges"),
              .features = NumberBefore(line, " new features")};
  }
  if (end->status.code != 0 || end->status.signal != 0 || !done) {
    return std::unexpected(end->Describe());
  }
  return merged;
}

size_t CountFiles(const std::vector<fs::path>& folders) {
  size_t count = 0;
  for (const fs::path& folder : folders) count += FindInputs(folder, Depth::kAll).files.size();
  return count;
}

}  // namespace

std::expected<Merged, std::string> SetCover(const TargetSetup& setup,
                                            const std::vector<fs::path>& from, const fs::path& into,
                                            Deadline deadline) {
  std::error_code error;
  fs::remove_all(into, error);
  if (const std::string why = MakeFolder(into); !why.empty()) return std::unexpected(why);
  auto merged = RunMerge(setup, "-set_cover_merge=1", from, into, deadline);
  const size_t given = CountFiles(from);
  // Any input reaches something, so this merge has not read them.
  if (merged && given != 0 && CountFiles({into}) == 0) {
    return std::unexpected(fmt::format("the merge kept none of {} inputs", given));
  }
  return merged;
}

std::expected<Merged, std::string> AddNew(const TargetSetup& setup, const fs::path& from,
                                          const fs::path& into, Deadline deadline) {
  return RunMerge(setup, "-merge=1", {from}, into, deadline);
}

std::string ReplaceFolder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  const fs::path old = to.string() + ".old";
  fs::remove_all(old, error);
  const bool was_there = fs::exists(to, error);
  if (was_there) fs::rename(to, old, error);
  if (!error) fs::rename(from, to, error);
  if (!error) {
    fs::remove_all(old, error);
    return "";
  }
  const std::string why = fmt::format("cannot replace '{}': {}", to.string(), error.message());
  if (was_there && !fs::exists(to, error)) fs::rename(old, to, error);
  return why;
}

}  // namespace asmtp::fuzz
