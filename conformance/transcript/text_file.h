// Text files, written whole. See read_file.h for reading.
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_TEXT_FILE_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_TEXT_FILE_H_

#include <filesystem>
#include <string>
#include <string_view>

namespace asmtp::conformance {

// Replaces the file by `text` atomically: a reader sees the old text or the new one. Returns "", or
// the error in words.
std::string WriteTextFile(const std::filesystem::path& file, std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_TEXT_FILE_H_
