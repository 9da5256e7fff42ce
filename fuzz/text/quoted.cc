#include "fuzz/text/quoted.h"

#include <fmt/format.h>

#include <optional>
#include <sstream>

#include "core/testing/hex.h"

namespace asmtp::fuzz {
namespace {

using Bytes = std::vector<uint8_t>;

std::string Escaped(uint8_t byte) {
  if (byte == '\n') return "\\n";
  if (byte == '"' || byte == '\\') return {'\\', static_cast<char>(byte)};
  if (byte >= ' ' && byte < 0x7f) return {static_cast<char>(byte)};
  return fmt::format("\\x{:02x}", byte);
}

// Takes an escaped byte, after its backslash, off the front.
std::optional<uint8_t> TakeEscaped(std::string_view& text) {
  const char kind = text.empty() ? '\0' : text[0];
  text.remove_prefix(text.empty() ? 0 : 1);
  if (kind == 'n') return uint8_t{'\n'};
  if (kind == '"' || kind == '\\') return static_cast<uint8_t>(kind);
  if (kind != 'x') return std::nullopt;
  const auto byte = FromHex(text.substr(0, 2));
  if (!byte || byte->size() != 1) return std::nullopt;
  text.remove_prefix(2);
  return byte->front();
}

// Reads the bytes of a quoted line and checks what follows the quote.
bool ReadLine(std::string_view line, Bytes& bytes) {
  if (!line.starts_with('"')) return false;
  line.remove_prefix(1);
  while (!line.empty() && line[0] != '"') {
    if (line[0] != '\\') {
      bytes.push_back(static_cast<uint8_t>(line[0]));
      line.remove_prefix(1);
      continue;
    }
    line.remove_prefix(1);
    const auto byte = TakeEscaped(line);
    if (!byte) return false;
    bytes.push_back(*byte);
  }
  if (line.empty()) return false;
  const size_t behind = line.find_first_not_of(" \t\r", 1);
  return behind == line.npos || line[behind] == '#';
}

}  // namespace

std::string Quote(ByteView bytes) {
  std::string text;
  bool is_open = false;
  for (const uint8_t byte : bytes) {
    if (!is_open) text += '"';
    is_open = byte != '\n';
    text += Escaped(byte);
    if (!is_open) text += "\"\n";
  }
  return is_open ? text + "\"\n" : text;
}

std::expected<Bytes, std::string> Unquote(std::string_view text) {
  Bytes bytes;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (size_t number = 1; std::getline(lines, line); ++number) {
    const size_t begin = line.find_first_not_of(" \t\r");
    if (begin == line.npos || line[begin] == '#') continue;
    if (ReadLine(std::string_view(line).substr(begin), bytes)) continue;
    return std::unexpected(fmt::format(
        "line {}: expected text in quotes, with the escapes \\n \\\" \\\\ \\x00", number));
  }
  return bytes;
}

}  // namespace asmtp::fuzz
