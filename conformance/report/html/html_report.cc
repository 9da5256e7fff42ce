#include "conformance/report/html/html_report.h"

#include <fmt/format.h>

#include "conformance/report/findings.h"
#include "conformance/report/html/page_data.h"
#include "conformance/report/html/parts.h"
#include "conformance/report/shared/page.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kFindingsMax = 200;

std::string SummaryRow(const Report& report) {
  return "<tr>" + Cell(NameOnPage(report) + " " + report.iut.version) +
         Cell(Describe(CountVerdicts(report))) + Cell(fmt::format("{:.1f} s", report.seconds)) +
         Cell(report.date) + "</tr>\n";
}

std::string FindingRow(const Report& report, const ReportFinding& finding) {
  return "<tr>" + Cell(Name(finding.verdict())) + Cell(finding.first->case_id) +
         Cell(NameOnPage(report) + ", " + DescribeRuns(finding)) +
         Cell(ClauseIds(*finding.one_case)) + Cell(WhatIsWrong(*finding.first)) +
         Cell(finding.first->reproduce) + "</tr>\n";
}

// Returns the content shown without a script.
std::string StaticPart(std::span<const Report> reports) {
  std::string summary;
  std::string rows;
  size_t count = 0;
  for (const Report& report : reports) {
    summary += SummaryRow(report);
    for (const ReportFinding& finding : FindingsOf(report)) {
      if (count++ < kFindingsMax) rows += FindingRow(report, finding);
    }
  }
  std::string text =
      "<h2>Results</h2>\n" + Table({"implementation", "verdicts", "time", "started"}, summary);
  if (!rows.empty()) {
    text += "<h2>Findings</h2>\n" +
            Table({"verdict", "case", "configuration", "clauses", "what", "reproduce"}, rows);
  }
  if (count > kFindingsMax) text += fmt::format("<p>and {} more</p>\n", count - kFindingsMax);
  return text + "<p>Single cases with their traces need JavaScript.</p>\n";
}

std::string Title(std::span<const Report> reports) {
  std::string names;
  for (const Report& report : reports) {
    names += (names.empty() ? "" : ", ") + NameOnPage(report);
  }
  return "ASMTP conformance" + (names.empty() ? "" : " of " + names);
}

// Returns the name of the view in a URL: "Interoperability" becomes interoperability.
std::string ViewOf(const Section& section) {
  std::string view;
  for (const char c : section.title) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    const bool capital = c >= 'A' && c <= 'Z';
    view += plain ? c : capital ? static_cast<char>(c - 'A' + 'a') : '-';
  }
  return view;
}

std::string Navigation(std::span<const Section> sections) {
  std::string items =
      "<li><a href=\"#\" data-view=\"results\">Cases</a></li>\n"
      "<li><a href=\"#view=clauses\" data-view=\"clauses\">Clauses</a></li>\n";
  for (const Section& section : sections) {
    items += fmt::format("<li><a href=\"#view={0}\" data-view=\"{0}\">{1}</a></li>\n",
                         ViewOf(section), EscapeMarkup(section.title));
  }
  return "<nav aria-label=\"views\" hidden><ul>\n" + items + "</ul></nav>\n";
}

// Without a script, all sections are visible.
std::string Sections(std::span<const Section> sections) {
  std::string text;
  for (const Section& section : sections) {
    text += fmt::format("<div data-section=\"{}\"><h2>{}</h2>\n{}</div>\n", ViewOf(section),
                        EscapeMarkup(section.title), section.main);
  }
  return text;
}

std::string Style(std::span<const Section> sections) {
  std::string style(kStyleCss);
  for (const Section& section : sections) style += section.style;
  return style;
}

}  // namespace

std::string WriteHtml(std::span<const Report> reports, std::span<const Section> sections) {
  return WritePage(
      {.title = Title(reports),
       .style = Style(sections),
       .header = "<ul class=\"reports\" id=\"reports\"></ul>\n",
       .navigation = Navigation(sections),
       .main = StaticPart(reports) + Sections(sections),
       .main_id = "static",
       .footer = reports.empty() ? "" : reports.front().tool + " " + reports.front().version,
       .data = PageData(reports),
       .script = std::string(kModelJs) + std::string(kMatrixJs) + std::string(kTimelineJs) +
                 std::string(kCaseJs) + std::string(kClausesJs) + std::string(kAppJs)});
}

}  // namespace asmtp::conformance
