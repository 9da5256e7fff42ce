#include "fuzz/results/html.h"

#include <fmt/format.h>

#include "conformance/report/shared/page.h"
#include "conformance/report/text.h"
#include "fuzz/results/chart.h"
#include "fuzz/results/fuzz_css.h"
#include "fuzz/results/summary.h"

namespace asmtp::fuzz {
namespace {

using conformance::EscapeMarkup;

std::string Badge(std::string_view style, std::string_view text) {
  return fmt::format("<span class=\"verdict v-{}\">{}</span>", style, EscapeMarkup(text));
}

std::string BadgeOf(const TargetReport& target) {
  if (!target.findings.empty())
    return Badge("bad", fmt::format("{} found", target.findings.size()));
  if (!target.problems.empty()) return Badge("warn", "problem");
  return target.was_run ? Badge("pass", "clean") : Badge("skip", "not run");
}

// Returns "1,234,567" of 1234567.
std::string Grouped(uint64_t number) {
  std::string text = std::to_string(number);
  for (size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string Figures(const TargetReport& target) {
  const auto rate = static_cast<uint64_t>(target.ExecutionsPerSecond());
  std::string text = "<dl class=\"figures\">";
  for (const auto& [name, value] :
       {std::pair("executions", Grouped(target.executions)), std::pair("per second", Grouped(rate)),
        std::pair("features", Grouped(target.features)),
        std::pair("edges", Grouped(target.coverage)),
        std::pair("corpus", fmt::format("{} in {} B", Grouped(target.corpus_inputs),
                                        Grouped(target.corpus_bytes))),
        std::pair("replayed", Grouped(target.replayed))}) {
    text += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", name, value);
  }
  return text + "</dl>\n";
}

std::string Depth(const TargetReport& target) {
  std::string text;
  for (const std::string& line : DepthLines(target)) {
    text += fmt::format("<li>{}</li>\n", EscapeMarkup(line));
  }
  return text.empty() ? "" : "<ul class=\"depth\">\n" + text + "</ul>\n";
}

std::string Card(const TargetReport& target) {
  return fmt::format("<section class=\"target\"><h2><span class=\"mono\">{}</span>{}</h2>\n",
                     EscapeMarkup(target.name), BadgeOf(target)) +
         Figures(target) + FeaturesChart(target.samples) + Depth(target) + "</section>\n";
}

std::string FindingSection(const Finding& finding) {
  std::string report;
  for (const std::string& line : finding.crash.report) report += line + "\n";
  return fmt::format(
      "<section class=\"finding\"><h2>{} <span class=\"mono\">{}</span> {}</h2>\n"
      "<pre>{}</pre>\n"
      "<details><summary>output of the target</summary><pre>{}</pre></details></section>\n",
      Badge("bad", Name(finding.origin)), EscapeMarkup(finding.target),
      EscapeMarkup(finding.crash.Signature()), EscapeMarkup(FindingText(finding)),
      EscapeMarkup(report));
}

std::string Sentences(std::string_view heading, const FuzzReport& report, auto member) {
  std::string text;
  for (const TargetReport& target : report.targets) {
    for (const std::string& sentence : target.*member) {
      text += fmt::format("<li>{}: {}</li>\n", EscapeMarkup(target.name), EscapeMarkup(sentence));
    }
  }
  if (text.empty()) return "";
  return fmt::format("<h2>{}</h2>\n<ul class=\"problems\">\n{}</ul>\n", heading, text);
}

std::string Findings(const FuzzReport& report) {
  std::string text;
  for (const TargetReport& target : report.targets) {
    for (const Finding& finding : target.findings) text += FindingSection(finding);
  }
  return text.empty() ? "" : "<h2>Findings</h2>\n" + text;
}

}  // namespace

std::string FuzzHtml(const FuzzReport& report) {
  std::string cards;
  for (const TargetReport& target : report.targets) cards += Card(target);
  const std::string about = fmt::format(
      "<p>{} <span class=\"faint\">{}; seed {}, {} in parallel. <span "
      "class=\"mono\">{}</span></span></p>\n",
      EscapeMarkup(Verdict(report)), EscapeMarkup(report.date), report.seed, report.jobs,
      EscapeMarkup(report.command_line));
  return conformance::WritePage(
      {.title = "ASMTP fuzzing",
       .style = std::string(kFuzzCss),
       .header = about,
       .main = Findings(report) + Sentences("Problems", report, &TargetReport::problems) +
               "<h2>Targets</h2>\n<p class=\"faint\">The curve shows features over time; it starts "
               "at what the corpus reaches.</p>\n<div class=\"targets\">\n" +
               cards + "</div>\n" + Sentences("Notes", report, &TargetReport::notes),
       .footer = "asmtp-fuzz " + report.version});
}

}  // namespace asmtp::fuzz
