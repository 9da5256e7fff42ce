#include "conformance/cli/runner_secret.h"

#include <cstdlib>
#include <optional>
#include <sstream>

#include "conformance/iut/environment.h"
#include "conformance/transcript/read_file.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

constexpr const char* kExpected = "expected 64 hexadecimal digits, or @ and the name of a file";
constexpr size_t kSecretFileMax = 64 << 10;

std::optional<ByteArray<32>> KeyOf(const std::string& hex) {
  ByteArray<32> key{};
  if (hex.size() != 64 || !FromHexInto(hex, key)) return std::nullopt;
  return key;
}

// Adds the keys, which white space separates. Returns whether there is one and all are valid.
bool AddKeys(const std::string& text, std::vector<ByteArray<32>>& keys) {
  std::istringstream words(text);
  const size_t before = keys.size();
  for (std::string word; words >> word;) {
    const auto key = KeyOf(word);
    if (!key) return false;
    keys.push_back(*key);
  }
  return keys.size() > before;
}

}  // namespace

std::string WhyNoRunnerSecret(const std::string& value) {
  const bool names_file = value.size() > 1 && value.starts_with('@');
  return names_file || KeyOf(value) ? "" : kExpected;
}

std::expected<std::vector<ByteArray<32>>, std::string> ReadRunnerSecrets(
    const std::vector<std::string>& values) {
  std::vector<ByteArray<32>> keys;
  for (const std::string& value : values) {
    if (!value.starts_with('@')) {
      if (!AddKeys(value, keys))
        return std::unexpected(std::string(kSecretOption) + ": " + kExpected);
      continue;
    }
    const std::string file = value.substr(1);
    const auto text = ReadTextFile(file, kSecretFileMax);
    if (!text)
      return std::unexpected(std::string(kSecretOption) + ": '" + file + "': " + text.error());
    if (!AddKeys(*text, keys)) {
      return std::unexpected(std::string(kSecretOption) + ": '" + file +
                             "': expected lines of 64 hexadecimal digits");
    }
  }
  const char* variable = std::getenv(kSecretVariable);
  if (!values.empty() || variable == nullptr) return keys;
  if (!AddKeys(variable, keys)) {
    return std::unexpected(std::string(kSecretVariable) + ": expected 64 hexadecimal digits");
  }
  return keys;
}

}  // namespace asmtp::conformance
