#include <fmt/format.h>

#include <memory>
#include <set>

#include "conformance/cli/exit_status.h"
#include "conformance/play/verify.h"
#include "conformance/runner/commands.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

struct VerifyOptions {
  std::vector<std::string> files;
  CorpusOptions corpus;
};

int VerifyCases(const VerifyOptions& options) {
  const auto paths = FindArgumentFiles(options.files);
  if (!paths) return Fail(kExitUsage, paths.error());
  const auto set = LoadCaseFiles(options.corpus, *paths);
  if (!set) return Fail(kExitUsage, set.error());
  const auto clauses = LoadClauses(options.corpus);
  if (!clauses) return Fail(kExitUsage, clauses.error());
  const std::set<std::string> files(paths->begin(), paths->end());
  size_t count = 0;
  size_t wrong = 0;
  std::set<std::string> said;  // derived cases repeat the errors of their base
  for (const Case& one_case : set->cases) {
    if (!files.empty() && !files.contains(one_case.file)) continue;
    ++count;
    const auto errors = Verify(one_case, &*clauses);
    wrong += errors.empty() ? size_t{0} : size_t{1};
    for (const SourceError& error : errors) {
      if (!said.insert(error.Format()).second) continue;
      Say("{}\n  in case {}\n", error.Format(), one_case.header.id);
    }
  }
  Say("{} cases verified, {} wrong\n", count, wrong);
  return wrong == 0 ? kExitOk : kExitUsage;
}

}  // namespace

cli::Command VerifyCommand() {
  auto options = std::make_shared<VerifyOptions>();
  cli::Command command{.name = "verify",
                       .about = "check cases by recomputing them, without an implementation"};
  command.Add({"file", &options->files, "case files, or folders of them (default: all cases)"});
  AddCorpusOptions(command, options->corpus);
  command.run = [options] { return VerifyCases(*options); };
  return command;
}

}  // namespace asmtp::conformance
