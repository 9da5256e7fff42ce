#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <sstream>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/root.h"
#include "conformance/runner/commands.h"
#include "conformance/transcript/clause_coverage.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

struct CoverageOptions {
  CorpusOptions corpus;
  std::string ledger;
};

// Prints one line: the clause, and the cases that test it or the reason why none does.
void PrintClause(const ClauseState& clause) {
  std::string text = clause.IsOpen() ? "OPEN" : clause.untestable;
  if (!clause.cases.empty()) {
    text = clause.cases.front();
    if (clause.cases.size() > 1) text += fmt::format(" and {} more", clause.cases.size() - 1);
    if (clause.IsOpen()) text += " (OPEN: no case of the clause's level)";
  }
  if (clause.level == Level::kInfo) text = "no requirement";
  if (text.empty()) text = "not tested";
  Say("{:<8} {:<7} {}\n", clause.id, Name(clause.level), text);
}

void PrintSums(const ClauseCoverage& coverage) {
  for (const Level level : {Level::kMust, Level::kShould, Level::kMay}) {
    size_t all = 0;
    size_t tested = 0;
    size_t untestable = 0;
    for (const ClauseState& clause : coverage.clauses) {
      if (clause.level != level) continue;
      ++all;
      tested += clause.covered ? 1U : 0U;
      untestable += !clause.covered && !clause.untestable.empty() ? 1U : 0U;
    }
    Say("{}: {} clauses, {} tested, {} untestable, {} open\n", Name(level), all, tested, untestable,
        all - tested - untestable);
  }
}

// Returns an error for each unit test that a reason names and that does not exist, such as
// core/crypto/secret_test.
std::vector<SourceError> CheckNamedTests(const Ledger& ledger, const fs::path& root) {
  std::vector<SourceError> errors;
  for (const LedgerEntry& entry : ledger.entries) {
    std::istringstream words(entry.reason);
    for (std::string word; words >> word;) {
      while (!word.empty() && (word.back() == ',' || word.back() == '.')) word.pop_back();
      if (!word.ends_with("_test") || word.find('/') == word.npos) continue;
      std::error_code error;
      if (fs::is_regular_file(root / (word + ".cc"), error)) continue;
      errors.push_back({ledger.file, entry.line, entry.clause + ": no such test: " + word});
    }
  }
  return errors;
}

int ShowCoverage(const CoverageOptions& options) {
  const auto set = LoadCaseFiles(options.corpus, {});
  if (!set) return Fail(kExitUsage, set.error());
  const auto clauses = LoadClauses(options.corpus);
  if (!clauses) return Fail(kExitUsage, clauses.error());
  const auto ledger = LoadLedger(options.ledger);
  if (!ledger) return Fail(kExitUsage, ledger.error());
  const ClauseCoverage coverage = Cover(*clauses, *set, *ledger);
  for (const ClauseState& clause : coverage.clauses) PrintClause(clause);
  PrintSums(coverage);
  std::vector<SourceError> errors = coverage.errors;
  // Only a whole checkout contains the tests.
  if (const fs::path root = FindRoot("WORKSPACE"); fs::exists(root / "WORKSPACE")) {
    std::ranges::move(CheckNamedTests(*ledger, root), std::back_inserter(errors));
  }
  for (const SourceError& error : errors) Say("{}\n", error.Format());
  return errors.empty() ? kExitOk : kExitUnexpected;
}

}  // namespace

cli::Command CoverageCommand() {
  auto options = std::make_shared<CoverageOptions>();
  cli::Command command{.name = "coverage",
                       .about = "list the cases that test each clause of the specification"};
  command.Add({"--ledger", &options->ledger,
               "ledger of the clauses that no case can test (corpus/clauses/untestable.txt)"});
  AddCorpusOptions(command, options->corpus);
  command.run = [options] { return ShowCoverage(*options); };
  return command;
}

}  // namespace asmtp::conformance
