// KillTable: which cases catch which faulty endpoints. A case kills a fault if it gives the faulty
// endpoint a verdict that fails a run, or NONSTRICT if the case is about a SHOULD.
//
//   KillTable table(set);
//   table.Add({"no-rekey", ...}, kills);
//   table.Survivors();                  the faults that no case kills: a case is missing
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
  std::string clause;  // that it violates; "" for a conforming endpoint
  std::string what;    // one sentence
  conformance::Verdict verdict = conformance::Verdict::kFail;  // the expected one
  std::vector<conformance::Config> configs;                    // in which it is visible
  std::string family =
      {};  // the cases about this kind of fault; "" if there are none in particular
};

// A case that was played against a faulty endpoint, and its result.
struct Played {
  const conformance::Case* one_case = nullptr;
  conformance::Config config;
  conformance::Verdict verdict = conformance::Verdict::kPass;
  std::string text;  // of the verdict
};

// The cases played, or why they could not be.
using PlayedOrWhy = std::expected<std::vector<Played>, std::string>;

// Number of cases of a family that are played against a fault. A conforming endpoint gets all, and a
// fault all of the family about its kind.
inline constexpr size_t kMembersPlayed = 4;

// Returns the cases of `set` to play against `fault`: the first ones of each family in order,
// without those that take seconds.
std::vector<const conformance::Case*> CasesToPlay(const conformance::CaseSet& set,
                                                  const FaultInfo& fault);

// Whether the case found the endpoint at fault. NONSTRICT counts if the case is about a SHOULD.
// BLOCKED does not count, because the case was not played.
bool IsKill(const Played& played);

// One fault, and the cases that kill it.
struct KillRow {
  FaultInfo fault;
  std::vector<Played> kills;
  size_t played = 0;

  // Whether a case gives the expected verdict, or a more severe one. Only the cases about the kind of
  // the fault count, if there are any.
  bool IsKilledAsExpected() const;
};

class KillTable {
 public:
  // Adds a row with the cases played against an endpoint with `fault`.
  void Add(FaultInfo fault, const std::vector<Played>& played);

  void Add(const KillTable& other);
  // Adds more cases that were played against the fault of a row.
  void AddTo(size_t row, const std::vector<Played>& played);

  const std::vector<KillRow>& rows() const { return rows_; }
  // Returns the faults that are not killed as expected.
  std::vector<std::string> Survivors() const;

  // Returns the families of `set` about a MUST or SHOULD that kill nothing: no fault proves that
  // they detect anything. Families that take seconds are omitted.
  std::vector<std::string> Idlers(const conformance::CaseSet& set) const;

  // Returns a line for each fault: the number of cases that kill it, their verdicts, an example.
  std::string FaultsText() const;
  // Returns a line for each family of `set` that is played: the number of faults it kills, and an
  // example.
  std::string CasesText(const conformance::CaseSet& set) const;

 private:
  using FaultsOfFamilies = std::map<std::string, std::set<std::string>>;

  // Returns the names of the faults that each family kills.
  FaultsOfFamilies KillsByFamily(const conformance::CaseSet& set) const;

  std::vector<KillRow> rows_;
};

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_KILL_TABLE_H_
