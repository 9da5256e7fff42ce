#include "fuzz/driver/inputs.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <numeric>
#include <system_error>

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

std::string Why(const fs::path& path, int error) {
  return fmt::format("cannot read '{}': {}", path.string(), std::generic_category().message(error));
}

// Checks the kind of a file before anything opens it, because opening a pipe would block.
void Look(const fs::path& path, Depth depth, Inputs& inputs);

void LookInside(const fs::path& folder, Depth depth, Inputs& inputs) {
  std::error_code error;
  std::vector<fs::path> entries;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    entries.push_back(entry->path());
  }
  if (error) inputs.problems.push_back(Why(folder, error.value()));
  std::ranges::sort(entries);
  for (const fs::path& entry : entries) Look(entry, depth, inputs);
}

void Look(const fs::path& path, Depth depth, Inputs& inputs) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0 || ::access(path.c_str(), R_OK) != 0) {
    inputs.problems.push_back(Why(path, errno));
  } else if (S_ISDIR(status.st_mode) && depth == Depth::kAll) {
    LookInside(path, depth, inputs);
  } else if (!S_ISREG(status.st_mode)) {
    inputs.problems.push_back(fmt::format("'{}' is a {}, expected a file", path.string(),
                                          S_ISDIR(status.st_mode) ? "folder" : "pipe or device"));
  } else if (static_cast<size_t>(status.st_size) > kInputMax) {
    inputs.notes.push_back(fmt::format("'{}' is skipped: it has {} bytes, expected at most {}",
                                       path.string(), status.st_size, kInputMax));
  } else {
    inputs.files.push_back({path, static_cast<size_t>(status.st_size)});
  }
}

}  // namespace

size_t Inputs::Bytes() const {
  return std::accumulate(files.begin(), files.end(), size_t{0},
                         [](size_t sum, const InputFile& file) { return sum + file.size; });
}

void Inputs::Append(Inputs more) {
  std::ranges::move(more.files, std::back_inserter(files));
  std::ranges::move(more.problems, std::back_inserter(problems));
  std::ranges::move(more.notes, std::back_inserter(notes));
}

Inputs FindInputs(const fs::path& folder, Depth depth) {
  Inputs inputs;
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (!fs::exists(status)) return inputs;
  if (fs::is_directory(status)) {
    LookInside(folder, depth, inputs);
  } else {
    inputs.problems.push_back(fmt::format("'{}' is a file, expected a folder", folder.string()));
  }
  return inputs;
}

}  // namespace asmtp::fuzz
