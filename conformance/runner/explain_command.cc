#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "conformance/cli/exit_status.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/line_diff.h"
#include "conformance/suite/selection.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

struct ExplainOptions {
  std::vector<std::string> globs;
  CorpusOptions corpus;
};

// Returns the lines of a step: the step itself, its faults, and each expectation with its meaning.
std::vector<std::string> LinesOf(const Step& step) {
  std::vector<std::string> lines = {step.text};
  for (const Tamper& tamper : step.tampers) lines.push_back("  tamper " + tamper.text);
  const auto* expect = std::get_if<Expect>(&step.body);
  if (expect == nullptr) return lines;
  for (const Expectation& e : expect->expectations) {
    lines.push_back(fmt::format("  {} -> {}{}{}", e.pattern, Name(e.verdict),
                                e.text.empty() ? "" : "  ", e.text));
  }
  return lines;
}

std::vector<std::string> LinesOf(const std::vector<Step>& steps) {
  std::vector<std::string> lines;
  for (const Step& step : steps) {
    for (std::string& line : LinesOf(step)) lines.push_back(std::move(line));
  }
  return lines;
}

void PrintSteps(const Case& one_case) {
  for (const Step& step : one_case.steps) {
    bool first = true;
    for (const std::string& line : LinesOf(step)) {
      const std::string place = first ? fmt::format("{}:{}", step.file, step.line) : "";
      Say("  {:<60} {}\n", line, place);
      first = false;
    }
  }
}

// Prints each quotation, and the full clause if the quotation is only a part of it.
void PrintClauses(const Case& one_case, const ClauseIndex& clauses) {
  for (const ClauseReference& clause : one_case.header.clauses) {
    std::string_view text = clauses.Find(clause.id);
    text = text.substr(0, text.find_last_not_of(' ') + 1);
    Say("  {} \"{}\"\n", clause.id, clause.quote);
    if (!text.empty() && text != clause.quote) Say("      in full: {}\n", text);
  }
}

void PrintControl(const Case& control, const Case& one_case) {
  Say("  compared with its control, {}:\n", control.header.id);
  for (const DiffLine& line : DiffLines(LinesOf(control.steps), LinesOf(one_case.steps))) {
    Say("    {} {}\n", line.mark, line.text);
  }
}

std::string Needs(const Case& one_case) {
  const Header& header = one_case.header;
  std::string text = fmt::format("T{}", header.tier);
  for (const noise::Role role : header.roles) text += fmt::format(", {}", Name(role));
  for (const std::string& tag : header.tags) text += ", tag " + tag;
  return header.since.empty() ? text : text + ", since " + header.since;
}

int ExplainCases(const ExplainOptions& options) {
  const auto set = LoadCaseFiles(options.corpus, {});
  if (!set) return Fail(kExitUsage, set.error());
  const auto clauses = LoadClauses(options.corpus);
  if (!clauses) return Fail(kExitUsage, clauses.error());
  const auto selected = SelectCases(*set, options.globs);
  if (!selected) return Fail(kExitUsage, selected.error());
  for (const Case* one_case : *selected) {
    const Header& header = one_case->header;
    Say("{}\n  {} ({})\n  {}\n", header.id, header.title, Name(header.level), Needs(*one_case));
    PrintClauses(*one_case, *clauses);
    PrintSteps(*one_case);
    const Case* control = set->Find(header.control);
    if (control != nullptr) PrintControl(*control, *one_case);
  }
  return kExitOk;
}

}  // namespace

cli::Command ExplainCommand() {
  auto options = std::make_shared<ExplainOptions>();
  cli::Command command{.name = "explain", .about = "show a case in full"};
  command.Add(
      {.name = "case", .target = &options->globs, .help = "id of a case", .required = true});
  AddCorpusOptions(command, options->corpus);
  command.run = [options] { return ExplainCases(*options); };
  return command;
}

}  // namespace asmtp::conformance
