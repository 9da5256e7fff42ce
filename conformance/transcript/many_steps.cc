#include "conformance/transcript/many_steps.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

using Numbers = std::array<size_t, 2>;

struct Range {
  size_t least = 0;
  size_t most = 0;
  bool optional = false;  // 1 if omitted
};

constexpr Range kMessageCount{1, 1'000'000};
constexpr Range kSessionCount{1, 10'000};
// A topic message: type, topic and content.
constexpr size_t kMessageSizeMin = 33;
constexpr Range kEchoSize{kMessageSizeMin, FrameLengthMax(Framing::kU16) - kTagSize};
constexpr Range kFloodSize{kMessageSizeMin, kFrameLengthLimitDefault - kTagSize};

struct Syntax {
  std::string_view verb;
  std::array<Range, 2> ranges;  // `most` is 0 if there is no such number
  StepBody (*make)(const Numbers&);
};

constexpr std::array kSyntax = {
    Syntax{"echo",
           {kMessageCount, kEchoSize},
           [](const Numbers& n) -> StepBody { return EchoMany{.count = n[0], .size = n[1]}; }},
    Syntax{"flood",
           {kMessageCount, kFloodSize},
           [](const Numbers& n) -> StepBody { return Flood{.count = n[0], .size = n[1]}; }},
    Syntax{"sessions",
           {kSessionCount, Range{1, 1000, true}},
           [](const Numbers& n) -> StepBody { return Sessions{.count = n[0], .messages = n[1]}; }},
    Syntax{"in-turn",
           {kSessionCount, Range{1, 1000, true}},
           [](const Numbers& n) -> StepBody {
             return Sessions{.count = n[0], .messages = n[1], .in_turn = true};
           }},
    Syntax{"half-open",
           {kSessionCount, Range{}},
           [](const Numbers& n) -> StepBody { return HalfOpen{.count = n[0]}; }},
    Syntax{"again",
           {Range{1, 100'000}, Range{}},
           [](const Numbers& n) -> StepBody { return Again{.count = n[0]}; }},
};

const Syntax* Find(std::string_view verb) {
  const auto found = std::ranges::find(kSyntax, verb, &Syntax::verb);
  return found == kSyntax.end() ? nullptr : &*found;
}

std::expected<size_t, std::string> ParseCount(std::string_view text, const Range& range) {
  size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size() &&
      number >= range.least && number <= range.most) {
    return number;
  }
  std::string wrong =
      "expected a number from " + std::to_string(range.least) + " to " + std::to_string(range.most);
  if (!text.empty()) wrong += ", found '" + std::string(text.substr(0, 40)) + "'";
  return std::unexpected(wrong);
}

}  // namespace

bool IsManyStep(std::string_view verb) { return Find(verb) != nullptr; }

std::expected<StepBody, std::string> ParseManyStep(std::string_view verb,
                                                   std::span<const std::string> words) {
  const Syntax& syntax = *Find(verb);
  Numbers numbers = {1, 1};
  for (size_t i = 0; i < numbers.size(); ++i) {
    const Range& range = syntax.ranges[i];
    if (range.most == 0 || (range.optional && words.empty())) break;
    const auto number = ParseCount(words.empty() ? std::string_view() : words.front(), range);
    if (!number) return std::unexpected(number.error());
    numbers[i] = *number;
    words = words.subspan(1);
  }
  if (words.empty()) return syntax.make(numbers);
  return std::unexpected("expected nothing more on this line, found '" +
                         words.front().substr(0, 40) + "'");
}

}  // namespace asmtp::conformance
