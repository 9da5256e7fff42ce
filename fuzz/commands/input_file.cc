#include "fuzz/commands/input_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <system_error>

#include "conformance/cli/root.h"
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
  std::error_code error;
  if (file == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  if (fs::is_directory(file, error)) {
    return std::unexpected(fmt::format("expected a file, found the folder '{}'", file));
  }
  const uintmax_t size = fs::file_size(file, error);
  if (!error && size > kInputMax) {
    return std::unexpected(
        fmt::format("'{}' has {} bytes, expected at most {}", file, size, kInputMax));
  }
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(stream), {});
  if (!stream.good() && !stream.eof()) {
    return std::unexpected(fmt::format("cannot read '{}'", file));
  }
  return bytes;
}

std::string WriteWholeFile(const std::string& file, std::string_view bytes) {
  std::ofstream stream(file, std::ios::binary);
  stream << bytes;
  return stream.flush() ? "" : fmt::format("cannot write '{}'", file);
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
