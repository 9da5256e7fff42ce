// Lint: faults of case files that the reader accepts but a reviewer would not.
//
//   for (const Finding& f : Lint(subject, files)) Print(f.Format());
//   "frame/tag.atf:3: expected a verb in the title: what happens [title-verb]"
//
// Each rule has a name, and checks one file or one case, given all the others.
#ifndef ASMTP_CONFORMANCE_LINT_LINT_H_
#define ASMTP_CONFORMANCE_LINT_LINT_H_

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/transcript/case.h"
#include "conformance/transcript/clause_index.h"

namespace asmtp::conformance {

struct Finding {
  std::string_view rule;
  SourceError error;

  // Returns "file:line: what [rule]".
  std::string Format() const { return error.Format() + " [" + std::string(rule) + "]"; }
};

struct LintRule {
  std::string_view name;
  std::string_view sentence;  // what the rule requires
};

// All rules, in the order of names.
std::span<const LintRule> LintRules();

// The input of all rules: every case as written and as played, and the specification.
struct LintSubject {
  std::vector<Transcript> transcripts;
  CaseSet cases;
  ClauseIndex clauses;
};

// Returns the findings for the cases of `files`, in the order of files and lines. A family is
// reported once, not once for each case.
std::vector<Finding> Lint(const LintSubject& subject, const std::set<std::string>& files);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_LINT_LINT_H_
