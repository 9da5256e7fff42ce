#include "conformance/learn/learn_section.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "conformance/report/shared/page.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

constexpr std::string_view kStyle = R"(
.machine { overflow-x: auto; margin: 1rem 0; }
.machine svg { max-width: 100%; height: auto; }
.machine svg text { fill: currentColor; }
.machine svg path, .machine svg polygon, .machine svg ellipse { stroke: currentColor; }
.machine svg polygon { fill: currentColor; }
.machine svg .node path { fill: none; }
)";

// Only the drawing, without the XML prologue.
std::string_view Drawing(std::string_view svg) {
  const size_t at = svg.find("<svg");
  return at == svg.npos ? std::string_view() : svg.substr(at);
}

std::string DifferencesTable(const SpecComparison& comparison) {
  std::string rows;
  for (const MachineDifference& difference : comparison.differences) {
    rows += "<tr>" + Cell(fmt::format("{}", fmt::join(difference.word, ", "))) +
            Cell(difference.phase) + Cell(difference.output) + Cell(difference.allowed) +
            Cell(difference.clause) + "</tr>\n";
  }
  if (rows.empty()) return "";
  return Table({"shortest word", "phase", "answer", "SPEC.md", "clause"}, rows);
}

std::string Drawn(const Learned& learned) {
  const bool right = learned.comparison.differences.empty();
  return fmt::format(
      "<section><h2>{} <span class=\"verdict v-{}\">{}</span></h2>\n<p>{}</p>\n{}"
      "<div class=\"machine\">{}</div></section>\n",
      EscapeMarkup(Describe(learned.config)), right ? "pass" : "bad",
      right ? "as in SPEC.md" : fmt::format("{} differ", learned.comparison.differences.size()),
      EscapeMarkup(learned.Summary()), DifferencesTable(learned.comparison), Drawing(learned.svg));
}

}  // namespace

std::string Learned::Summary() const {
  const size_t count = comparison.differences.size();
  return fmt::format("{}: {} states, {}; {} sessions, {} symbols, {:.1f} s", Describe(config),
                     machine.states.size(),
                     count == 0 ? "as in SPEC.md" : fmt::format("{} differences", count), sessions,
                     symbols, seconds);
}

Section LearnSection(const std::string& iut, const std::vector<Learned>& all,
                     const std::string& note) {
  std::string sections = note.empty() ? "" : "<p>" + EscapeMarkup(note) + "</p>\n";
  for (const Learned& learned : all) sections += Drawn(learned);
  return {.title = "State machine of " + iut, .style = std::string(kStyle), .main = sections};
}

}  // namespace asmtp::conformance
