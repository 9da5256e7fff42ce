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

// Returns what the file holds, or why not, in words. Of a file that is larger than `size_max`, or
// that has no end, it reads one byte more than that.
std::expected<std::string, std::string> ReadTextFile(const std::filesystem::path& file,
                                                     size_t size_max);

// Replaces the file by `text`, at once: whoever reads it sees the old text or the new one. Returns
// "", or why not, in words.
std::string WriteTextFile(const std::filesystem::path& file, std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_TEXT_FILE_H_
