#include <fmt/format.h>

#include <memory>

#include "conformance/runner/commands.h"
#include "conformance/runner/exit_status.h"
#include "conformance/suite/selection.h"

namespace asmtp::conformance {
namespace {

struct ExplainOptions {
  std::vector<std::string> globs;
  CorpusOptions corpus;
};

void PrintSteps(const Case& one_case) {
  for (const Step& step : one_case.steps) {
    fmt::print("  {:<60} {}:{}\n", step.text, step.file, step.line);
    for (const Tamper& tamper : step.tampers) fmt::print("    tamper {}\n", tamper.text);
    const auto* expect = std::get_if<Expect>(&step.body);
    if (expect == nullptr) continue;
    for (const Expectation& e : expect->expectations) {
      fmt::print("    {} -> {}{}{}\n", e.pattern, Name(e.verdict), e.text.empty() ? "" : "  ",
                 e.text);
    }
  }
}

int ExplainCases(const ExplainOptions& options) {
  const auto set = LoadCaseFiles(options.corpus, {});
  if (!set) return Fail(kExitUsage, set.error());
  const auto selected = SelectCases(*set, options.globs);
  if (!selected) return Fail(kExitUsage, selected.error());
  for (const Case* one_case : *selected) {
    const Header& header = one_case->header;
    fmt::print("{}\n  {} ({})\n", header.id, header.title, Name(header.level));
    if (!header.control.empty()) fmt::print("  control {}\n", header.control);
    for (const ClauseReference& clause : header.clauses) {
      fmt::print("  {} \"{}\"\n", clause.id, clause.quote);
    }
    PrintSteps(*one_case);
  }
  return kExitOk;
}

}  // namespace

void AddExplainCommand(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = app.add_subcommand("explain", "show one case in full");
  command->add_option("case", options->globs, "id of a case")->required();
  AddCorpusOptions(*command, options->corpus);
  command->callback([options, &chosen] { chosen = [options] { return ExplainCases(*options); }; });
}

}  // namespace asmtp::conformance
