#include "conformance/report/console.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "conformance/play/config.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kNameWidth = 48;
constexpr size_t kClausesWidth = 17;
constexpr size_t kTraceMax = 24;
constexpr size_t kErrorLinesMax = 12;

constexpr const char* kLegend =
    "a letter for each of ed25519 u32, ed25519 u16, 25519 u32, 25519 u16, under the role of the "
    "IUT:\n"
    "+ pass, i info, u unsupported, n nonstrict, x xfail, b blocked, ~ flaky, X xpass, T timeout,\n"
    "F fail, C crash, E error";

// In the order of Verdict.
constexpr std::array<char, kVerdictCount> kLetters = {'+', 'i', 'u', 'n', 'x', 'b',
                                                      '~', 'X', 'T', 'F', 'C', 'E'};

char LetterOf(Verdict verdict) { return kLetters[static_cast<size_t>(verdict)]; }

Verdict WorstOf(const std::vector<const CaseResult*>& results) {
  Verdict worst = Verdict::kPass;
  for (const CaseResult* result : results) worst = Worse(worst, result->verdict());
  return worst;
}

// The ids of the clauses, as many as `width` columns hold.
std::string ClausesOf(const Case& one_case, size_t width) {
  std::string text;
  const auto& clauses = one_case.header.clauses;
  for (size_t i = 0; i < clauses.size(); ++i) {
    const std::string longer = text + (text.empty() ? "" : " ") + clauses[i].id;
    if (longer.size() > width) return fmt::format("{} +{}", text, clauses.size() - i);
    text = longer;
  }
  return text;
}

// Whether results with this verdict say something about the run rather than about the case.
bool IsAboutTheRun(Verdict verdict) {
  return verdict == Verdict::kBlocked || verdict == Verdict::kUnsupported;
}

// The last lines of a text.
std::vector<std::string> LastLines(std::string_view text, size_t most) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (end != 0) lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (lines.size() > most) lines.erase(lines.begin(), lines.end() - static_cast<ptrdiff_t>(most));
  return lines;
}

// Breaks a text at spaces so that its lines have at most `width` columns.
std::vector<std::string> Wrap(std::string_view text, size_t width) {
  std::vector<std::string> lines;
  while (text.size() > width) {
    size_t cut = text.rfind(' ', width);
    if (cut == text.npos || cut == 0) cut = width;
    lines.emplace_back(text.substr(0, cut));
    text.remove_prefix(cut);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  }
  lines.emplace_back(text);
  return lines;
}

}  // namespace

// Equal results of one case, or of the cases of one family, in several configurations.
struct Console::Finding {
  const CaseResult* first;
  std::vector<const CaseResult*> all;
};

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

void Console::PrintTable(const std::vector<CaseResult>& results) const {
  fmt::print(out_, "{}\n",
             Faint(fmt::format("{:<{}}  {:<9}  {:<9}  {:<9}  {}", "case", kNameWidth, "responder",
                               "initiator", "verdict", "clause")));
  std::vector<std::string> order;
  std::map<std::string, std::vector<const CaseResult*>> rows;
  for (const CaseResult& result : results) {
    const std::string name = FamilyOf(result.one_case->header.id);
    auto& row = rows[name];
    if (row.empty()) order.push_back(name);
    row.push_back(&result);
  }
  for (const std::string& name : order) PrintRow(name, rows[name]);
  fmt::print(out_, "{}\n", Faint(kLegend));
}

void Console::PrintRow(const std::string& name,
                       const std::vector<const CaseResult*>& results) const {
  std::map<std::string, int> ids;
  for (const CaseResult* result : results) ++ids[result->one_case->header.id];
  std::string shown = name;
  if (results.front()->one_case->header.id != name) shown += fmt::format(" ({})", ids.size());
  const Verdict worst = WorstOf(results);
  fmt::print(out_, "{:<{}}  {}       {}       {}  {}\n", shown, kNameWidth,
             Letters(noise::Role::kResponder, results), Letters(noise::Role::kInitiator, results),
             Coloured(worst, fmt::format("{:<9}", Name(worst))),
             ClausesOf(*results.front()->one_case, kClausesWidth));
}

// One letter for each suite and framing.
std::string Console::Letters(noise::Role role,
                             const std::vector<const CaseResult*>& results) const {
  std::string letters;
  for (const Config& config : AllConfigs()) {
    if (config.role != role) continue;
    std::vector<const CaseResult*> here;
    std::ranges::copy_if(results, std::back_inserter(here),
                         [&](const CaseResult* r) { return r->config == config; });
    const Verdict worst = WorstOf(here);
    letters += here.empty() ? Faint(".") : Coloured(worst, std::string(1, LetterOf(worst)));
  }
  return letters;
}

void Console::PrintFindings(const std::vector<CaseResult>& results) const {
  std::vector<const CaseResult*> in_full;
  std::vector<const CaseResult*> in_a_line;
  for (const CaseResult& result : results) {
    const Verdict verdict = result.verdict();
    if (verdict == Verdict::kPass) continue;
    const bool full = IsUnexpected(verdict) && verdict != Verdict::kBlocked;
    (full ? in_full : in_a_line).push_back(&result);
  }
  PrintNotes(GroupEqual(in_a_line));
  const std::vector<Finding> findings = GroupEqual(in_full);
  const size_t shown = std::min(findings.size(), options_.findings_max);
  for (size_t i = 0; i < shown; ++i) PrintFinding(findings[i]);
  if (shown < findings.size()) {
    fmt::print(out_, "\nand {} more like these: --findings N shows more of them\n",
               findings.size() - shown);
  }
}

std::vector<Console::Finding> Console::GroupEqual(const std::vector<const CaseResult*>& results) {
  std::vector<Finding> findings;
  for (const CaseResult* result : results) {
    const auto same = std::ranges::find_if(findings, [&](const Finding& finding) {
      const CaseResult& first = *finding.first;
      if (first.verdict() != result->verdict() || first.play.text != result->play.text)
        return false;
      return IsAboutTheRun(result->verdict()) ||
             (FamilyOf(first.one_case->header.id) == FamilyOf(result->one_case->header.id) &&
              first.config.role == result->config.role);
    });
    if (same != findings.end()) {
      same->all.push_back(result);
    } else {
      findings.push_back({.first = result, .all = {result}});
    }
  }
  return findings;
}

void Console::PrintNotes(const std::vector<Finding>& findings) const {
  if (!findings.empty()) fmt::print(out_, "\n");
  for (const Finding& finding : findings) {
    const CaseResult& r = *finding.first;
    std::string what = fmt::format("{}, {}", r.one_case->header.id, Describe(r.config));
    if (finding.all.size() > 1) what += fmt::format(" and {} more", finding.all.size() - 1);
    if (IsAboutTheRun(r.verdict())) what = fmt::format("{} runs", finding.all.size());
    const std::string& why = r.play.text.empty() ? r.play.actual : r.play.text;
    std::string name = fmt::format("{:<11}", Name(r.verdict()));
    for (const std::string& part : Wrap(fmt::format("{}: {}", what, why), 86)) {
      fmt::print(out_, "{}  {}\n", Coloured(r.verdict(), name), part);
      name.assign(name.size(), ' ');
    }
  }
}

void Console::PrintLine(std::string_view name, std::string_view text) const {
  for (const std::string& part : Wrap(text, 88)) {
    fmt::print(out_, "  {} {}\n", Faint(fmt::format("{:<9}", name)), part);
    name = "";
  }
}

void Console::PrintFinding(const Finding& finding) const {
  const CaseResult& r = *finding.first;
  const Case& c = *r.one_case;
  fmt::print(out_, "\n{}  {}\n", Coloured(r.verdict(), std::string(Name(r.verdict()))),
             c.header.id);
  PrintLine("case", c.header.title);
  for (const ClauseReference& clause : c.header.clauses) {
    PrintLine(clause.id, fmt::format("\"{}\"", clause.quote));
  }
  const size_t others = finding.all.size() - 1;
  PrintLine("as", Describe(r.config) +
                      (others > 0 ? fmt::format("; the same in {} more runs", others) : ""));
  if (const Step* step = r.play.step) {
    PrintLine("at", fmt::format("{}:{}: {}", step->file, step->line, step->text));
  }
  if (!r.play.text.empty()) PrintLine("why", r.play.text);
  if (!r.play.explanation.empty()) PrintLine("explained", r.play.explanation);
  if (!r.play.actual.empty()) PrintLine("happened", r.play.actual);
  for (const std::string& allowed : r.play.allowed) PrintLine("allowed", allowed);
  PrintTrace(r);
  // In one piece, to be copied.
  fmt::print(out_, "  {} asmtp-conform run '{}' --role {} --suite {} --framing {}{}\n",
             Faint(fmt::format("{:<9}", "again")), c.header.id, Name(r.config.role),
             DhName(r.config.suite), asmtp::Name(r.config.framing), options_.command_hint);
}

// What was sent and received, and what the IUT wrote to stderr, the end of each.
void Console::PrintTrace(const CaseResult& result) const {
  std::vector<std::string> trace;
  for (const TraceEvent& event : result.play.trace) {
    std::ranges::move(LinesOf(event), std::back_inserter(trace));
  }
  const size_t skipped = trace.size() - std::min(trace.size(), kTraceMax);
  for (size_t i = skipped; i < trace.size(); ++i) PrintLine(i == skipped ? "trace" : "", trace[i]);
  std::string_view name = "stderr";
  for (const std::string& error : LastLines(result.errors, kErrorLinesMax)) {
    PrintLine(std::exchange(name, ""), error);
  }
}

void Console::PrintSummary(const SuiteResult& result, double seconds) const {
  std::array<size_t, kVerdictCount> counts{};
  std::map<const Case*, int> cases;
  Verdict worst = Verdict::kPass;
  for (const CaseResult& r : result.results) {
    ++counts[static_cast<size_t>(r.verdict())];
    ++cases[r.one_case];
    worst = Worse(worst, r.verdict());
  }
  std::string text;
  for (size_t i = 0; i < kVerdictCount; ++i) {
    if (counts[i] == 0) continue;
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : ", ", counts[i], Name(static_cast<Verdict>(i)));
  }
  fmt::print(out_, "\n{}{} cases in {} runs: {} ({:.1f} s)\n",
             result.interrupted ? "interrupted: " : "", cases.size(), result.results.size(),
             Coloured(worst, text), seconds);
}

}  // namespace asmtp::conformance
