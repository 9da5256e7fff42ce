#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "conformance/report/causes.h"
#include "conformance/report/console.h"
#include "conformance/report/event_text.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kTraceMax = 24;
constexpr size_t kErrorLinesMax = 12;
constexpr size_t kTextWidth = 88;
constexpr size_t kCauseLinesMax = 10;

// Returns the last event of a kind that has bytes, or null.
const ReportEvent* LastOf(const ReportResult& result, ReportEvent::Kind kind) {
  const auto found = std::find_if(result.events.rbegin(), result.events.rend(), [&](const auto& e) {
    return e.kind == kind && !(e.wire.empty() && e.plaintext.empty());
  });
  return found == result.events.rend() ? nullptr : &*found;
}

// A named mistake is a reason. Other explanations only say where to look.
std::string LabelOf(const ReportResult& result) {
  return result.hypothesis.empty() ? "hint" : "because";
}

// Returns the entry of the expectations file for an XFAIL.
std::string KnownText(const ReportResult& result) {
  if (result.verdict != Verdict::kXfail || !result.expectation) return "";
  return fmt::format(" ({}: {})", result.expectation->where, result.expectation->reason);
}

}  // namespace

void Console::PrintCauses(const Report& report) const {
  const std::vector<ReportCause> causes = CausesOf(report);
  if (causes.empty()) return;
  std::vector<std::string> lines;
  std::string_view told;
  size_t shown = 0;
  for (const ReportCause& cause : causes) {
    const std::string& because = cause.told->explanation;
    const bool is_new = !because.empty() && because != told;
    std::vector<std::string> more;
    if (is_new) more = Wrap(Printable(LabelOf(*cause.told) + " " + because), kTextWidth);
    if (lines.size() + 1 + more.size() > kCauseLinesMax) break;
    ++shown;
    lines.push_back(
        fmt::format("  {}  {}{}, {}{}{}",
                    Coloured(cause.told->verdict, fmt::format("{:<7}", Name(cause.told->verdict))),
                    Printable(cause.one_case->family),
                    cause.others.empty() ? "" : fmt::format(" and {} alike", cause.others.size()),
                    DescribeRuns(cause),
                    cause.blocked == 0 ? "" : fmt::format("; blocks {} runs", cause.blocked),
                    !is_new && !because.empty() ? "; for the same reason" : ""));
    for (const std::string& part : more) lines.push_back(fmt::format("{:11}{}", "", part));
    if (is_new) told = because;
  }
  fmt::print(out_, "root causes, most fundamental first:\n");
  for (const std::string& line : lines) fmt::print(out_, "{}\n", line);
  if (shown < causes.size()) fmt::print(out_, "  and {} more\n", causes.size() - shown);
  fmt::print(out_, "\n");
}

void Console::PrintFindings(const Report& report) const {
  std::vector<ReportFinding> failures = FindingsOf(report);
  const auto rest = std::ranges::find_if_not(failures, IsFailure, &ReportFinding::verdict);
  const std::vector<ReportFinding> notes(rest, failures.end());
  failures.erase(rest, failures.end());
  const size_t shown = std::min(failures.size(), options_.findings_max);
  for (size_t i = 0; i < shown; ++i) PrintFinding(failures[i]);
  if (shown < failures.size()) {
    fmt::print(out_, "\nand {} more; --findings N shows more failures\n", failures.size() - shown);
  }
  PrintNotes(notes);
}

void Console::PrintNotes(const std::vector<ReportFinding>& findings) const {
  if (!findings.empty()) fmt::print(out_, "\n");
  for (const ReportFinding& finding : findings) {
    const ReportResult& r = *finding.first;
    const bool of_several = finding.all.front()->case_id != finding.all.back()->case_id;
    std::string what =
        fmt::format("{}{}, {}", r.case_id, of_several ? " and others" : "", DescribeRuns(finding));
    if (IsAboutTheRun(r.verdict)) what = fmt::format("{} runs", finding.all.size());
    const std::string known = KnownText(r);
    std::string name = fmt::format("{:<11}", Name(r.verdict));
    for (const std::string& part :
         Wrap(Printable(fmt::format("{}: {}{}", what, WhatIsWrong(r), known)), 86)) {
      fmt::print(out_, "{}  {}\n", Coloured(r.verdict, name), part);
      name.assign(name.size(), ' ');
    }
  }
}

void Console::PrintLine(std::string_view name, std::string_view text) const {
  for (const std::string& part : Wrap(Printable(text), kTextWidth)) {
    fmt::print(out_, "  {} {}\n", Faint(fmt::format("{:<9}", name)), part);
    name = "";
  }
}

void Console::PrintVerbatim(std::string_view name, std::string_view text) const {
  fmt::print(out_, "  {} {}\n", Faint(fmt::format("{:<9}", name)), Printable(text));
}

void Console::PrintFinding(const ReportFinding& finding) const {
  const ReportResult& r = *finding.first;
  fmt::print(out_, "\n{}  {}\n", Coloured(r.verdict, std::string(Name(r.verdict))),
             Printable(r.case_id));
  PrintLine("case", finding.one_case->title);
  for (const ClauseReference& clause : finding.one_case->clauses) {
    PrintLine(clause.id, fmt::format("\"{}\"", clause.quote));
  }
  const size_t others = finding.all.size() - 1;
  PrintLine("as", Describe(r.config) +
                      (others > 0 ? fmt::format("; the same in {} more runs", others) : ""));
  if (!r.file.empty()) PrintLine("at", fmt::format("{}:{}: {}", r.file, r.line, r.step));
  if (!r.text.empty()) PrintLine("why", r.text);
  if (r.expectation) {
    PrintLine("known", fmt::format("{} expects {}: {}", r.expectation->where,
                                   Name(r.expectation->verdict), r.expectation->reason));
  }
  if (!r.actual.empty()) PrintLine("found", r.actual);
  std::string_view name = "expected";
  for (const std::string& allowed : r.allowed) PrintLine(std::exchange(name, ""), allowed);
  if (!r.explanation.empty()) PrintLine(LabelOf(r), r.explanation);
  PrintTrace(r);
  PrintBytes(r);
  name = "stderr";
  for (const std::string& error : LastLines(r.errors, kErrorLinesMax)) {
    PrintLine(std::exchange(name, ""), error);
  }
  if (!r.reproduce.empty()) PrintVerbatim("reproduce", r.reproduce);
}

// Prints the last events of the trace.
void Console::PrintTrace(const ReportResult& result) const {
  std::vector<std::string> lines;
  for (const ReportEvent& event : result.events) {
    std::ranges::move(LinesOf(event), std::back_inserter(lines));
  }
  const size_t skipped = lines.size() - std::min(lines.size(), kTraceMax);
  for (size_t i = skipped; i < lines.size(); ++i) {
    PrintVerbatim(i == skipped ? "trace" : "", lines[i]);
  }
}

// Prints the bytes of the last event in each direction.
void Console::PrintBytes(const ReportResult& result) const {
  for (const auto& [name, kind] : {std::pair("sent", ReportEvent::Kind::kSent),
                                   std::pair("received", ReportEvent::Kind::kReceived)}) {
    const ReportEvent* event = LastOf(result, kind);
    if (event == nullptr) continue;
    std::string_view label = name;
    for (const std::string& line : ByteLinesOf(*event)) {
      PrintVerbatim(std::exchange(label, ""), line);
    }
  }
}

}  // namespace asmtp::conformance
