#include "conformance/transcript/tamper.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "conformance/transcript/step_reader.h"

namespace asmtp::conformance {
namespace {

constexpr std::chrono::milliseconds kPacePauseMax{1000};

// What a tamper applies to.
enum class Fits : uint8_t { kInitialize, kResponse, kHandshake, kFrame, kBoth };

// One line of the grammar. Words in capitals are arguments: FIELD, VALUE, N (a number, or +N or
// -N), SIZES, PACE. Other words are literal. A line with literals comes before a line that would
// also match them.
struct OpSyntax {
  Layer layer;
  std::string_view pattern;
  TamperOp op;
  Fits fits;
};

constexpr std::array kSyntax = {
    OpSyntax{Layer::kFields, "set FIELD VALUE", TamperOp::kSetField, Fits::kBoth},
    OpSyntax{Layer::kFields, "drop FIELD", TamperOp::kDropField, Fits::kFrame},
    OpSyntax{Layer::kFields, "type VALUE", TamperOp::kSetType, Fits::kFrame},
    OpSyntax{Layer::kPlain, "xor VALUE at N", TamperOp::kXor, Fits::kFrame},
    OpSyntax{Layer::kPlain, "replace VALUE", TamperOp::kReplace, Fits::kFrame},
    OpSyntax{Layer::kPlain, "replace VALUE at N", TamperOp::kReplaceAt, Fits::kFrame},
    OpSyntax{Layer::kPlain, "insert VALUE at N", TamperOp::kInsert, Fits::kFrame},
    OpSyntax{Layer::kPlain, "append VALUE", TamperOp::kAppend, Fits::kFrame},
    OpSyntax{Layer::kPlain, "truncate N", TamperOp::kTruncate, Fits::kFrame},
    OpSyntax{Layer::kNoise, "rekey skip", TamperOp::kNoise, Fits::kFrame},
    OpSyntax{Layer::kNoise, "rekey twice", TamperOp::kNoise, Fits::kFrame},
    OpSyntax{Layer::kNoise, "nonce N", TamperOp::kNoise, Fits::kFrame},
    OpSyntax{Layer::kNoise, "key other", TamperOp::kNoise, Fits::kFrame},
    OpSyntax{Layer::kNoise, "key first", TamperOp::kNoise, Fits::kFrame},
    OpSyntax{Layer::kNoise, "key zero", TamperOp::kNoise, Fits::kFrame},
    OpSyntax{Layer::kNoise, "e reuse", TamperOp::kNoise, Fits::kHandshake},
    OpSyntax{Layer::kNoise, "e VALUE", TamperOp::kNoise, Fits::kHandshake},
    OpSyntax{Layer::kNoise, "e-xor VALUE at N", TamperOp::kNoise, Fits::kHandshake},
    OpSyntax{Layer::kNoise, "e-shown VALUE", TamperOp::kNoise, Fits::kHandshake},
    OpSyntax{Layer::kNoise, "s VALUE", TamperOp::kNoise, Fits::kInitialize},
    OpSyntax{Layer::kNoise, "s-xor VALUE at N", TamperOp::kNoise, Fits::kInitialize},
    OpSyntax{Layer::kNoise, "rs VALUE", TamperOp::kNoise, Fits::kInitialize},
    OpSyntax{Layer::kNoise, "prologue VALUE", TamperOp::kNoise, Fits::kInitialize},
    OpSyntax{Layer::kNoise, "dh es", TamperOp::kNoise, Fits::kInitialize},
    OpSyntax{Layer::kNoise, "dh ss", TamperOp::kNoise, Fits::kInitialize},
    OpSyntax{Layer::kNoise, "dh ee", TamperOp::kNoise, Fits::kResponse},
    OpSyntax{Layer::kNoise, "dh se", TamperOp::kNoise, Fits::kResponse},
    OpSyntax{Layer::kNoise, "payload VALUE", TamperOp::kNoise, Fits::kHandshake},
    OpSyntax{Layer::kFrame, "xor VALUE at N", TamperOp::kXor, Fits::kBoth},
    OpSyntax{Layer::kFrame, "replace VALUE", TamperOp::kReplace, Fits::kBoth},
    OpSyntax{Layer::kFrame, "replace VALUE at N", TamperOp::kReplaceAt, Fits::kBoth},
    OpSyntax{Layer::kFrame, "insert VALUE at N", TamperOp::kInsert, Fits::kBoth},
    OpSyntax{Layer::kFrame, "append VALUE", TamperOp::kAppend, Fits::kBoth},
    OpSyntax{Layer::kFrame, "truncate N", TamperOp::kTruncate, Fits::kBoth},
    OpSyntax{Layer::kFrame, "length little-endian", TamperOp::kLengthLittleEndian, Fits::kFrame},
    OpSyntax{Layer::kFrame, "length N", TamperOp::kLength, Fits::kFrame},
    OpSyntax{Layer::kFrame, "drop", TamperOp::kDrop, Fits::kBoth},
    OpSyntax{Layer::kFrame, "repeat", TamperOp::kRepeat, Fits::kBoth},
    OpSyntax{Layer::kFrame, "delay", TamperOp::kDelay, Fits::kFrame},
    OpSyntax{Layer::kStream, "split each", TamperOp::kSplitEach, Fits::kBoth},
    OpSyntax{Layer::kStream, "split SIZES", TamperOp::kSplit, Fits::kBoth},
    OpSyntax{Layer::kStream, "pace PACE", TamperOp::kPace, Fits::kBoth},
    OpSyntax{Layer::kStream, "hold from N", TamperOp::kHoldFrom, Fits::kBoth},
    OpSyntax{Layer::kStream, "hold", TamperOp::kHold, Fits::kBoth},
    OpSyntax{Layer::kStream, "cut N then fin", TamperOp::kCutThenFin, Fits::kBoth},
    OpSyntax{Layer::kStream, "cut N then rst", TamperOp::kCutThenRst, Fits::kBoth},
    OpSyntax{Layer::kStream, "cut N", TamperOp::kCut, Fits::kBoth},
    OpSyntax{Layer::kStream, "prefix VALUE", TamperOp::kPrefix, Fits::kBoth},
    OpSyntax{Layer::kStream, "suffix VALUE", TamperOp::kSuffix, Fits::kBoth},
};

constexpr std::array<std::string_view, kLayerCount> kLayerNames = {"fields", "plain", "noise",
                                                                   "frame", "stream"};

std::vector<std::string_view> CutAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool IsArgument(std::string_view word) { return word.front() >= 'A' && word.front() <= 'Z'; }

// Whether the words match the pattern's number and literals.
bool Matches(std::string_view pattern, std::span<const std::string> words) {
  const auto parts = CutAt(pattern, ' ');
  return parts.size() == words.size() &&
         std::ranges::equal(parts, words, [](std::string_view part, std::string_view word) {
           return IsArgument(part) || part == word;
         });
}

std::expected<TamperNumber, std::string> ParseNumber(std::string_view word) {
  const bool sign = word.starts_with('+') || word.starts_with('-');
  const std::string_view digits = word.substr(sign ? 1 : 0);
  TamperNumber result{.number = 0, .relative = sign};
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), result.number);
  if (digits.empty() || digits.front() == '-' || read.ec != std::errc() ||
      read.ptr != digits.data() + digits.size() || result.number > INT64_C(0xffffffff)) {
    return std::unexpected("expected a number, found '" + std::string(word) + "'");
  }
  if (word.starts_with('-')) result.number = -result.number;
  return result;
}

std::expected<std::vector<size_t>, std::string> ParseSizes(std::string_view word) {
  std::vector<size_t> sizes;
  for (const std::string_view part : CutAt(word, ',')) {
    const auto number = ParseNumber(part);
    if (!number || number->number <= 0 || number->relative) {
      return std::unexpected("expected sizes such as 1,1,95, found '" + std::string(word) + "'");
    }
    sizes.push_back(static_cast<size_t>(number->number));
  }
  return sizes;
}

// Reads N/DURATION.
std::expected<void, std::string> ParsePace(std::string_view word, Tamper& tamper) {
  const size_t slash = std::min(word.find('/'), word.size());
  const auto size = ParseNumber(word.substr(0, slash));
  const auto pause = ParseDuration(word.substr(std::min(slash + 1, word.size())));
  if (!size || !pause || size->number <= 0 || size->relative || *pause > kPacePauseMax) {
    return std::unexpected("expected a pace such as 1/5ms, of at most 1s, found '" +
                           std::string(word) + "'");
  }
  tamper.number = *size;
  tamper.pause = *pause;
  return {};
}

// Reads the word at the position of the pattern's `part`.
std::expected<void, std::string> ParseArgument(std::string_view part, const std::string& word,
                                               ValueBudget& budget, Tamper& tamper) {
  const auto store = [](auto parsed, auto& to) -> std::expected<void, std::string> {
    if (!parsed) return std::unexpected(parsed.error());
    to = *std::move(parsed);
    return {};
  };
  if (part == "VALUE") return store(ParseValue(word, budget), tamper.value);
  if (part == "N") return store(ParseNumber(word), tamper.number);
  if (part == "SIZES") return store(ParseSizes(word), tamper.sizes);
  if (part == "PACE") return ParsePace(word, tamper);
  if (part == "FIELD") tamper.field = word;
  return {};
}

std::string OperationsOf(Layer layer) {
  std::string names;
  for (const OpSyntax& syntax : kSyntax) {
    if (syntax.layer != layer) continue;
    if (!names.empty()) names += ", ";
    names.append("'").append(syntax.pattern).append("'");
  }
  return names;
}

std::string Join(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

const OpSyntax& SyntaxOf(const Tamper& tamper) {
  return *std::ranges::find_if(kSyntax, [&](const OpSyntax& syntax) {
    return syntax.layer == tamper.layer && syntax.pattern == tamper.pattern;
  });
}

}  // namespace

std::string_view Name(Layer layer) { return kLayerNames[static_cast<size_t>(layer)]; }

std::expected<Tamper, std::string> ParseTamper(std::span<const std::string> words,
                                               ValueBudget& budget) {
  const auto layer = words.empty() ? kLayerNames.end() : std::ranges::find(kLayerNames, words[0]);
  if (layer == kLayerNames.end()) {
    return std::unexpected("expected a layer: fields, plain, noise, frame or stream");
  }
  Tamper tamper{.layer = static_cast<Layer>(layer - kLayerNames.begin()), .text = Join(words)};
  const auto syntax = std::ranges::find_if(kSyntax, [&](const OpSyntax& candidate) {
    return candidate.layer == tamper.layer && Matches(candidate.pattern, words.subspan(1));
  });
  if (syntax == kSyntax.end()) {
    return std::unexpected("expected an operation on " + words[0] + ": " +
                           OperationsOf(tamper.layer));
  }
  tamper.op = syntax->op;
  tamper.pattern = syntax->pattern;
  const auto parts = CutAt(syntax->pattern, ' ');
  for (size_t i = 0; i < parts.size(); ++i) {
    if (auto done = ParseArgument(parts[i], words[i + 1], budget, tamper); !done) {
      return std::unexpected(done.error());
    }
  }
  return tamper;
}

bool FitsInitialize(const Tamper& tamper) {
  const Fits fits = SyntaxOf(tamper).fits;
  return fits == Fits::kInitialize || fits == Fits::kHandshake || fits == Fits::kBoth;
}
bool FitsResponse(const Tamper& tamper) {
  const Fits fits = SyntaxOf(tamper).fits;
  return fits == Fits::kResponse || fits == Fits::kHandshake || fits == Fits::kBoth;
}
bool FitsFrame(const Tamper& tamper) { return SyntaxOf(tamper).fits >= Fits::kFrame; }

}  // namespace asmtp::conformance
