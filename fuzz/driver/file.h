// Reads whole files.
//
//   auto bytes = ReadFile(path, kInputMax);
#ifndef ASMTP_FUZZ_DRIVER_FILE_H_
#define ASMTP_FUZZ_DRIVER_FILE_H_

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace asmtp::fuzz {

// Reads a regular file of at most `most` bytes. Never blocks: any other kind of file is an error
// that names the kind. `links` tells whether to refuse a symbolic link.
enum class Links : bool { kFollow, kRefuse };
std::expected<std::string, std::string> ReadFile(const std::filesystem::path& path, size_t most,
                                                 Links links = Links::kFollow);

// Returns the SHA-1 of the bytes as 40 hex digits, the name that libFuzzer gives to an input.
std::string Sha1Of(std::string_view bytes);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FILE_H_
