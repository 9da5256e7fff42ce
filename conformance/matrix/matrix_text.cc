#include "conformance/matrix/matrix_text.h"

#include <fmt/format.h>

#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

constexpr std::string_view kBegin = "<!-- matrix: begin -->\n";
constexpr std::string_view kEnd = "<!-- matrix: end -->\n";
constexpr std::string_view kLegend =
    "The largest plaintext in bytes that was echoed, under u32 and under u16.";

std::string TextOf(const Meeting* meeting) {
  if (meeting == nullptr) return "–";
  return meeting->wrong.empty() ? fmt::format("{}", meeting->largest) : "FAIL";
}

std::string WriteTable(const Matrix& matrix, Suite suite) {
  const auto names = matrix.NamesUnder(suite);
  std::string head = "| |";
  std::string rule = "|---|";
  std::string rows;
  for (const std::string& name : names) {
    head += " " + name + " |";
    rule += "---|";
    rows += "| " + name + " |";
    for (const std::string& responder : names) {
      rows += fmt::format(" {}, {} |", TextOf(matrix.Find(name, responder, suite, Framing::kU32)),
                          TextOf(matrix.Find(name, responder, suite, Framing::kU16)));
    }
    rows += "\n";
  }
  return fmt::format("{}\n{}\n{}", head, rule, rows);
}

// ---- the section --------------------------------------------------------------------------------

std::string MarkOf(const Meeting* meeting) {
  if (meeting == nullptr) return "–";
  return fmt::format("<span class=\"verdict v-{}\" title=\"{}\">{}</span>",
                     meeting->wrong.empty() ? "pass" : "bad", EscapeMarkup(meeting->wrong),
                     TextOf(meeting));
}

std::string SectionTable(const Matrix& matrix, Suite suite) {
  const auto names = matrix.NamesUnder(suite);
  std::string head = "<td></td>";
  std::string rows;
  for (const std::string& name : names) {
    head += fmt::format("<th scope=\"col\">{}</th>", EscapeMarkup(name));
    rows += fmt::format("<tr><th scope=\"row\">{}</th>", EscapeMarkup(name));
    for (const std::string& responder : names) {
      rows +=
          fmt::format("<td>{} {}</td>", MarkOf(matrix.Find(name, responder, suite, Framing::kU32)),
                      MarkOf(matrix.Find(name, responder, suite, Framing::kU16)));
    }
    rows += "</tr>\n";
  }
  return fmt::format(
      "<section class=\"meetings\"><h2>suite {}</h2>\n<table "
      "class=\"coverage\"><thead><tr>{}</tr></thead><tbody>\n"
      "{}</tbody></table></section>\n",
      DhName(suite), head, rows);
}

}  // namespace

std::string WriteMatrixTables(const Matrix& matrix) {
  std::string text;
  for (const Suite suite : kSuites) {
    text += fmt::format("\nSuite `{}`:\n\n{}", DhName(suite), WriteTable(matrix, suite));
  }
  return text;
}

std::string WriteMatrixFailures(const Matrix& matrix) {
  std::string text;
  for (const MatrixPart& part : matrix.parts) {
    for (const Meeting& meeting : part.meetings) {
      if (meeting.wrong.empty()) continue;
      text += fmt::format("{} to {}, {} {}: {}\n", meeting.initiator, meeting.responder,
                          DhName(part.suite), Name(part.framing), meeting.wrong);
    }
  }
  return text;
}

Section MatrixSection(const Matrix& matrix) {
  std::string main =
      fmt::format("<p>{} Rows are initiators, columns are responders.{}</p>\n", kLegend,
                  matrix.interrupted ? " Interrupted: some pairs have not met." : "");
  for (const Suite suite : kSuites) main += SectionTable(matrix, suite);
  const std::string failures = WriteMatrixFailures(matrix);
  if (!failures.empty()) main += "<h2>What failed</h2><pre>" + EscapeMarkup(failures) + "</pre>\n";
  return {.title = "Interoperability",
          .style =
              ".meetings { margin: 1.2rem 0; overflow-x: auto; }\n"
              ".meetings td { white-space: nowrap; }\n",
          .main = main};
}

std::expected<std::string, std::string> PutBetweenMarks(std::string_view document,
                                                        std::string_view tables) {
  const size_t begin = document.find(kBegin);
  const size_t end = document.find(kEnd);
  if (begin == document.npos || end == document.npos || end < begin) {
    return std::unexpected("missing marks 'matrix: begin' and 'matrix: end'");
  }
  return fmt::format("{}{}\n{}", document.substr(0, begin + kBegin.size()), tables,
                     document.substr(end));
}

}  // namespace asmtp::conformance
