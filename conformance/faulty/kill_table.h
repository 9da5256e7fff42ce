// KillTable: which cases catch which faulty endpoints. A case kills a fault where it gives the
// endpoint that has it a verdict that fails a run, or where it is about a SHOULD a strict one.
//
//   KillTable table(set);
//   table.Add({"no-rekey", ...}, kills);
//   table.Survivors();                  what no case kills: the suite lacks a case
//   table.Print(stdout);
#ifndef ASMTP_CONFORMANCE_FAULTY_KILL_TABLE_H_
#define ASMTP_CONFORMANCE_FAULTY_KILL_TABLE_H_

#include <expected>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "conformance/play/config.h"
#include "conformance/transcript/verdict.h"

namespace asmtp::faulty {

// A fault of either kind, as the table shows it.
struct FaultInfo {
  std::string name;
  std::string clause;  // that it breaks; "" for what is right
  std::string what;    // one sentence
  conformance::Verdict verdict = conformance::Verdict::kFail;  // that it has to get
  std::vector<conformance::Config> configs;                    // under which it shows
};

// A case that was played against a faulty endpoint, and what came of it.
struct Played {
  const conformance::Case* one_case = nullptr;
  conformance::Config config;
  conformance::Verdict verdict = conformance::Verdict::kPass;
  std::string text;  // what was wrong
};

// What was played, or why it could not be.
using PlayedOrWhy = std::expected<std::vector<Played>, std::string>;

// Of each family so many cases are played against a fault. What is right is played with all.
inline constexpr size_t kMembersPlayed = 4;

// Returns the cases of `set` that are played against `fault`: the first of each family, in their
// order, but for those that take seconds.
std::vector<const conformance::Case*> CasesToPlay(const conformance::CaseSet& set,
                                                  const FaultInfo& fault);

// Whether a case says that something is wrong with the endpoint: NONSTRICT does where it is about a
// SHOULD. A blocked case was not played.
bool IsKill(const Played& played);

// One fault, and the cases that kill it.
struct KillRow {
  FaultInfo fault;
  std::vector<Played> kills;
  size_t played = 0;

  // Whether one of them gives the verdict that the fault has to get, or a graver one.
  bool IsKilledAsExpected() const;
};

class KillTable {
 public:
  // Takes the cases that were played against an endpoint with `fault`.
  void Add(FaultInfo fault, const std::vector<Played>& played);

  void Add(const KillTable& other);
  // Takes more cases that were played against the fault of a row.
  void AddTo(size_t row, const std::vector<Played>& played);

  const std::vector<KillRow>& rows() const { return rows_; }
  // Returns the faults that no case kills, or none as expected, but for those that are right.
  std::vector<std::string> Survivors() const;

  // Returns the families of cases of `set` that ask for something, MUST or SHOULD, and kill
  // nothing: nobody has shown that they notice anything. Those that take seconds are left out.
  std::vector<std::string> Idlers(const conformance::CaseSet& set) const;

  // Returns a line for each fault: how many cases kill it, with what verdicts, and the first.
  std::string FaultsText() const;
  // Returns a line for each case of `set` that is played: how many faults it kills, and the first
  // of them.
  std::string CasesText(const conformance::CaseSet& set) const;

 private:
  using FaultsOfFamilies = std::map<std::string, std::set<std::string>>;

  // The names of the faults that each family kills.
  FaultsOfFamilies KillsByFamily(const conformance::CaseSet& set) const;

  std::vector<KillRow> rows_;
};

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_KILL_TABLE_H_
