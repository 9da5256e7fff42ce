// OutputFile: the only way to write a file. A reader sees the old file or the new one, never a part.
//
//   if (const std::string why = WriteFile("out/report.json", text); !why.empty()) ...
//
// The bytes go to a temporary file in the same folder, which then replaces the file. So on a full
// disk the old file stays. The file keeps its mode. A symbolic link keeps pointing to its target,
// which is replaced. A pipe or a character device, such as /dev/stdout, is written in place. After an interrupt, nothing waits for a slow pipe.
#ifndef ASMTP_CORE_TESTING_OUTPUT_FILE_H_
#define ASMTP_CORE_TESTING_OUTPUT_FILE_H_

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asmtp {

struct WriteOptions {
  // For a file that is read again later: gets the bytes as read back from the disk and returns ""
  // or why they are unusable. Then the old file stays.
  std::function<std::string(std::string_view)> why_unusable = {};
  // Whether the file survives a loss of power. Costs milliseconds, so temporary files omit it.
  bool durable = true;
};

// Returns "" or one sentence that names the file.
std::string WriteFile(const std::filesystem::path& path, std::string_view bytes,
                      const WriteOptions& options = {});

// Creates a folder with its parents and writes files into it, by name. A file that cannot be
// written does not affect the others. Returns what went wrong.
std::vector<std::string> WriteFiles(
    const std::filesystem::path& folder,
    const std::vector<std::pair<std::string_view, std::string>>& files);

// Creates a folder with its parents. Returns "" or what went wrong.
std::string MakeFolder(const std::filesystem::path& path);

// Returns "" if WriteFile() can write the file, else one sentence. Changes nothing. Call it before
// a long run.
std::string WhyNotWritable(const std::filesystem::path& path);

// Call it first in a program that writes files: a limit of the file size then fails a write instead
// of ending the program.
void IgnoreFileSizeSignal();

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_OUTPUT_FILE_H_
