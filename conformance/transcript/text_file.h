// Text files, read whole.
//
//   const auto text = ReadTextFile("handshake/ok.atf", kFileSizeMax);
//   if (!text) return text.error();                  "this is a folder"
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_TEXT_FILE_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_TEXT_FILE_H_

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace asmtp::conformance {

// Returns the content of the file, or the error in words. Reads at most `size_max` + 1 bytes, also
// of an endless file.
std::expected<std::string, std::string> ReadTextFile(const std::filesystem::path& file,
                                                     size_t size_max);

// Replaces the file by `text` atomically: a reader sees the old text or the new one. Returns "", or
// the error in words.
std::string WriteTextFile(const std::filesystem::path& file, std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_TEXT_FILE_H_
