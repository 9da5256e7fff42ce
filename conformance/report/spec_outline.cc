#include "conformance/report/spec_outline.h"

#include <algorithm>
#include <string>

#include "conformance/transcript/clause_index.h"

namespace asmtp::conformance {
namespace {

constexpr std::string_view kItemStart = "- **[";
constexpr std::string_view kIdEnd = "]** ";

std::string Trimmed(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return std::string(text);
}

}  // namespace

std::vector<ReportClause> ReadOutline(std::string_view spec) {
  const ClauseIndex index = ClauseIndex::Read(spec);
  std::vector<ReportClause> clauses;
  std::string section;
  while (!spec.empty()) {
    const size_t end = std::min(spec.find('\n'), spec.size());
    const std::string_view line = spec.substr(0, end);
    spec.remove_prefix(std::min(end + 1, spec.size()));
    const size_t id_end = line.find(kIdEnd);
    if (line.starts_with("##")) {
      section = line.substr(std::min(line.find(' ') + 1, line.size()));
    } else if (line.starts_with(kItemStart) && id_end != line.npos) {
      const std::string id(line.substr(kItemStart.size(), id_end - kItemStart.size()));
      const std::string words = Trimmed(index.Find(id));
      clauses.push_back({.id = id,
                         .text = words,
                         .level = LevelOfClause(words),
                         .section = section,
                         .untestable = {}});
    }
  }
  return clauses;
}

}  // namespace asmtp::conformance
