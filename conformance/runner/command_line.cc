#include "conformance/runner/command_line.h"

#include <cstdlib>
#include <sstream>

#include "conformance/transcript/read_file.h"

namespace asmtp::conformance {

std::vector<std::string> CommandLine() {
  constexpr size_t kWordsMax = size_t{8} << 20;
  const std::string text = ReadTextFile("/proc/self/cmdline", kWordsMax).value_or("");
  std::vector<std::string> words;
  for (size_t at = 0; at < text.size(); at += words.back().size() + 1) {
    words.emplace_back(text.c_str() + at);  // each ends with a zero byte
  }
  return words;
}

std::vector<std::string> ProgramWords() {
  std::vector<std::string> words;
  if (const char* given = std::getenv("ASMTP_COMMAND")) {
    std::istringstream stream(given);
    for (std::string word; stream >> word;) words.push_back(word);
  }
  if (!words.empty()) return words;
  words = CommandLine();
  words.resize(1, "asmtp-conform");
  return words;
}

}  // namespace asmtp::conformance
