#include "conformance/runner/command_line.h"

#include <cstdlib>
#include <sstream>

#include "conformance/cli/runner_secret.h"
#include "conformance/transcript/read_file.h"

namespace asmtp::conformance {
namespace {

// Hides the value of "--runner-secret=VALUE".
std::string HideSecret(const std::string& word) {
  const std::string option = std::string(kSecretOption) + "=";
  return word.starts_with(option) ? option + kHiddenSecret : word;
}

}  // namespace

std::vector<std::string> CommandLine() {
  constexpr size_t kWordsMax = size_t{8} << 20;
  const std::string text = ReadTextFile("/proc/self/cmdline", kWordsMax).value_or("");
  std::vector<std::string> words;
  bool is_secret = false;  // the value of the word before
  for (size_t at = 0; at < text.size();) {
    const std::string word = text.c_str() + at;  // each ends with a zero byte
    at += word.size() + 1;
    words.push_back(is_secret ? kHiddenSecret : HideSecret(word));
    is_secret = word == kSecretOption;
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
