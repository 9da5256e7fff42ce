// ClauseCoverage: which case tests which clause of SPEC.md, and why no case tests the others.
//
//   a clause with MUST or SHOULD is   quoted by a case of its level,
//                                or   in the ledger with the reason why no case can see it
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

// Reads the ledger: a line for each entry, its clause and then the reason; what is indented goes on
// with the line before; '#' begins a line of comment.
OrSourceError<Ledger> ReadLedger(const std::string& file, std::string_view text);

// What is known of one clause.
struct ClauseState {
  std::string id;
  Level level = Level::kInfo;
  std::string words;
  std::vector<std::string> cases;  // ids of those that quote it; a family counts as one
  bool covered = false;            // one of them is of the clause's level
  std::string untestable;          // the reason that the ledger gives; "" where it gives none

  // Whether somebody has to do something about it: MUST and SHOULD are tested or in the ledger.
  bool IsOpen() const { return level <= Level::kShould && !covered && untestable.empty(); }
};

struct ClauseCoverage {
  std::vector<ClauseState> clauses;  // in the order of the specification
  // Clauses that are open; entries of the ledger whose clause is covered, or is not there.
  std::vector<SourceError> errors;
};

// A case covers a clause that it quotes if its level is at least that of the clause: one at SHOULD
// cannot fail an implementation that breaks a MUST. Open clauses are told at the ledger's file.
ClauseCoverage Cover(const ClauseIndex& clauses, const CaseSet& cases, const Ledger& ledger);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_CLAUSE_COVERAGE_H_
