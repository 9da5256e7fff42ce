#include "conformance/report/console.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kNameWidth = 48;
constexpr size_t kClausesWidth = 17;

constexpr const char* kLegend =
    "one letter for each of ed25519 u32, ed25519 u16, 25519 u32, 25519 u16, under the IUT's role:\n"
    "+ pass, i info, u unsupported, n nonstrict, x xfail, b blocked, ~ flaky, X xpass, T timeout,\n"
    "F fail, C crash, E error";

// In the order of Verdict.
constexpr std::array<char, kVerdictCount> kLetters = {'+', 'i', 'u', 'n', 'x', 'b',
                                                      '~', 'X', 'T', 'F', 'C', 'E'};

Verdict WorstOf(const std::vector<const ReportResult*>& results) {
  Verdict worst = Verdict::kPass;
  for (const ReportResult* result : results) worst = Worse(worst, result->verdict);
  return worst;
}

// Whether the row only shows the effect of a failure elsewhere.
bool IsOnlyBlocked(const std::vector<const ReportResult*>& results) {
  return std::ranges::all_of(results, [](const ReportResult* result) {
    return result->verdict == Verdict::kPass || result->verdict == Verdict::kBlocked;
  });
}

// Returns as many clause ids as fit into `width` columns.
std::string ClausesOf(const ReportCase& one_case, size_t width) {
  std::string text;
  const auto& clauses = one_case.clauses;
  for (size_t i = 0; i < clauses.size(); ++i) {
    const std::string longer = text + (text.empty() ? "" : " ") + clauses[i].id;
    if (longer.size() > width) return fmt::format("{} +{}", text, clauses.size() - i);
    text = longer;
  }
  return text;
}

// Returns the folder of a case: "frame/" for "frame/order/swapped".
std::string AreaName(const ReportCase& one_case) {
  return one_case.id.substr(0, one_case.id.find('/')) + "/";
}

std::string FamilyName(const ReportCase& one_case) { return one_case.family; }

// The content of one row of the table.
struct Row {
  std::string name;
  const ReportCase* first = nullptr;
  std::vector<const ReportResult*> results;

  // Returns the name, with the number of cases unless the name is the id of a case.
  std::string Title() const {
    std::set<std::string_view> ids;
    for (const ReportResult* result : results) ids.insert(result->case_id);
    return Printable(name) + (first->id == name ? "" : fmt::format(" ({})", ids.size()));
  }
  std::string Clauses() const { return Printable(ClausesOf(*first, kClausesWidth)); }
  std::string Runs() const { return fmt::format("{} runs", results.size()); }
};

// Groups the results by the name that `name_of` gives their cases, in order of first appearance.
template <class NameOf>
std::vector<Row> RowsOf(const Report& report, NameOf name_of) {
  std::map<std::string_view, const ReportCase*> cases;
  for (const ReportCase& one_case : report.cases) cases.emplace(one_case.id, &one_case);
  std::vector<Row> rows;
  std::map<std::string, size_t> numbers;
  for (const ReportResult& result : report.results) {
    const auto found = cases.find(result.case_id);
    if (found == cases.end()) continue;
    const std::string name = name_of(*found->second);
    const size_t number = numbers.emplace(name, rows.size()).first->second;
    if (number == rows.size()) rows.push_back({name, found->second, {}});
    rows[number].results.push_back(&result);
  }
  return rows;
}

}  // namespace

char LetterOf(Verdict verdict) { return kLetters[static_cast<size_t>(verdict)]; }

std::string Console::Coloured(Verdict verdict, const std::string& text) const {
  if (!options_.colour) return text;
  const std::string_view code = IsUnexpected(verdict)       ? "\x1b[31m"
                                : verdict == Verdict::kPass ? "\x1b[32m"
                                : verdict == Verdict::kInfo ? "\x1b[36m"
                                                            : "\x1b[33m";
  return fmt::format("{}{}\x1b[0m", code, text);
}

std::string Console::Faint(const std::string& text) const {
  return options_.colour ? "\x1b[2m" + text + "\x1b[0m" : text;
}

void Console::PrintTable(const Report& report) const {
  fmt::print(out_, "{}\n",
             Faint(fmt::format("{:<{}}  {:<9}  {:<9}  {:<9}  {}", "case", kNameWidth, "responder",
                               "initiator", "verdict", "clause")));
  if (!options_.whole_table) {
    const bool failed = IsFailure(WorstVerdict(report));
    for (const Row& area : RowsOf(report, AreaName)) {
      if (failed && WorstOf(area.results) == Verdict::kPass) continue;
      PrintRow(area.Title(), area.Runs(), area.results);
    }
  }
  const std::vector<Row> rows = RowsOf(report, FamilyName);
  size_t blocked = 0;
  for (const bool failed : {true, false}) {
    for (const Row& row : rows) {
      const Verdict worst = WorstOf(row.results);
      if (IsUnexpected(worst) != failed) continue;
      if (!options_.whole_table && worst == Verdict::kPass) continue;
      if (!options_.whole_table && IsOnlyBlocked(row.results)) {
        ++blocked;
      } else {
        PrintRow(row.Title(), row.Clauses(), row.results);
      }
    }
  }
  if (blocked > 0) {
    fmt::print(out_, "{} more rows are only BLOCKED; --table full shows them\n", blocked);
  }
  fmt::print(out_, "{}\n", Faint(kLegend));
}

void Console::PrintRow(const std::string& name, const std::string& rest,
                       const Results& results) const {
  const Verdict worst = WorstOf(results);
  fmt::print(out_, "{:<{}}  {}       {}       {}  {}\n", name, kNameWidth,
             Letters(noise::Role::kResponder, results), Letters(noise::Role::kInitiator, results),
             Coloured(worst, fmt::format("{:<9}", Name(worst))), rest);
}

// Returns one letter for each suite and framing.
std::string Console::Letters(noise::Role role, const Results& results) const {
  std::string letters;
  for (const Config& config : AllConfigs()) {
    if (config.role != role) continue;
    Results here;
    std::ranges::copy_if(results, std::back_inserter(here),
                         [&](const ReportResult* r) { return r->config == config; });
    const Verdict worst = WorstOf(here);
    letters += here.empty() ? Faint(".") : Coloured(worst, std::string(1, LetterOf(worst)));
  }
  return letters;
}

void Console::PrintSummary(const Report& report) const {
  for (const std::string& note : report.notes) {
    fmt::print(out_, "NOTE         {}\n", Printable(note));
  }
  for (const std::string& leak : report.leaks) {
    fmt::print(out_, "{}         {}\n", Coloured(Verdict::kFail, "FAIL"), Printable(leak));
  }
  for (const std::string& error : report.expectation_errors) {
    fmt::print(out_, "{}\n", Printable(error));
  }
  std::set<std::string_view> cases;
  for (const ReportResult& result : report.results) cases.insert(result.case_id);
  fmt::print(out_, "\n{}{} cases in {} runs: {} ({:.1f} s)\n",
             report.interrupted ? "interrupted: " : "", cases.size(), report.results.size(),
             Coloured(WorstVerdict(report), Describe(CountVerdicts(report))), report.seconds);
}

}  // namespace asmtp::conformance
