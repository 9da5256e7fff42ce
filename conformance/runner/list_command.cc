#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/selection_options.h"
#include "conformance/runner/commands.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

using Json = nlohmann::ordered_json;

struct ListOptions {
  SelectionFlags selection;
  CorpusOptions corpus;
  bool json = false;
};

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> ClauseIds(const Case& one_case) {
  std::vector<std::string> ids;
  for (const ClauseReference& clause : one_case.header.clauses) ids.push_back(clause.id);
  return ids;
}

// Prints one line per case or family of cases.
void PrintLines(const std::vector<const Case*>& cases) {
  Say("{:<48} {:<6} {:<4} {:<18} {}\n", "case", "level", "tier", "clause", "title");
  for (size_t i = 0; i < cases.size();) {
    const Header& header = cases[i]->header;
    const std::string family = FamilyOf(header.id);
    size_t end = i;
    while (end < cases.size() && FamilyOf(cases[end]->header.id) == family) ++end;
    Say("{:<48} {:<6} T{:<3} {:<18} {}{}{}\n", family, Name(header.level), header.tier,
        Join(ClauseIds(*cases[i])), header.title,
        end - i > 1 ? fmt::format(" ({} cases)", end - i) : "",
        header.tags.empty() ? "" : fmt::format(" [{}]", Join(header.tags)));
    i = end;
  }
}

Json ToJson(const Case& one_case, const Selection& selection) {
  const Header& header = one_case.header;
  Json json = {{"case", header.id},         {"family", FamilyOf(header.id)},
               {"title", header.title},     {"level", Name(header.level)},
               {"tier", header.tier},       {"clauses", ClauseIds(one_case)},
               {"tags", header.tags},       {"since", header.since},
               {"control", header.control}, {"file", one_case.file},
               {"configs", Json::array()}};
  for (const Config& config : ConfigsOf(one_case)) {
    const Selection alone{{&one_case}, {config}, selection.wanted};
    if (alone.CountRuns() == 0) continue;
    json["configs"].push_back({{"role", Name(config.role)},
                               {"suite", DhName(config.suite)},
                               {"framing", asmtp::Name(config.framing)}});
  }
  return json;
}

int ListCases(const ListOptions& options) {
  const auto set = LoadCaseFiles(options.corpus, {});
  if (!set) return Fail(kExitUsage, set.error());
  const auto selection = SelectByFlags(*set, options.selection);
  if (!selection) return Fail(kExitUsage, selection.error());
  if (options.json) {
    Json list = Json::array();
    for (const Case* one_case : selection->cases) list.push_back(ToJson(*one_case, *selection));
    fmt::print("{}\n", list.dump(2, ' ', /*ensure_ascii=*/true));
    return kExitOk;
  }
  PrintLines(selection->cases);
  Say("{} cases, {} runs\n", selection->cases.size(), selection->CountRuns());
  return kExitOk;
}

}  // namespace

cli::Command ListCommand() {
  auto options = std::make_shared<ListOptions>();
  options->selection.endurance = true;  // listed too, with their tag
  cli::Command command{.name = "list", .about = "list cases"};
  AddSelectionOptions(command, options->selection);
  command.Add({"--json", &options->json, "print everything known about each case, as JSON"});
  AddCorpusOptions(command, options->corpus);
  command.run = [options] { return ListCases(*options); };
  return command;
}

}  // namespace asmtp::conformance
