// ClauseIndex: the clauses of SPEC.md by id, to check the quotations of cases.
//
//   - **[TR-8]** A receiver MUST take a frame that does not verify to be a failure.
//
//   const ClauseIndex index = ClauseIndex::Read(spec_text);
//   index.Check(transcript.header.clauses[0])        "" or the error
//   index.ids()[0]                                   "TR-8", in the order of the text
//   LevelOfClause(index.Find("TR-8"))                      Level::kMust
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_CLAUSE_INDEX_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_CLAUSE_INDEX_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {

class ClauseIndex {
 public:
  // Reads the clauses of a specification: list items that begin with an id in bold brackets, up to
  // the next item or empty line.
  static ClauseIndex Read(std::string_view spec);

  // Returns "" if the clause exists and contains the quoted words, else a sentence.
  std::string Check(const ClauseReference& reference) const;
  // Returns the text of the clause, or "".
  std::string_view Find(std::string_view id) const;
  // All ids, in the order of the text.
  const std::vector<std::string>& ids() const { return ids_; }
  size_t size() const { return clauses_.size(); }

 private:
  std::map<std::string, std::string, std::less<>> clauses_;
  std::vector<std::string> ids_;
};

// Returns the level of a clause with this text, from its BCP 14 keyword in capitals; kInfo without
// one.
Level LevelOfClause(std::string_view words);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_CLAUSE_INDEX_H_
