#include "conformance/iut/command_template.h"

#include <algorithm>
#include <utility>

namespace asmtp::conformance {
namespace {

// Commands copied from documents may span several lines.
bool IsBlank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

std::expected<std::vector<std::string>, std::string> CutWords(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = '\0';
  for (const char c : text) {
    if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      in_word = true;
    } else if (!IsBlank(c)) {
      word += c;
      in_word = true;
    } else if (in_word) {
      words.push_back(std::exchange(word, {}));
      in_word = false;
    }
  }
  if (quote != '\0') return std::unexpected("the command has an unclosed quote");
  if (in_word) words.push_back(word);
  return words;
}

// Replaces each {name} with `replace(name)`.
template <class Replace>
std::string ReplacePlaceholders(std::string_view word, Replace replace) {
  std::string result;
  while (true) {
    const size_t open = word.find('{');
    const size_t close = open == word.npos ? open : word.find('}', open);
    result += word.substr(0, close == word.npos ? close : open);
    if (close == word.npos) return result;
    result += replace(word.substr(open + 1, close - open - 1));
    word.remove_prefix(close + 1);
  }
}

}  // namespace

const std::vector<std::string>& CommandTemplate::OfAdapters() {
  static const std::vector<std::string> kPlaceholders = {"role", "addr",  "iut_s",  "peer",
                                                         "mode", "suite", "framing"};
  return kPlaceholders;
}

std::expected<CommandTemplate, std::string> CommandTemplate::Parse(
    std::string_view text, const std::vector<std::string>& placeholders) {
  auto words = CutWords(text);
  if (!words) return std::unexpected(words.error());
  if (words->empty()) return std::unexpected("the command is empty");
  std::string unknown;
  for (const std::string& word : *words) {
    ReplacePlaceholders(word, [&](std::string_view name) {
      if (std::ranges::find(placeholders, name) == placeholders.end()) unknown = name;
      return std::string();
    });
  }
  if (!unknown.empty()) {
    std::string known;
    for (const std::string& name : placeholders) known += " {" + name + "}";
    return std::unexpected("the command has an unknown placeholder {" + unknown +
                           "}; known placeholders:" + known);
  }
  CommandTemplate command;
  command.words_ = *std::move(words);
  return command;
}

std::vector<std::string> CommandTemplate::Fill(const Values& values) const {
  std::vector<std::string> filled;
  for (const std::string& word : words_) {
    std::string text = ReplacePlaceholders(word, [&](std::string_view name) {
      const auto value = values.find(name);
      return value == values.end() ? std::string() : value->second;
    });
    if (!text.empty() || word.empty()) {
      filled.push_back(std::move(text));
    } else if (filled.size() > 1 && filled.back().starts_with("-")) {
      filled.pop_back();
    }
  }
  return filled;
}

}  // namespace asmtp::conformance
