#include "conformance/suite/expectations_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "conformance/suite/selection.h"
#include "conformance/transcript/contains.h"
#include "conformance/transcript/line.h"

namespace asmtp::conformance {
namespace {

constexpr std::array<std::string_view, 6> kConfigWords = {"responder", "initiator", "ed25519",
                                                          "25519",     "u32",       "u16"};
constexpr std::array kVerdicts = {Verdict::kFail,    Verdict::kTimeout,   Verdict::kCrash,
                                  Verdict::kBlocked, Verdict::kNonstrict, Verdict::kFlaky};
constexpr std::string_view kUntil = "until=";

std::string NamesOfVerdicts() {
  std::string names;
  for (const Verdict verdict : kVerdicts) {
    names += (names.empty() ? "" : ", ") + std::string(Name(verdict));
  }
  return names;
}

template <class Number>
bool ReadNumber(std::string_view text, Number& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

std::optional<std::chrono::year_month_day> ReadDate(std::string_view text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      ReadNumber(text.substr(0, 4), year) && ReadNumber(text.substr(5, 2), month) &&
                      ReadNumber(text.substr(8, 2), day);
  if (!shaped) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return date;
}

class LineReader {
 public:
  LineReader(std::string_view file, const Line& line) : file_(file), line_(line) {}

  OrSourceError<ExpectedFailure> Read() {
    ExpectedFailure expected{.line = line_.number, .glob = line_.words.front()};
    size_t at = 1;
    while (at < size() && Contains(kConfigWords, line_.words[at])) {
      expected.config.push_back(line_.words[at++]);
    }
    const auto verdict = at < size() ? VerdictNamed(line_.words[at++]) : std::nullopt;
    if (!verdict || !Contains(kVerdicts, *verdict)) {
      return Error("expected a verdict after the case and its configuration, one of " +
                   NamesOfVerdicts());
    }
    expected.verdict = *verdict;
    if (at == size() || !IsQuoted(line_.words[at])) {
      return Error("expected the beginning of the message in quotes after the verdict");
    }
    expected.message = Unquote(line_.words[at++]);
    return ReadReason(at, std::move(expected));
  }

 private:
  size_t size() const { return line_.words.size(); }

  OrSourceError<ExpectedFailure> ReadReason(size_t at, ExpectedFailure expected) {
    for (; at < size(); ++at) {
      const std::string_view word = line_.words[at];
      if (word.starts_with(kUntil)) {
        expected.until = ReadDate(word.substr(kUntil.size()));
        if (!expected.until) return Error("expected a date such as until=2026-12-31");
      } else {
        expected.reason += (expected.reason.empty() ? "" : " ") + std::string(word);
      }
    }
    if (expected.reason.empty()) {
      return Error("expected a reason at the end: why it fails, or where it is discussed");
    }
    return expected;
  }

  std::unexpected<SourceError> Error(std::string what) const {
    return std::unexpected(SourceError{std::string(file_), line_.number, std::move(what)});
  }

  std::string_view file_;
  const Line& line_;
};

}  // namespace

bool ExpectedFailure::Fits(const std::string& case_id, const Config& run) const {
  const auto allows = [&](std::string_view one, std::string_view other, std::string_view actual) {
    const bool names_any = Contains(config, one) || Contains(config, other);
    return !names_any || Contains(config, actual);
  };
  return FitsGlob(case_id, glob) && allows("responder", "initiator", Name(run.role)) &&
         allows("ed25519", "25519", DhName(run.suite)) &&
         allows("u32", "u16", asmtp::Name(run.framing));
}

OrSourceError<ExpectationsFile> ReadExpectations(std::string_view file, std::string_view text) {
  ExpectationsFile result{.file = std::string(file), .lines = {}, .expected = {}};
  const auto lines = CutLines(file, text);
  if (!lines) return std::unexpected(lines.error());
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    result.lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  for (const Line& line : *lines) {
    auto expected = LineReader(file, line).Read();
    if (!expected) return std::unexpected(expected.error());
    expected->last_line = line.number;
    while (result.lines[expected->last_line - 1].ends_with('\\')) ++expected->last_line;
    result.expected.push_back(*std::move(expected));
  }
  return result;
}

std::string FormatDate(const std::chrono::year_month_day& date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string FormatExpectation(const ExpectedFailure& expected) {
  std::string config;
  for (const std::string& word : expected.config) config += (config.empty() ? "" : " ") + word;
  // The beginning of a message suffices, so it ends before a character that cannot be quoted.
  const auto end = std::ranges::find_if(
      expected.message, [](char c) { return c < ' ' || c > '~' || c == '"' || c == '\\'; });
  const std::string message(expected.message.begin(), end);
  const std::string until =
      expected.until ? fmt::format(" until={}", FormatDate(*expected.until)) : "";
  return fmt::format("{:<44} {:<22} {:<9} \"{}\"  {}{}", expected.glob, config,
                     Name(expected.verdict), message, expected.reason, until);
}

}  // namespace asmtp::conformance
