#include "conformance/report/annotations.h"

#include <fmt/format.h>

#include "conformance/report/findings.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kMost = 10;

// Escapes a message. In a property, ':' and ',' are special too.
std::string Escape(std::string_view text, bool property) {
  std::string escaped;
  for (const char c : Printable(text)) {
    const bool special = c == '%' || c == '\n' || c == '\r' || (property && (c == ':' || c == ','));
    escaped += special ? fmt::format("%{:02X}", static_cast<unsigned>(c)) : std::string(1, c);
  }
  return escaped;
}

std::string Annotation(std::string_view command, const ReportFinding& finding) {
  const ReportResult& result = *finding.first;
  const std::string& file = result.file.empty() ? finding.one_case->file : result.file;
  std::string message = WhatIsWrong(result) + " (" + DescribeRuns(finding) + ")";
  for (const ClauseReference& clause : finding.one_case->clauses) {
    message += "\n" + clause.id + ": " + clause.quote;
  }
  message += "\n" + result.reproduce;
  return fmt::format("::{} file={},line={},title={}::{}\n", command, Escape(file, true),
                     std::max<uint64_t>(result.line, 1),
                     Escape(fmt::format("{} {}", Name(result.verdict), result.case_id), true),
                     Escape(message, false));
}

}  // namespace

std::string WriteAnnotations(const Report& report) {
  std::string text;
  size_t errors = 0;
  size_t warnings = 0;
  for (const ReportFinding& finding : FindingsOf(report)) {
    if (IsFailure(finding.verdict()) && errors++ < kMost) text += Annotation("error", finding);
    if (finding.verdict() == Verdict::kNonstrict && warnings++ < kMost) {
      text += Annotation("warning", finding);
    }
  }
  return text;
}

}  // namespace asmtp::conformance
