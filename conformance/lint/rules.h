// The rules of lint, one function each. A rule checks a case and knows all others.
#ifndef ASMTP_CONFORMANCE_LINT_RULES_H_
#define ASMTP_CONFORMANCE_LINT_RULES_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/lint/lint.h"

namespace asmtp::conformance {

// A case (of a family: the first), as written and as played.
struct LintCase {
  const LintSubject& subject;
  const Transcript& transcript;
  const Case& one_case;
};

// Collects the findings of one rule in one file.
struct FindingSink {
  std::string_view rule;
  std::string file;
  std::vector<Finding>& findings;

  void Add(size_t line, std::string what) {
    findings.push_back({rule, {file, line, std::move(what)}});
  }
};

// Rules about the header.
void CheckClauseQuote(const LintCase& one, FindingSink& sink);
void CheckFamilyOfOne(const LintCase& one, FindingSink& sink);
void CheckIdPath(const LintCase& one, FindingSink& sink);
void CheckLevel(const LintCase& one, FindingSink& sink);
void CheckNoSince(const LintCase& one, FindingSink& sink);
void CheckCanonical(const LintCase& one, FindingSink& sink);
void CheckTitleLength(const LintCase& one, FindingSink& sink);
void CheckTitleVerb(const LintCase& one, FindingSink& sink);
void CheckTags(const LintCase& one, FindingSink& sink);

// Rules about the steps.
void CheckCannotFail(const LintCase& one, FindingSink& sink);
void CheckDuplicateCase(const LintCase& one, FindingSink& sink);
void CheckNoAlive(const LintCase& one, FindingSink& sink);
void CheckNoControl(const LintCase& one, FindingSink& sink);
void CheckUnreachable(const LintCase& one, FindingSink& sink);
void CheckLabels(const LintCase& one, FindingSink& sink);
void CheckLets(const LintCase& one, FindingSink& sink);

// Returns the line of the file that begins with this word, or 0.
size_t LineOf(const Transcript& transcript, std::string_view word);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_LINT_RULES_H_
