#include "conformance/report/html/html_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/report/findings.h"
#include "conformance/report/html/page_data.h"
#include "conformance/report/html/parts.h"
#include "conformance/report/text.h"
#include "core/bytes/hex.h"
#include "core/crypto/hash.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kFindingsMax = 200;

// What marks our own script and style: nobody can know it before the page is made, since it is a
// hash of all that is on it.
std::string NonceOf(std::string_view content) {
  const ByteView bytes(reinterpret_cast<const uint8_t*>(content.data()), content.size());
  return ToHex(Blake2b128(bytes));
}

std::string Cell(std::string_view text) { return "<td>" + EscapeMarkup(text) + "</td>"; }

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

std::string Table(std::initializer_list<std::string_view> heads, std::string_view rows) {
  std::string text = "<table class=\"coverage\"><thead><tr>";
  for (const std::string_view head : heads) text += fmt::format("<th scope=\"col\">{}</th>", head);
  return text + fmt::format("</tr></thead><tbody>\n{}</tbody></table>\n", rows);
}

// What is there without a script.
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
      "<h2>Results</h2>\n" + Table({"implementation", "verdicts", "took", "begun"}, summary);
  if (!rows.empty()) {
    text += "<h2>What did not pass</h2>\n" +
            Table({"verdict", "case", "as", "clauses", "what", "play it again"}, rows);
  }
  if (count > kFindingsMax) text += fmt::format("<p>and {} more</p>\n", count - kFindingsMax);
  return text + "<p>The cases one by one, with what was sent and received, need JavaScript.</p>\n";
}

std::string Title(std::span<const Report> reports) {
  std::string names;
  for (const Report& report : reports) {
    names += (names.empty() ? "" : ", ") + NameOnPage(report);
  }
  return "ASMTP conformance" + (names.empty() ? "" : " of " + names);
}

// The page, with a place for what differs. Neither data nor parts hold a place of their own, since
// each is put in once, from the front to the back.
constexpr std::string_view kPage = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'">
<title>{title}</title>
<link rel="icon" href="data:,">
<style nonce="{nonce}">
{style}</style>
</head>
<body>
<a class="skip-link" href="#main">Skip to the results</a>
<header>
<div class="titles"><h1>{title}</h1></div>
<ul class="reports" id="reports"></ul>
</header>
<nav aria-label="views" hidden><ul>
<li><a href="#" data-view="results">Cases</a></li>
<li><a href="#view=clauses" data-view="clauses">Clauses</a></li>
</ul></nav>
<main id="static">
{static}</main>
<footer>{footer}</footer>
<script type="application/json" id="data">{data}</script>
<script nonce="{nonce}">
(() => {
'use strict';
{script}})();
</script>
</body>
</html>
)";

struct Place {
  std::string_view name;
  std::string_view value;
};

std::string FillPage(std::initializer_list<Place> places) {
  std::string page;
  std::string_view rest = kPage;
  while (!rest.empty()) {
    const size_t open = rest.find('{');
    page += rest.substr(0, open);
    if (open == rest.npos) break;
    rest.remove_prefix(open);
    const auto* found = std::ranges::find_if(places, [&](const Place& place) {
      return rest.substr(1).starts_with(place.name) && rest.substr(1 + place.name.size(), 1) == "}";
    });
    page += found == places.end() ? rest.substr(0, 1) : found->value;
    rest.remove_prefix(found == places.end() ? 1 : found->name.size() + 2);
  }
  return page;
}

}  // namespace

std::string WriteHtml(std::span<const Report> reports) {
  const std::string data = PageData(reports);
  const std::string body = StaticPart(reports);
  const std::string script = std::string(kModelJs) + std::string(kMatrixJs) +
                             std::string(kTimelineJs) + std::string(kCaseJs) +
                             std::string(kClausesJs) + std::string(kAppJs);
  const std::string title = EscapeMarkup(Title(reports));
  const std::string footer =
      reports.empty() ? "" : EscapeMarkup(reports.front().tool + " " + reports.front().version);
  const std::string nonce = NonceOf(data + body + script + title + footer);
  return FillPage({{"nonce", nonce},
                   {"title", title},
                   {"style", kStyleCss},
                   {"static", body},
                   {"footer", footer},
                   {"data", data},
                   {"script", script}});
}

}  // namespace asmtp::conformance
