#include "fuzz/commands/input_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

#include "conformance/cli/root.h"
#include "conformance/iut/file_descriptor.h"
#include "conformance/transcript/read_file.h"
#include "fuzz/driver/file.h"
#include "fuzz/driver/target_table.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

// Inputs are small, so a larger file is the wrong file.
constexpr size_t kInputMax = size_t{64} * 1024 * 1024;

// The first target with this folder of seeds. Targets that share a folder also share its format.
std::optional<std::string> TargetOfFolder(const std::vector<Target>& targets,
                                          const std::string& folder) {
  for (const Target& target : targets) {
    if (target.name == folder ||
        std::ranges::find(target.folders, folder) != target.folders.end()) {
      return target.name;
    }
  }
  return std::nullopt;
}

// The target that the nearest parent folder names.
std::optional<std::string> TargetOfFile(const std::vector<Target>& targets,
                                        const std::string& file) {
  std::error_code error;
  for (fs::path folder = fs::absolute(file, error).parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    auto target = TargetOfFolder(targets, folder.filename().string());
    if (target) return target;
  }
  return std::nullopt;
}

std::expected<std::string, std::string> TargetOf(const InputOptions& options) {
  const auto targets = LoadTargets(conformance::FindRoot("fuzz/targets.txt") / "fuzz/targets.txt");
  if (!options.target.empty()) {
    // Without the table, as in a test or an installed binary, accept any name.
    if (!targets) return options.target;
    const auto chosen = SelectTargets(*targets, {options.target});
    if (!chosen) return std::unexpected(chosen.error());
    return chosen->front().name;
  }
  if (!targets) return std::unexpected(targets.error() + "; pass --target NAME");
  auto target = TargetOfFile(*targets, options.file);
  if (!target) {
    return std::unexpected(fmt::format(
        "cannot tell the target of '{}' from its folder; pass --target NAME", options.file));
  }
  return *target;
}

// Any kind of file, because a shell chooses it.
std::expected<std::string, std::string> ReadStdin() {
  std::string bytes;
  std::array<char, 64 * 1024> part;
  while (true) {
    const ssize_t size = conformance::ReadSome(STDIN_FILENO, part);
    if (size < 0) return std::unexpected(conformance::ErrorText("cannot read stdin"));
    if (size == 0) return bytes;
    bytes.append(part.data(), static_cast<size_t>(size));
    if (bytes.size() > kInputMax) {
      return std::unexpected(fmt::format("stdin has more than {} bytes", kInputMax));
    }
  }
}

}  // namespace

void AddInputOptions(cli::Command& command, InputOptions& options) {
  command.Add({.name = "file",
               .target = &options.file,
               .help = "file with the input; - is stdin",
               .required = true});
  command.Add({"--target", &options.target,
               "target of the input; default: inferred from the folder of the file"});
}

std::expected<std::string, std::string> ReadWholeFile(const std::string& file) {
  return file == "-" ? ReadStdin() : ReadFile(file, kInputMax, Links::kFollow);
}

std::expected<NamedInput, std::string> LoadInput(const InputOptions& options) {
  auto target = TargetOf(options);
  if (!target) return std::unexpected(target.error());
  const auto bytes = ReadWholeFile(options.file);
  if (!bytes) return std::unexpected(bytes.error());
  const ByteView view = AsBytes(*bytes);
  return NamedInput{.target = *std::move(target), .bytes = {view.begin(), view.end()}};
}

}  // namespace asmtp::fuzz
