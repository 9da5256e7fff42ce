#include "fuzz/text/input_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "core/testing/hex.h"
#include "fuzz/program/text.h"
#include "fuzz/text/layout.h"
#include "fuzz/text/quoted.h"

namespace asmtp::fuzz {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr size_t kBytesInALine = 32;
constexpr size_t kCommentColumn = 34;  // of a comment after a short row

bool IsProgram(std::string_view target) { return target == "asmtp_session"; }
bool IsText(std::string_view target) {
  return target == "asmtp_transcript" || target == "asmtp_vector_file";
}

// ---- programs

// Returns the size of the longest prefix that round-trips as a program.
size_t RoundTripSize(ByteView bytes) {
  if (bytes.size() < kProgramHeaderSize) return 0;
  Program program = Parse(bytes);
  Bytes encoded = Encode(program);
  if (encoded.size() > bytes.size() || !Equal(encoded, bytes.first(encoded.size()))) {
    // Only the last action can be truncated.
    program.actions.pop_back();
    encoded = Encode(program);
  }
  return encoded.size();
}

std::string DecodeProgram(ByteView bytes) {
  const size_t size = RoundTripSize(bytes);
  std::string text = size > 0 ? Print(Parse(bytes.first(size))) : "# too short for a program\n";
  const ByteView tail = bytes.subspan(size);
  if (tail.empty()) return text;
  const Program all = Parse(bytes);
  const bool is_run = all != Parse(bytes.first(size));
  text += is_run ? "# a truncated action, which runs with the remaining bytes\n" : "# not run\n";
  return text + fmt::format("tail {}\n", ToHex(tail));
}

// Removes the line `tail HEX` from the text, leaving an empty line. The error says what was
// expected.
std::expected<Bytes, std::string> TakeTail(std::string& text) {
  size_t begin = text.starts_with("tail ") ? 0 : text.find("\ntail ");
  if (begin == text.npos) return Bytes();
  begin = text.find("tail ", begin);
  const size_t end = std::min(text.find('\n', begin), text.size());
  std::istringstream words(text.substr(begin + 5, end - begin - 5));
  std::string hex;
  words >> hex;
  auto tail = FromHex(hex);
  if (!tail) return std::unexpected("expected 'tail' and hexadecimal");
  text.erase(begin, end - begin);
  return *std::move(tail);
}

bool HasWords(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.substr(0, line.find('#')).find_first_not_of(" \t\r") != line.npos) return true;
  }
  return false;
}

std::expected<Bytes, std::string> EncodeProgram(std::string text) {
  auto tail = TakeTail(text);
  if (!tail) return std::unexpected(tail.error());
  const auto program = ReadText(text);
  if (!program) return std::unexpected(program.error());
  if (!HasWords(text)) return *tail;  // shorter than the header of a program
  Bytes bytes = Encode(*program);
  bytes.insert(bytes.end(), tail->begin(), tail->end());
  return bytes;
}

// ---- rows of bytes

std::string DecodeRows(std::string_view target, ByteView bytes) {
  std::string text;
  for (Row row : LayoutOf(target, bytes)) {
    std::string comment = "  # " + row.meaning;
    while (!row.bytes.empty()) {
      const ByteView part = row.bytes.first(std::min(row.bytes.size(), kBytesInALine));
      text += fmt::format("{:<{}}{}\n", ToHex(part), comment.empty() ? 0 : kCommentColumn, comment);
      comment.clear();
      row.bytes = row.bytes.subspan(part.size());
    }
  }
  return text;
}

std::expected<Bytes, std::string> EncodeRows(const std::string& text) {
  Bytes bytes;
  std::istringstream lines(text);
  std::string line;
  for (size_t number = 1; std::getline(lines, line); ++number) {
    std::istringstream words(line.substr(0, line.find('#')));
    for (std::string word; words >> word;) {
      const auto part = FromHex(word);
      if (!part) {
        return std::unexpected(fmt::format(
            "line {}: expected bytes in hexadecimal, and an optional comment after #", number));
      }
      bytes.insert(bytes.end(), part->begin(), part->end());
    }
  }
  return bytes;
}

// ---- the first line

// Returns the target on the first nonempty line, and empties the line.
std::optional<std::string> TakeTarget(std::string& text) {
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    std::istringstream words(line.substr(0, line.find('#')));
    std::string key;
    std::string target;
    if (words >> key) {
      if (key != "target" || !(words >> target)) return std::nullopt;
      text.erase(begin, end - begin);
      return target;
    }
    begin = end + 1;
  }
  return std::nullopt;
}

std::expected<Bytes, std::string> EncodeBody(const std::string& target, const std::string& body) {
  if (IsProgram(target)) return EncodeProgram(body);
  if (IsText(target)) return Unquote(body);
  return EncodeRows(body);
}

}  // namespace

std::string DecodeInput(std::string_view target, ByteView bytes) {
  const std::string head = fmt::format("target {}\n", target);
  if (IsProgram(target)) return head + DecodeProgram(bytes);
  if (IsText(target)) return head + Quote(bytes);
  return head + DecodeRows(target, bytes);
}

std::expected<NamedInput, std::string> EncodeInput(std::string_view text) {
  std::string body(text);
  const auto target = TakeTarget(body);
  if (!target) return std::unexpected("line 1: expected 'target' and the name of a fuzz target");
  auto bytes = EncodeBody(*target, body);
  if (!bytes) return std::unexpected(bytes.error());
  return NamedInput{.target = *target, .bytes = *std::move(bytes)};
}

}  // namespace asmtp::fuzz
