#include "conformance/transcript/clause_coverage.h"

#include <algorithm>
#include <map>
#include <utility>

#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

std::string_view Trim(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") + 1 - first);
}

std::string_view TakeLine(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

// The cases that quote a clause.
struct Quotes {
  std::vector<std::string> cases;
  Level strictest = Level::kInfo;
};

std::map<std::string, Quotes> QuotesOf(const CaseSet& cases) {
  std::map<std::string, Quotes> quotes;
  for (const Case& one_case : cases.cases) {
    const std::string id = FamilyOf(one_case.header.id);
    for (const ClauseReference& reference : one_case.header.clauses) {
      Quotes& quote = quotes[reference.id];
      if (!Contains(quote.cases, id)) quote.cases.push_back(id);
      quote.strictest = std::min(quote.strictest, one_case.header.level);
    }
  }
  return quotes;
}

const LedgerEntry* FindEntry(const Ledger& ledger, std::string_view clause) {
  const auto found = std::ranges::find(ledger.entries, clause, &LedgerEntry::clause);
  return found == ledger.entries.end() ? nullptr : &*found;
}

ClauseState StateOf(const std::string& id, std::string_view words, const Quotes& quotes,
                    const Ledger& ledger) {
  ClauseState state{.id = id,
                    .level = LevelOfClause(words),
                    .words = std::string(Trim(words)),
                    .cases = quotes.cases,
                    .untestable = {}};
  state.covered = !state.cases.empty() && quotes.strictest <= state.level;
  if (const LedgerEntry* entry = FindEntry(ledger, id)) state.untestable = entry->reason;
  return state;
}

std::string DescribeOpen(const ClauseState& state) {
  const std::string level(Name(state.level));
  if (state.cases.empty()) {
    return state.id + " (" + level +
           ") is neither quoted by a case nor in this ledger: " + state.words;
  }
  return state.id + " is a " + level +
         ", and no case of that level quotes it: " + state.cases.front() + " cannot fail";
}

}  // namespace

OrSourceError<Ledger> ReadLedger(const std::string& file, std::string_view text) {
  Ledger ledger{.file = file, .entries = {}};
  for (size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = TakeLine(text);
    const std::string_view words = Trim(line);
    if (words.empty() || words.starts_with('#')) continue;
    const auto error = [&](std::string what) {
      return std::unexpected(SourceError{file, number, std::move(what)});
    };
    if (line.starts_with(' ')) {
      if (ledger.entries.empty()) return error("expected a clause such as TR-12");
      ledger.entries.back().reason += " " + std::string(words);
      continue;
    }
    const size_t space = words.find(' ');
    if (space == words.npos)
      return error("expected a reason after " + std::string(words.substr(0, 40)));
    LedgerEntry entry{.clause = std::string(words.substr(0, space)),
                      .reason = std::string(Trim(words.substr(space))),
                      .line = number};
    if (FindEntry(ledger, entry.clause) != nullptr) {
      return error(entry.clause + ": duplicate entry");
    }
    ledger.entries.push_back(std::move(entry));
  }
  return ledger;
}

ClauseCoverage Cover(const ClauseIndex& clauses, const CaseSet& cases, const Ledger& ledger) {
  ClauseCoverage coverage;
  std::map<std::string, Quotes> quotes = QuotesOf(cases);
  for (const std::string& id : clauses.ids()) {
    coverage.clauses.push_back(StateOf(id, clauses.Find(id), quotes[id], ledger));
    const ClauseState& state = coverage.clauses.back();
    if (state.IsOpen()) coverage.errors.push_back({ledger.file, 0, DescribeOpen(state)});
  }
  for (const LedgerEntry& entry : ledger.entries) {
    const auto state = std::ranges::find(coverage.clauses, entry.clause, &ClauseState::id);
    if (state == coverage.clauses.end()) {
      coverage.errors.push_back(
          {ledger.file, entry.line, "the specification has no clause " + entry.clause});
    } else if (state->covered) {
      coverage.errors.push_back({ledger.file, entry.line,
                                 entry.clause + " is tested by " + state->cases.front() +
                                     "; remove it from this ledger"});
    }
  }
  return coverage;
}

}  // namespace asmtp::conformance
