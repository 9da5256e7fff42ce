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
    {{"clause-quote", "A quotation matches the words of its clause."}, CheckClauseQuote},
    {{"duplicate-case", "No two cases have the same steps and tampers."}, CheckDuplicateCase},
    {{"family-of-one", "A family has more than one member."}, CheckFamilyOfOne},
    {{"id-path", "The id of a case is the path of its file."}, CheckIdPath},
    {{"level-above-clause", "The level of a case is at most that of its clauses."}, CheckLevel},
    {{"no-alive", "A negative case ends with 'alive'."}, CheckNoAlive},
    {{"no-control", "A negative case has a base or a control."}, CheckNoControl},
    {{"no-since", "A case names the version that introduced it."}, CheckNoSince},
    {{"not-canonical", "A file is in the canonical form of 'asmtp-conform fmt'."}, CheckCanonical},
    {{"title-length", "A title has at most 72 characters."}, CheckTitleLength},
    {{"title-verb", "A title contains a verb."}, CheckTitleVerb},
    {{"unknown-tag", "A tag is a known one."}, CheckTags},
    {{"unreachable-outcome", "No outcome follows one that covers it."}, CheckUnreachable},
    {{"unused-label", "A label is used by its case or by a derived case."}, CheckLabels},
    {{"unused-let", "A name defined by 'let' is used."}, CheckLets},
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
