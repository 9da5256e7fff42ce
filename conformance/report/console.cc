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
    "a letter for each of ed25519 u32, ed25519 u16, 25519 u32, 25519 u16, under the role of the "
    "IUT:\n"
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

// The ids of the clauses, as many as `width` columns hold.
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
  std::map<std::string_view, const ReportCase*> cases;
  for (const ReportCase& one_case : report.cases) cases.emplace(one_case.id, &one_case);
  std::vector<const ReportCase*> order;  // the first case of each row
  std::map<std::string_view, Results> rows;
  for (const ReportResult& result : report.results) {
    const auto found = cases.find(result.case_id);
    if (found == cases.end()) continue;
    Results& row = rows[found->second->family];
    if (row.empty()) order.push_back(found->second);
    row.push_back(&result);
  }
  for (const ReportCase* first : order) PrintRow(first->family, *first, rows[first->family]);
  fmt::print(out_, "{}\n", Faint(kLegend));
}

void Console::PrintRow(const std::string& name, const ReportCase& first,
                       const Results& results) const {
  std::set<std::string_view> ids;
  for (const ReportResult* result : results) ids.insert(result->case_id);
  std::string shown = Printable(name);
  if (first.id != name) shown += fmt::format(" ({})", ids.size());
  const Verdict worst = WorstOf(results);
  fmt::print(out_, "{:<{}}  {}       {}       {}  {}\n", shown, kNameWidth,
             Letters(noise::Role::kResponder, results), Letters(noise::Role::kInitiator, results),
             Coloured(worst, fmt::format("{:<9}", Name(worst))),
             Printable(ClausesOf(first, kClausesWidth)));
}

// One letter for each suite and framing.
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
