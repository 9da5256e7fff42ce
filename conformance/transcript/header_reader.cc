#include "conformance/transcript/header_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include "conformance/transcript/contains.h"
#include "conformance/transcript/step_syntax.h"
#include "core/testing/hex.h"
#include "core/testing/names.h"

namespace asmtp::conformance {
namespace {

using Words = std::span<const std::string>;
using Done = std::expected<void, std::string>;

std::unexpected<std::string> Expected(std::string_view what, std::string_view found) {
  return std::unexpected("expected " + std::string(what) + ", found '" +
                         std::string(found.substr(0, 60)) + "'");
}

// An id consists of names: "frame/tag/last-bit".
bool IsId(std::string_view text) {
  while (true) {
    const size_t slash = text.find('/');
    if (!IsName(text.substr(0, slash))) return false;
    if (slash == text.npos) return true;
    text.remove_prefix(slash + 1);
  }
}

Done ReadId(std::string_view text, std::string& id) {
  if (!IsId(text)) return Expected("an id such as frame/tag/last-bit", text);
  id = text;
  return {};
}

Done ReadText(std::string_view text, std::string& out) {
  out = text;
  return {};
}

Done ReadWords(Words words, std::vector<std::string>& out) {
  out.assign(words.begin(), words.end());
  return {};
}

Done ReadLevel(std::string_view text, Header& header) {
  for (const Level level : {Level::kMust, Level::kShould, Level::kMay, Level::kInfo}) {
    if (Name(level) != text) continue;
    header.level = level;
    return {};
  }
  return Expected("MUST, SHOULD, MAY or INFO", text);
}

Done ReadClause(const Line& line, Header& header) {
  if (line.words.size() != 3 || !IsQuoted(line.words[2])) {
    return Expected("clause ID \"words of the clause\"", line.text);
  }
  header.clauses.push_back({line.words[1], std::string(Unquote(line.words[2])), line.number});
  return {};
}

// Reads each word into `out` with `read`, which returns an optional.
template <class T, class Read>
Done ReadSet(Words words, std::string_view what, Read read, std::vector<T>& out) {
  if (words.empty()) return Expected(what, "");
  for (const std::string& word : words) {
    const std::optional<T> one = read(word);
    if (!one || Contains(out, *one)) return Expected(what, word);
    out.push_back(*one);
  }
  return {};
}

std::optional<int> ParseInt(std::string_view text, int largest) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return {};
  return number < 0 || number > largest ? std::nullopt : std::optional<int>(number);
}

// Adds "a" or "1..9" to `values`.
Done AddFamilyValues(std::string_view part, std::vector<std::string>& values) {
  constexpr int kLargest = 100'000;
  const size_t dots = part.find("..");
  if (dots == part.npos) {
    if (!IsName(part) || values.size() >= kFamilySizeMax) {
      return Expected("at most 4096 values such as 0,1,4..9", part);
    }
    values.emplace_back(part);
    return {};
  }
  const auto first = ParseInt(part.substr(0, dots), kLargest);
  const auto last = ParseInt(part.substr(dots + 2), kLargest);
  if (!first || !last || *first > *last) return Expected("a range such as 4..9", part);
  if (values.size() + static_cast<size_t>(*last - *first) >= kFamilySizeMax) {
    return Expected("at most 4096 values", part);
  }
  for (int i = *first; i <= *last; ++i) values.push_back(std::to_string(i));
  return {};
}

// for NAME in VALUES
Done ReadFamily(Words words, std::vector<Family>& families) {
  if (words.size() != 3 || words[1] != "in" || !IsName(words[0])) {
    return Expected("for NAME in VALUE,FIRST..LAST", JoinWords(words));
  }
  Family family{.name = words[0], .values = {}};
  std::string_view rest = words[2];
  while (true) {
    const size_t comma = rest.find(',');
    if (auto added = AddFamilyValues(rest.substr(0, comma), family.values); !added) return added;
    if (comma == rest.npos) break;
    rest.remove_prefix(comma + 1);
  }
  families.push_back(std::move(family));
  size_t cases = 1;
  for (const Family& one : families) cases *= std::max<size_t>(1, one.values.size());
  if (cases > kFamilySizeMax) return Expected("a family of at most 4096 cases", words[2]);
  return {};
}

// Keys that may occur more than once.
bool IsRepeatable(std::string_view key) { return key == "clause" || key == "for"; }

}  // namespace

std::string_view Name(Level level) {
  static constexpr std::array<std::string_view, 4> kNames = {"MUST", "SHOULD", "MAY", "INFO"};
  return kNames[static_cast<size_t>(level)];
}

std::expected<void, std::string> ReadHeaderLine(const Line& line, HeaderText& text) {
  Header& header = text.header;
  const std::string& key = line.words.front();
  const Words rest = Words(line.words).subspan(1);
  const std::string_view value = line.Rest();
  if (!text.seen.insert(key).second && !IsRepeatable(key)) return Expected("each key once", key);
  if (value.empty()) return Expected("a value after the key", key);

  if (key == "id") return ReadId(value, header.id);
  if (key == "title") return ReadText(value, header.title);
  if (key == "level") return ReadLevel(value, header);
  if (key == "clause") return ReadClause(line, header);
  if (key == "roles") return ReadSet(rest, "'initiator' or 'responder'", RoleOf, header.roles);
  if (key == "suites") return ReadSet(rest, "'ed25519' or '25519'", FindSuite, header.suites);
  if (key == "framings") return ReadSet(rest, "'u32' or 'u16'", FramingOf, header.framings);
  if (key == "needs") return ReadWords(rest, header.needs);
  if (key == "tags") return ReadWords(rest, header.tags);
  if (key == "since") return ReadText(value, header.since);
  if (key == "for") return ReadFamily(rest, text.families);
  if (key == "base") {
    header.base_line = line.number;
    return ReadId(value, header.base);
  }
  if (key == "control") {
    header.control_line = line.number;
    return ReadId(value, header.control);
  }
  if (key == "tier") {
    const auto tier = ParseInt(value.starts_with('T') ? value.substr(1) : "", 2);
    if (!tier) return Expected("T0, T1 or T2", value);
    header.tier = *tier;
    return {};
  }
  return Expected(
      "id, title, level, clause, roles, suites, framings, tier, needs, tags, since, base, control, "
      "for or a section",
      key);
}

std::expected<void, std::string> FinishHeader(HeaderText& text) {
  Header& header = text.header;
  for (const std::string_view key : {"id", "title", "level", "clause"}) {
    if (!text.seen.contains(key)) return std::unexpected("expected the key " + std::string(key));
  }
  if (!header.base.empty() && !header.control.empty()) {
    return std::unexpected("expected base or control, not both: a base is the control");
  }
  header.roles_given = !header.roles.empty();
  header.tier_given = text.seen.contains("tier");
  if (header.suites.empty()) header.suites.assign(std::begin(kSuites), std::end(kSuites));
  if (header.framings.empty()) header.framings.assign(std::begin(kFramings), std::end(kFramings));
  return {};
}

}  // namespace asmtp::conformance
