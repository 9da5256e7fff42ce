#include "fuzz/trials/page.h"

#include <fmt/format.h>

#include "conformance/report/shared/page.h"
#include "conformance/report/text.h"
#include "fuzz/trials/summary.h"
#include "fuzz/trials/survival.h"
#include "fuzz/trials/table.h"

namespace asmtp::fuzz {
namespace {

using conformance::Cell;
using conformance::EscapeMarkup;

constexpr const char* kStyle = R"(
.wide { overflow-x: auto; margin: .5rem 0 1.2rem; }
.survival { display: block; width: 100%; max-width: 60rem; background: var(--sheet);
  border: 1px solid var(--line); border-radius: 10px; }
.coverage td { font-variant-numeric: tabular-nums; }
.coverage td:first-child { white-space: nowrap; }
.coverage tr.missed td { background: var(--bad-bg); }
.failures { background: var(--bad-bg); border-radius: 10px; padding: .6rem 1rem .6rem 2.2rem; }
main > h2 { margin-top: 1.4rem; }
)";

std::string Section(const TextTable& table, auto is_missed) {
  std::string rows;
  for (size_t i = 0; i < table.rows.size(); ++i) {
    rows += is_missed(i) ? "<tr class=\"missed\">" : "<tr>";
    for (const std::string& cell : table.rows[i]) rows += Cell(cell);
    rows += "</tr>\n";
  }
  std::string heads;
  for (const std::string& head : table.heads) {
    heads += fmt::format("<th scope=\"col\">{}</th>", EscapeMarkup(head));
  }
  return fmt::format(
      "<div class=\"wide\"><table class=\"coverage\"><thead><tr>{}</tr></thead>\n<tbody>\n{}"
      "</tbody></table></div>\n",
      heads, rows);
}

bool IsMissed(const BugSummary& summary) {
  return summary.surprises != 0 || (!summary.is_control && summary.found != summary.trials);
}

std::string BugSections(const TrialsReport& report) {
  std::string text;
  for (const Arm& arm : report.plan.arms) {
    const std::vector<BugSummary> bugs = SummariseBugs(report, arm);
    text += fmt::format("<h2>Bugs, {}</h2>\n", arm.name) +
            Section(BugTable(report, arm), [&](size_t row) { return IsMissed(bugs[row]); });
  }
  return text;
}

std::string List(std::string_view heading, const std::vector<std::string>& sentences) {
  if (sentences.empty()) return "";
  std::string text = fmt::format("<h2>{}</h2>\n<ul class=\"failures\">\n", heading);
  for (const std::string& sentence : sentences) {
    text += fmt::format("<li>{}</li>\n", EscapeMarkup(sentence));
  }
  return text + "</ul>\n";
}

}  // namespace

std::string TrialsHtml(const TrialsReport& report) {
  const TrialsVerdict verdict = Judge(report);
  const std::string about = fmt::format(
      "<p>{} <span class=\"faint\">{}; {:.0f} s, {} in parallel. <span "
      "class=\"mono\">{}</span></span></p>\n",
      EscapeMarkup(verdict.Text(report)), EscapeMarkup(report.date), report.seconds, report.jobs,
      EscapeMarkup(report.command_line));
  return conformance::WritePage(
      {.title = "ASMTP planted bugs",
       .style = kStyle,
       .header = about,
       .main = List("Unexpected results", verdict.failures) + List("Problems", verdict.problems) +
               "<h2>Share of trials that have not found their bug, by processor time</h2>\n" +
               SurvivalSvg(report) + "<h2>Arms</h2>\n" +
               Section(ArmTable(report), [](size_t) { return false; }) + BugSections(report),
       .footer = "Seconds are processor time. An arm disables the part that it names. A bug that "
                 "was not found counts as an infinite time."});
}

}  // namespace asmtp::fuzz
