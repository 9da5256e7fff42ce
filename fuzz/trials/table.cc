#include "fuzz/trials/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace asmtp::fuzz {
namespace {

// Returns "3.10", "never" for an infinite time, or "" without times.
std::string SecondsText(double seconds) {
  if (std::isnan(seconds)) return "";
  if (std::isinf(seconds)) return "never";
  return seconds < 10 ? fmt::format("{:.2f}", seconds) : fmt::format("{:.1f}", seconds);
}

// Returns "12k" of 12345.
std::string CountText(double count) {
  if (std::isnan(count)) return "";
  if (std::isinf(count)) return "never";
  if (count >= 1e6) return fmt::format("{:.1f}M", count / 1e6);
  return count >= 1e4 ? fmt::format("{:.0f}k", count / 1e3) : fmt::format("{:.0f}", count);
}

std::string QuartilesText(const Lifetimes& times) {
  return fmt::format("{}..{}", SecondsText(Quantile(times, 0.25)),
                     SecondsText(Quantile(times, 0.75)));
}

std::vector<std::string> RowOf(const BugSummary& summary) {
  const PlantedBug& bug = summary.bug;
  if (summary.is_control) {
    return {"(no bug)",
            bug.target,
            "",
            fmt::format("0/{}", summary.trials),
            summary.GapsText(),
            "",
            "",
            std::to_string(bug.budget),
            "",
            ""};
  }
  return {bug.name,
          bug.target,
          bug.oracle,
          fmt::format("{}/{}", summary.found, summary.trials),
          summary.GapsText(),
          SecondsText(Quantile(summary.times, 0.5)),
          QuartilesText(summary.times),
          std::to_string(bug.budget),
          CountText(Quantile(summary.executions, 0.5)),
          std::to_string(summary.by_corpus)};
}

std::vector<std::string> RowOf(const ArmSummary& summary) {
  const bool is_compared = summary.full_is_sooner.pairs > 0;
  const double share = summary.trials == 0 ? 0 : 100.0 * summary.found / summary.trials;
  return {summary.arm.name,
          fmt::format("{}/{}", summary.found, summary.trials),
          fmt::format("{:.0f} %", share),
          SecondsText(Quantile(summary.times, 0.5)),
          QuartilesText(summary.times),
          is_compared ? fmt::format("{:.2f}", summary.full_is_sooner.A12()) : "",
          is_compared ? fmt::format("{:.2g}", summary.full_is_sooner.P()) : ""};
}

std::vector<size_t> WidthsOf(const TextTable& table) {
  std::vector<size_t> widths;
  for (const std::string& head : table.heads) widths.push_back(head.size());
  for (const auto& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  return widths;
}

std::string MarkdownRow(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

std::string CsvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string CsvNumber(const std::optional<uint64_t>& number) {
  return number ? std::to_string(*number) : "";
}

}  // namespace

TextTable BugTable(const TrialsReport& report, const Arm& arm) {
  TextTable table{.heads = {"bug", "target", "oracle", "found", "result", "median s", "quartiles s",
                            "budget s", "executions", "by corpus"}};
  for (const BugSummary& summary : SummariseBugs(report, arm)) {
    table.rows.push_back(RowOf(summary));
  }
  return table;
}

TextTable ArmTable(const TrialsReport& report) {
  TextTable table{
      .heads = {"arm", "found", "share", "median s", "quartiles s", "full faster (A12)", "p"}};
  for (const ArmSummary& summary : SummariseArms(report)) {
    table.rows.push_back(RowOf(summary));
  }
  return table;
}

std::string TextOf(const TextTable& table) {
  const std::vector<size_t> widths = WidthsOf(table);
  std::string text;
  const auto add = [&](const std::vector<std::string>& row) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) line += fmt::format("{:<{}}  ", row[i], widths[i]);
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  };
  add(table.heads);
  for (const auto& row : table.rows) add(row);
  return text;
}

std::string MarkdownOf(const TextTable& table) {
  std::string text = MarkdownRow(table.heads);
  text += MarkdownRow(std::vector<std::string>(table.heads.size(), "---"));
  for (const auto& row : table.rows) text += MarkdownRow(row);
  return text;
}

std::string TrialsMarkdown(const TrialsReport& report) {
  return fmt::format("`{}`: {}.\n\n", report.command_line, Judge(report).Text(report)) +
         MarkdownOf(BugTable(report, report.plan.arms.front())) + "\n" +
         MarkdownOf(ArmTable(report));
}

std::string TrialsCsv(const TrialsReport& report) {
  std::string text =
      "bug,target,arm,seed,outcome,cpu_s,execs,reached_ms,triggered_ms,signature,"
      "by_corpus\r\n";
  for (const TrialResult& result : report.results) {
    const Trial& trial = result.trial;
    text +=
        fmt::format("{},{},{},{},{},{:.3f},{},{},{},{},{}\r\n", trial.bug.name, trial.bug.target,
                    trial.arm.name, trial.seed, result.OutcomeName(), result.cpu, result.executions,
                    CsvNumber(result.reached_ms), CsvNumber(result.triggered_ms),
                    CsvField(result.signature), result.by_corpus ? 1 : 0);
  }
  return text;
}

}  // namespace asmtp::fuzz
