#include "conformance/report/markdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/report/findings.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kFindingsMax = 50;  // GitHub limits a summary to 1 MiB

std::string NameOfIut(const Report& report) {
  const std::string name = report.iut.name.empty() ? "the implementation" : report.iut.name;
  return EscapeMarkdown(report.iut.version.empty() ? name : name + " " + report.iut.version);
}

std::string CountsTable(const Report& report) {
  std::string text = "| verdict | runs |\n|---|---:|\n";
  const VerdictCounts counts = CountVerdicts(report);
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] != 0)
      text += fmt::format("| {} | {} |\n", Name(static_cast<Verdict>(i)), counts[i]);
  }
  return text;
}

std::string FindingRow(const ReportFinding& finding) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", Name(finding.verdict()),
                     EscapeMarkdown(finding.first->case_id), EscapeMarkdown(DescribeRuns(finding)),
                     EscapeMarkdown(ClauseIds(*finding.one_case)),
                     EscapeMarkdown(WhatIsWrong(*finding.first)));
}

std::string FindingsTable(std::string_view heading, const std::vector<ReportFinding>& findings) {
  if (findings.empty()) return "";
  std::string text = fmt::format(
      "\n### {}\n\n| verdict | case | configuration | clause | what |\n|---|---|---|---|---|\n",
      heading);
  for (size_t i = 0; i < std::min(findings.size(), kFindingsMax); ++i)
    text += FindingRow(findings[i]);
  if (findings.size() > kFindingsMax)
    text += fmt::format("\nand {} more\n", findings.size() - kFindingsMax);
  return text;
}

std::string Reproductions(const std::vector<ReportFinding>& findings) {
  if (findings.empty()) return "";
  std::string lines;
  for (size_t i = 0; i < std::min(findings.size(), kFindingsMax); ++i) {
    lines += findings[i].first->reproduce + "\n";
  }
  return "\nReproduce:\n\n" + CodeBlock(lines);
}

}  // namespace

std::string EscapeMarkdown(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]<>()#+!|~@&:\"'$^=";
  std::string escaped;
  for (const char c : Printable(text)) {
    if (kMarkup.find(c) != kMarkup.npos) {
      escaped += fmt::format("&#{};", static_cast<int>(c));
    } else {
      escaped += c == '\n' || c == '\t' ? ' ' : c;
    }
  }
  return escaped;
}

std::string CodeBlock(std::string_view text) {
  std::string fence = "```";
  while (text.find(fence) != text.npos) fence += '`';
  const std::string shown = Printable(text);
  return fence + "\n" + shown + (shown.ends_with('\n') ? "" : "\n") + fence + "\n";
}

std::string WriteMarkdown(const Report& report) {
  std::vector<ReportFinding> failures = FindingsOf(report);
  const auto rest = std::ranges::find_if_not(failures, IsFailure, &ReportFinding::verdict);
  const std::vector<ReportFinding> others(rest, failures.end());
  failures.erase(rest, failures.end());
  return fmt::format("## ASMTP conformance of {}: {}\n\n{} cases in {} runs, {:.1f} s, {} {}{}\n\n",
                     NameOfIut(report), Describe(CountVerdicts(report)), report.cases.size(),
                     report.results.size(), report.seconds, EscapeMarkdown(report.tool),
                     EscapeMarkdown(report.version), report.interrupted ? ", interrupted" : "") +
         CountsTable(report) + FindingsTable("Failures", failures) + Reproductions(failures) +
         FindingsTable("Other results", others);
}

}  // namespace asmtp::conformance
