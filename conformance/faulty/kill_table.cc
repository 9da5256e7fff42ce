#include "conformance/faulty/kill_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/transcript/contains.h"

namespace asmtp::faulty {
namespace {

using conformance::Verdict;

// Returns "FAIL 12, TIMEOUT 1", the most severe verdict first.
std::string CountVerdicts(const std::vector<Played>& kills) {
  std::map<Verdict, size_t, std::greater<>> counts;
  for (const Played& kill : kills) ++counts[kill.verdict];
  std::string text;
  for (const auto& [verdict, count] : counts) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", Name(verdict), count);
  }
  return text;
}

bool Cites(const conformance::Case& one_case, std::string_view clause) {
  return std::ranges::any_of(one_case.header.clauses,
                             [&](const auto& cited) { return cited.id == clause; });
}

bool TakesSeconds(const conformance::Case& one_case) {
  const auto& tags = one_case.header.tags;
  return conformance::Contains(tags, "endurance") || conformance::Contains(tags, "slow");
}

bool AsksForSomething(const conformance::Case& one_case) {
  const conformance::Level level = one_case.header.level;
  return level == conformance::Level::kMust || level == conformance::Level::kShould;
}

// Returns the best example: a kill with the expected verdict, by a case about the clause.
const Played& BestOf(const KillRow& row) {
  return *std::ranges::max_element(row.kills, {}, [&](const Played& kill) {
    return std::pair(kill.verdict >= row.fault.verdict, Cites(*kill.one_case, row.fault.clause));
  });
}

std::string LineOf(const KillRow& row) {
  const FaultInfo& fault = row.fault;
  std::string line = fmt::format("{:<36} {:<7} ", fault.name, fault.clause);
  if (fault.clause.empty()) {
    line += fmt::format("{:>4} of {} cases fail it\n", row.kills.size(), row.played);
  } else if (!row.IsKilledAsExpected()) {
    line += fmt::format("   SURVIVES {} cases: it {} {}\n", row.played, fault.what,
                        CountVerdicts(row.kills));
  } else {
    const Played& best = BestOf(row);
    line += fmt::format("{:>4}  {:<24} {}\n", row.kills.size(), CountVerdicts(row.kills),
                        best.one_case->header.id);
  }
  return line;
}

}  // namespace

std::vector<const conformance::Case*> CasesToPlay(const conformance::CaseSet& set,
                                                  const FaultInfo& fault) {
  std::vector<const conformance::Case*> cases;
  std::map<std::string, size_t> members;
  for (const auto& one_case : set.cases) {
    if (TakesSeconds(one_case)) continue;
    const std::string family = conformance::FamilyOf(one_case.header.id);
    const bool all = fault.clause.empty() || family == fault.family;
    if (members[family]++ < kMembersPlayed || all) cases.push_back(&one_case);
  }
  return cases;
}

bool IsKill(const Played& played) {
  if (played.verdict == Verdict::kNonstrict) {
    return played.one_case->header.level == conformance::Level::kShould;
  }
  return played.verdict == Verdict::kTimeout || played.verdict == Verdict::kFail ||
         played.verdict == Verdict::kCrash;
}

bool KillRow::IsKilledAsExpected() const {
  return std::ranges::any_of(kills, [&](const Played& kill) {
    const bool is_kind =
        fault.family.empty() || conformance::FamilyOf(kill.one_case->header.id) == fault.family;
    return is_kind && kill.verdict >= fault.verdict;
  });
}

void KillTable::Add(FaultInfo fault, const std::vector<Played>& played) {
  rows_.push_back({.fault = std::move(fault), .kills = {}});
  AddTo(rows_.size() - 1, played);
}

void KillTable::AddTo(size_t row, const std::vector<Played>& played) {
  rows_[row].played += played.size();
  std::ranges::copy_if(played, std::back_inserter(rows_[row].kills), IsKill);
}

void KillTable::Add(const KillTable& other) {
  rows_.insert(rows_.end(), other.rows_.begin(), other.rows_.end());
}

std::vector<std::string> KillTable::Survivors() const {
  std::vector<std::string> survivors;
  for (const KillRow& row : rows_) {
    if (!row.fault.clause.empty() && !row.IsKilledAsExpected()) survivors.push_back(row.fault.name);
  }
  return survivors;
}

std::string KillTable::FaultsText() const {
  std::string text =
      fmt::format("{:<36} {:<7} {:>4}  {:<24} {}\n", "fault", "clause", "kills", "", "example");
  for (const KillRow& row : rows_) text += LineOf(row);
  return text;
}

KillTable::FaultsOfFamilies KillTable::KillsByFamily(const conformance::CaseSet& set) const {
  FaultsOfFamilies killed;
  for (const auto& one_case : set.cases) {
    if (!TakesSeconds(one_case)) killed[conformance::FamilyOf(one_case.header.id)];
  }
  for (const KillRow& row : rows_) {
    for (const Played& kill : row.kills) {
      killed[conformance::FamilyOf(kill.one_case->header.id)].insert(row.fault.name);
    }
  }
  return killed;
}

std::vector<std::string> KillTable::Idlers(const conformance::CaseSet& set) const {
  const FaultsOfFamilies killed = KillsByFamily(set);
  std::set<std::string> idlers;
  for (const auto& one_case : set.cases) {
    const std::string family = conformance::FamilyOf(one_case.header.id);
    const auto found = killed.find(family);
    const bool idle = found != killed.end() && found->second.empty();
    if (idle && AsksForSomething(one_case)) idlers.insert(family);
  }
  return {idlers.begin(), idlers.end()};
}

std::string KillTable::CasesText(const conformance::CaseSet& set) const {
  std::string text = fmt::format("{:<52} {:>4}  {}\n", "case", "kills", "example");
  for (const auto& [id, faults] : KillsByFamily(set)) {
    text += fmt::format("{:<52} {:>4}  {}\n", id, faults.size(),
                        faults.empty() ? "NOTHING" : *faults.begin());
  }
  return text;
}

}  // namespace asmtp::faulty
