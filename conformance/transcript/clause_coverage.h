// ClauseCoverage: which cases test which clauses of SPEC.md, and why no case tests the others.
//
//   a clause with MUST or SHOULD is   quoted by a case of its level,
//                                or   in the ledger with the reason why no case can test it
//
//   const auto ledger = ReadLedger("untestable.txt", text);
//   const ClauseCoverage coverage = Cover(clauses, case_set, *ledger);
//   for (const ClauseState& clause : coverage.clauses) ...     every clause, as SPEC.md orders them
//   for (const SourceError& error : coverage.errors) ...       what is missing or out of date
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_CLAUSE_COVERAGE_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_CLAUSE_COVERAGE_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/transcript/case.h"
#include "conformance/transcript/clause_index.h"
#include "conformance/transcript/source_error.h"

namespace asmtp::conformance {

// A clause that no case can test.
struct LedgerEntry {
  std::string clause;
  std::string reason;
  size_t line = 0;
};

// The ledger of untestable clauses.
struct Ledger {
  std::string file;
  std::vector<LedgerEntry> entries;
};

// Reads the ledger. Each line has a clause, then the reason. An indented line continues the
// previous one. '#' begins a comment line.
OrSourceError<Ledger> ReadLedger(const std::string& file, std::string_view text);

// The coverage of one clause.
struct ClauseState {
  std::string id;
  Level level = Level::kInfo;
  std::string words;
  std::vector<std::string> cases;  // ids of cases that quote it; a family counts as one
  bool covered = false;            // one of them is of the clause's level
  std::string untestable;          // the ledger's reason, or ""

  // Whether the clause is a MUST or SHOULD that is neither tested nor in the ledger.
  bool IsOpen() const { return level <= Level::kShould && !covered && untestable.empty(); }
};

struct ClauseCoverage {
  std::vector<ClauseState> clauses;  // in the order of the specification
  // Open clauses, and entries of the ledger whose clause is covered or unknown.
  std::vector<SourceError> errors;
};

// A case covers a clause that it quotes if its level is at least that of the clause. A case at
// SHOULD cannot fail an implementation that breaks a MUST. Open clauses are reported at the
// ledger's file.
ClauseCoverage Cover(const ClauseIndex& clauses, const CaseSet& cases, const Ledger& ledger);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_CLAUSE_COVERAGE_H_
