// Reads and writes whole files.
//
//   auto bytes = ReadFile(path, kInputMax);
//   if (const std::string why = WriteFile(path, *bytes); !why.empty()) ...
#ifndef ASMTP_FUZZ_DRIVER_FILE_H_
#define ASMTP_FUZZ_DRIVER_FILE_H_

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asmtp::fuzz {

// Reads a regular file of at most `most` bytes. Never blocks: any other kind of file is an error
// that names the kind. `links` tells whether to refuse a symbolic link.
enum class Links : bool { kFollow, kRefuse };
std::expected<std::string, std::string> ReadFile(const std::filesystem::path& path, size_t most,
                                                 Links links = Links::kFollow);

// Writes a file atomically. Returns "" or what went wrong.
std::string WriteFile(const std::filesystem::path& path, std::string_view bytes);

// Creates a folder with its parents and writes files into it, by name. A file that cannot be
// written does not affect the others. Returns what went wrong.
std::vector<std::string> WriteFiles(
    const std::filesystem::path& folder,
    const std::vector<std::pair<std::string_view, std::string>>& files);

// Creates a folder with its parents. Returns "" or what went wrong.
std::string MakeFolder(const std::filesystem::path& path);

// Returns the SHA-1 of the bytes as 40 hex digits, the name that libFuzzer gives to an input.
std::string Sha1Of(std::string_view bytes);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FILE_H_
