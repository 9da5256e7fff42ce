#include "conformance/runner/command_line.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace asmtp::conformance {

std::vector<std::string> CommandLine() {
  std::ifstream stream("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> words;
  for (std::string word; std::getline(stream, word, '\0');) words.push_back(word);
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
