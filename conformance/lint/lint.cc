#include "conformance/lint/lint.h"

#include <algorithm>
#include <tuple>

#include "conformance/lint/rules.h"

namespace asmtp::conformance {
namespace {

using CheckCase = void (*)(const LintCase& one, FindingSink& sink);

struct Rule {
  LintRule text;
  CheckCase check;
};

constexpr Rule kRules[] = {
    {{"cannot-fail", "An expect block of a MUST has an outcome that fails."}, CheckCannotFail},
    {{"clause-quote", "A clause is quoted in the words of the specification."}, CheckClauseQuote},
    {{"duplicate-case", "No two cases have the same steps and tampers."}, CheckDuplicateCase},
    {{"family-of-one", "A family has more than one member."}, CheckFamilyOfOne},
    {{"id-path", "The id of a case is the path of its file."}, CheckIdPath},
    {{"level-above-clause", "A case asks for no more than its clauses do."}, CheckLevel},
    {{"no-alive", "A negative case ends with 'alive'."}, CheckNoAlive},
    {{"no-control", "A negative case has a base or a control."}, CheckNoControl},
    {{"no-since", "A case says since which version it is there."}, CheckNoSince},
    {{"not-canonical", "A file has the form that asmtp-conform fmt gives it."}, CheckCanonical},
    {{"title-length", "A title has at most 72 characters."}, CheckTitleLength},
    {{"title-verb", "A title says with a verb what happens."}, CheckTitleVerb},
    {{"unknown-tag", "A tag is one of those that are known."}, CheckTags},
    {{"unreachable-outcome", "No outcome stands below one that covers it."}, CheckUnreachable},
    {{"unused-label", "A label is used by its case or by one derived from it."}, CheckLabels},
    {{"unused-let", "A name that 'let' gives is used."}, CheckLets},
};

bool IsFirstOfFamily(const LintSubject& subject, size_t index) {
  return index == 0 || FamilyOf(subject.transcripts[index - 1].header.id) !=
                           FamilyOf(subject.transcripts[index].header.id);
}

}  // namespace

std::span<const LintRule> LintRules() {
  static const std::vector<LintRule> kTexts = [] {
    std::vector<LintRule> texts;
    for (const Rule& rule : kRules) texts.push_back(rule.text);
    return texts;
  }();
  return kTexts;
}

std::vector<Finding> Lint(const LintSubject& subject, const std::set<std::string>& files) {
  std::vector<Finding> findings;
  for (size_t i = 0; i < subject.transcripts.size(); ++i) {
    const Transcript& transcript = subject.transcripts[i];
    const Case* one_case = subject.cases.Find(transcript.header.id);
    if (one_case == nullptr || !files.contains(transcript.file)) continue;
    if (!IsFirstOfFamily(subject, i)) continue;
    for (const Rule& rule : kRules) {
      FindingSink sink{rule.text.name, transcript.file, findings};
      rule.check({subject, transcript, *one_case}, sink);
    }
  }
  std::ranges::sort(findings, {}, [](const Finding& f) {
    return std::tuple(f.error.file, f.error.line, f.rule);
  });
  return findings;
}

}  // namespace asmtp::conformance
