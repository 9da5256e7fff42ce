#include <algorithm>
#include <array>
#include <optional>

#include "conformance/lint/rules.h"
#include "conformance/transcript/contains.h"
#include "conformance/transcript/format.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kTitleMax = 72;

// The known tags. A new tag is added here on purpose.
constexpr std::array<std::string_view, 10> kTags = {
    "smoke",  "slow",     "robustness", "endurance",  "resources",
    "timing", "parallel", "recorded",   "regression", "fuzz"};

// Verbs that do not end in 's'.
constexpr std::array<std::string_view, 24> kVerbs = {
    "are",   "were", "have",  "had",  "may",   "must", "can",  "cannot",
    "could", "will", "would", "do",   "did",   "be",   "come", "go",
    "stay",  "make", "take",  "keep", "count", "fail", "end",  "work"};

// Words that end in 's' but are not verbs. Any other word in 's' counts as a verb.
constexpr std::array<std::string_view, 40> kNouns = {
    "messages",    "frames",   "bytes",    "blocks", "keys",     "bits",    "subscriptions",
    "fields",      "echoes",   "sessions", "topics", "entries",  "lengths", "tags",
    "nonces",      "counters", "zeros",    "zeroes", "ones",     "headers", "plaintexts",
    "ciphertexts", "pieces",   "segments", "types",  "versions", "sizes",   "signatures",
    "addresses",   "ports",    "streams",  "this",   "its",      "as",      "less",
    "always",      "does-not", "whose",    "others", "words"};

bool IsVerb(std::string word) {
  while (!word.empty() && (word.back() == ',' || word.back() == ';' || word.back() == '.')) {
    word.pop_back();
  }
  if (Contains(kVerbs, word)) return true;
  return word.size() > 1 && word.back() == 's' && !word.ends_with("ss") && !Contains(kNouns, word);
}

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end != 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// The strongest keyword of a clause, or nothing if it has none.
std::optional<Level> LevelOf(std::string_view clause) {
  if (clause.contains("MUST")) return Level::kMust;
  if (clause.contains("SHOULD")) return Level::kShould;
  if (clause.contains("MAY")) return Level::kMay;
  return std::nullopt;
}

}  // namespace

size_t LineOf(const Transcript& transcript, std::string_view word) {
  const auto& lines = *transcript.lines;
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto words = WordsOf(lines[i]);
    if (!words.empty() && words.front() == word) return i + 1;
  }
  return 0;
}

void CheckClauseQuote(const LintCase& one, FindingSink& sink) {
  for (const ClauseReference& reference : one.transcript.header.clauses) {
    const std::string wrong = one.subject.clauses.Check(reference);
    if (!wrong.empty()) sink.Add(reference.line, wrong);
  }
}

void CheckFamilyOfOne(const LintCase& one, FindingSink& sink) {
  const std::string& id = one.transcript.header.id;
  if (!id.contains('@')) return;
  const auto members = std::ranges::count_if(one.subject.transcripts, [&](const Transcript& t) {
    return FamilyOf(t.header.id) == FamilyOf(id);
  });
  if (members == 1) {
    sink.Add(LineOf(one.transcript, "for"),
             "expected a family of at least two cases; replace the variable with its value");
  }
}

void CheckIdPath(const LintCase& one, FindingSink& sink) {
  const std::string id = FamilyOf(one.transcript.header.id);
  const std::string path = "/" + one.transcript.file;
  if (path.ends_with("/" + id + ".atf")) return;
  sink.Add(LineOf(one.transcript, "id"), "expected this file at " + id + ".atf");
}

void CheckLevel(const LintCase& one, FindingSink& sink) {
  const Header& header = one.transcript.header;
  std::optional<Level> strongest;
  for (const ClauseReference& reference : header.clauses) {
    const auto level = LevelOf(one.subject.clauses.Find(reference.id));
    if (!level) return;  // a definition is as strong as the clauses that use it
    strongest = strongest ? std::min(*strongest, *level) : *level;
  }
  if (!strongest || header.level >= *strongest) return;
  sink.Add(LineOf(one.transcript, "level"),
           "expected a level of at most " + std::string(Name(*strongest)) +
               ", as in its clauses; found " + std::string(Name(header.level)));
}

void CheckNoSince(const LintCase& one, FindingSink& sink) {
  if (one.transcript.header.since.empty()) {
    sink.Add(LineOf(one.transcript, "id"),
             "expected 'since' with the version that introduced the case");
  }
}

void CheckCanonical(const LintCase& one, FindingSink& sink) {
  std::string text;
  for (const std::string& line : *one.transcript.lines) text += line + "\n";
  const auto formatted = FormatTranscript(one.transcript.file, text);
  if (!formatted || *formatted == text) return;
  const auto [theirs, ours] = std::ranges::mismatch(*formatted, text);
  const auto line = std::count(text.begin(), ours, '\n') + 1;
  sink.Add(static_cast<size_t>(line), "not in canonical form; run 'asmtp-conform fmt'");
}

void CheckTitleLength(const LintCase& one, FindingSink& sink) {
  const size_t size = one.transcript.header.title.size();
  if (size <= kTitleMax) return;
  sink.Add(LineOf(one.transcript, "title"),
           "expected at most 72 characters in the title, found " + std::to_string(size));
}

void CheckTitleVerb(const LintCase& one, FindingSink& sink) {
  const auto words = WordsOf(one.transcript.header.title);
  // The first word is the subject.
  const bool has_verb = std::any_of(words.begin() + 1, words.end(), IsVerb);
  if (!has_verb) {
    sink.Add(LineOf(one.transcript, "title"), "expected a verb in the title: what happens");
  }
}

void CheckTags(const LintCase& one, FindingSink& sink) {
  for (const std::string& tag : one.transcript.header.tags) {
    if (!Contains(kTags, tag)) {
      sink.Add(LineOf(one.transcript, "tags"), "unknown tag '" + tag + "'");
    }
  }
}

}  // namespace asmtp::conformance
