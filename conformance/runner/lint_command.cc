#include <fmt/format.h>

#include <memory>
#include <set>

#include "conformance/cli/exit_status.h"
#include "conformance/lint/lint.h"
#include "conformance/runner/commands.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

struct LintOptions {
  std::vector<std::string> files;
  bool rules = false;
  CorpusOptions corpus;
};

int PrintRules() {
  for (const LintRule& rule : LintRules()) Say("{:<20} {}\n", rule.name, rule.sentence);
  return kExitOk;
}

int LintFiles(const LintOptions& options) {
  if (options.rules) return PrintRules();
  const auto files = FindArgumentFiles(options.corpus, options.files);
  if (!files) return Fail(kExitUsage, files.error());
  auto transcripts = LoadTranscriptFiles(options.corpus, *files);
  if (!transcripts) return Fail(kExitUsage, transcripts.error());
  auto cases = ResolveCases(*transcripts);
  if (!cases) return Fail(kExitUsage, cases.error().Format());
  auto clauses = LoadClauses(options.corpus);
  if (!clauses) return Fail(kExitUsage, clauses.error());
  const LintSubject subject{*std::move(transcripts), *std::move(cases), *std::move(clauses)};
  const auto findings = Lint(subject, std::set<std::string>(files->begin(), files->end()));
  for (const Finding& finding : findings) Say("{}\n", finding.Format());
  return findings.empty() ? kExitOk : kExitUnexpected;
}

}  // namespace

cli::Command LintCommand() {
  auto options = std::make_shared<LintOptions>();
  cli::Command command{
      .name = "lint",
      .about = "report style problems in case files; exit status 1 if there are findings"};
  command.Add({"file", &options->files, "case files, or folders of them (default: all)"});
  command.Add({"--rules", &options->rules, "list the rules"});
  AddCorpusOptions(command, options->corpus);
  command.run = [options] { return LintFiles(*options); };
  return command;
}

}  // namespace asmtp::conformance
