#include "conformance/transcript/clause_index.h"

#include <utility>

namespace asmtp::conformance {
namespace {

constexpr std::string_view kItemStart = "- **[";
constexpr std::string_view kIdEnd = "]** ";

// Appends `line` to `text`, with runs of spaces collapsed.
void AppendWords(std::string_view line, std::string& text) {
  for (const char c : line) {
    const bool space = c == ' ';
    if (space && (text.empty() || text.ends_with(' '))) continue;
    text += c;
  }
  if (!text.ends_with(' ')) text += ' ';
}

}  // namespace

ClauseIndex ClauseIndex::Read(std::string_view spec) {
  ClauseIndex index;
  std::string* clause = nullptr;
  while (!spec.empty()) {
    const size_t end = std::min(spec.find('\n'), spec.size());
    std::string_view line = spec.substr(0, end);
    spec.remove_prefix(std::min(end + 1, spec.size()));
    if (line.starts_with("- ") || line.empty()) clause = nullptr;
    const size_t id_end = line.find(kIdEnd);
    if (line.starts_with(kItemStart) && id_end != line.npos) {
      const std::string id(line.substr(kItemStart.size(), id_end - kItemStart.size()));
      clause = &index.clauses_[id];
      index.ids_.push_back(id);
      line.remove_prefix(id_end + kIdEnd.size());
    }
    if (clause != nullptr) AppendWords(line, *clause);
  }
  return index;
}

std::string ClauseIndex::Check(const ClauseReference& reference) const {
  const auto found = clauses_.find(reference.id);
  if (found == clauses_.end()) return "the specification has no clause " + reference.id;
  if (reference.quote.empty() || !found->second.contains(reference.quote)) {
    return "the quotation does not match " + reference.id + ": " + found->second;
  }
  return "";
}

std::string_view ClauseIndex::Find(std::string_view id) const {
  const auto found = clauses_.find(id);
  return found == clauses_.end() ? std::string_view() : std::string_view(found->second);
}

Level LevelOfClause(std::string_view words) {
  if (words.contains("MUST")) return Level::kMust;
  if (words.contains("SHOULD")) return Level::kShould;
  return words.contains("MAY") ? Level::kMay : Level::kInfo;
}

}  // namespace asmtp::conformance
