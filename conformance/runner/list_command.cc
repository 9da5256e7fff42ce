#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "conformance/runner/commands.h"
#include "conformance/runner/exit_status.h"
#include "conformance/suite/selection.h"

namespace asmtp::conformance {
namespace {

struct ListOptions {
  std::vector<std::string> globs;
  CorpusOptions corpus;
};

// One line for each case, or family of cases.
int ListCases(const ListOptions& options) {
  const auto set = LoadCaseFiles(options.corpus, {});
  if (!set) return Fail(kExitUsage, set.error());
  const auto selected = SelectCases(*set, options.globs);
  if (!selected) return Fail(kExitUsage, selected.error());
  std::string last;
  for (const Case* one_case : *selected) {
    const std::string family = FamilyOf(one_case->header.id);
    if (family == last) continue;
    last = family;
    const auto count = std::ranges::count_if(
        *selected, [&](const Case* c) { return FamilyOf(c->header.id) == family; });
    fmt::print("{:<50} {}{}\n", family, one_case->header.title,
               count > 1 ? fmt::format(" ({} cases)", count) : "");
  }
  fmt::print("{} cases\n", selected->size());
  return kExitOk;
}

}  // namespace

void AddListCommand(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command = app.add_subcommand("list", "name the cases");
  command->add_option("case", options->globs, "ids of cases, or globs such as 'frame/*'");
  AddCorpusOptions(*command, options->corpus);
  command->callback([options, &chosen] { chosen = [options] { return ListCases(*options); }; });
}

}  // namespace asmtp::conformance
