#include "fuzz/program/text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <sstream>

#include "core/testing/hex.h"

namespace asmtp::fuzz {
namespace {

// In the order of their bits.
constexpr std::array<std::string_view, 8> kFlags = {
    "suite-25519",  "framing-u16",       "handshake-by-hand", "stranger",
    "wrong-number", "raw-responder-key", "reflexive",         "decide-later"};

std::string OpText(Op op) {
  const std::string_view name = Name(op);
  return name.empty() ? fmt::format("op-{}", static_cast<int>(op)) : std::string(name);
}

template <class Number>
std::optional<Number> ReadNumber(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Op> ReadOp(std::string_view text) {
  for (size_t i = 0; i < kOpCount; ++i) {
    if (Name(static_cast<Op>(i)) == text) return static_cast<Op>(i);
  }
  if (!text.starts_with("op-")) return std::nullopt;
  const auto number = ReadNumber<uint8_t>(text.substr(3));
  return number ? std::optional(static_cast<Op>(*number)) : std::nullopt;
}

std::optional<uint8_t> ReadWhere(std::string_view text) {
  const size_t dot = text.find('.');
  if (dot == text.npos) return std::nullopt;
  const auto index = ReadNumber<uint8_t>(text.substr(dot + 1));
  const std::string_view direction = text.substr(0, dot);
  if (!index || *index > 127 || (direction != "initiator" && direction != "responder")) {
    return std::nullopt;
  }
  return static_cast<uint8_t>(*index << 1 | (direction == "responder" ? 1 : 0));
}

using Words = std::vector<std::string>;

// Returns what was expected, or "".
std::string ReadFlags(const Words& words, uint8_t& flags) {
  for (size_t i = 1; i < words.size(); ++i) {
    const auto found = std::ranges::find(kFlags, words[i]);
    if (found == kFlags.end()) return "a flag, found '" + words[i] + "'";
    flags = static_cast<uint8_t>(flags | 1U << (found - kFlags.begin()));
  }
  return "";
}

template <class Number>
std::string ReadHeaderNumber(const Words& words, Number& number) {
  const auto read = words.size() == 2 ? ReadNumber<Number>(words[1]) : std::nullopt;
  if (!read) return fmt::format("'{}' and a number", words[0]);
  number = *read;
  return "";
}

std::string ReadAction(const Words& words, Program& program) {
  const auto op = ReadOp(words[0]);
  if (!op) return "an action, found '" + words[0] + "'";
  const auto where = words.size() > 1 ? ReadWhere(words[1]) : std::nullopt;
  if (!where) return "initiator.N or responder.N after the action";
  Action action{.op = *op, .where = *where, .payload = {}};
  if (words.size() > 2) {
    auto payload = FromHex(words[2]);
    if (!payload || words.size() > 3) return "one payload in hexadecimal";
    action.payload = *std::move(payload);
  }
  program.actions.push_back(std::move(action));
  return "";
}

std::string ReadLine(const Words& words, Program& program) {
  if (words[0] == "flags") return ReadFlags(words, program.flags);
  if (words[0] == "keys") return ReadHeaderNumber(words, program.keys);
  if (words[0] == "limit") return ReadHeaderNumber(words, program.length_limit);
  return ReadAction(words, program);
}

}  // namespace

std::string FlagNames(uint8_t flags) {
  std::string names;
  for (size_t bit = 0; bit < kFlags.size(); ++bit) {
    if ((flags >> bit & 1) != 0) names += fmt::format(" {}", kFlags[bit]);
  }
  return names;
}

std::string Print(const Program& program) {
  std::string text = "flags" + FlagNames(program.flags);
  text += fmt::format("\nkeys {}\nlimit {}\n", program.keys, program.length_limit);
  for (const Action& action : program.actions) {
    const auto [direction, index] = action.place();
    text += fmt::format("{} {}.{}", OpText(action.op), direction == 0 ? "initiator" : "responder",
                        index);
    if (!action.payload.empty()) text += " " + ToHex(action.payload);
    text += "\n";
  }
  return text;
}

std::expected<Program, std::string> ReadText(std::string_view text) {
  Program program;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (size_t number = 1; std::getline(lines, line); ++number) {
    std::istringstream stream(line.substr(0, line.find('#')));
    const Words words(std::istream_iterator<std::string>(stream), {});
    if (words.empty()) continue;
    const std::string expected = ReadLine(words, program);
    if (!expected.empty()) {
      return std::unexpected(fmt::format("line {}: expected {}", number, expected));
    }
  }
  return program;
}

}  // namespace asmtp::fuzz
