#include "conformance/runner/smallest_failure.h"

#include "conformance/play/model_iut.h"
#include "conformance/record/recorder.h"
#include "conformance/record/writer.h"
#include "conformance/suite/shrink.h"
#include "conformance/suite/suite_run.h"
#include "conformance/transcript/reader.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

// Each try starts an IUT.
constexpr size_t kTriesMax = 40;

// A shortened case must still pass with core; otherwise it might fail against every IUT.
bool PassesWithCore(const Case& one_case, const Config& config) {
  ModelIut core(config, one_case.keys.For(config.role));
  return Play(one_case, config, core, {}).verdict == Verdict::kPass;
}

CaseResult PlayAlone(Case one_case, const Config& config, const IutSource& source, double scale) {
  one_case.header.control.clear();  // the control has passed already
  const CaseSet set{.cases = {std::move(one_case)}};
  const SuiteResult played =
      RunSuite(set, {&set.cases.front()}, source,
               {.timeout_scale = scale, .probes = false, .configs = {config}});
  return played.results.empty() ? CaseResult{} : played.results.front();
}

// Returns the case as a standalone file with the id of the mutation's file.
std::string TextOf(const Case& one_case, const Mutation& mutation) {
  Recording recording = StandAlone(one_case);
  const auto own = ReadTranscripts(mutation.id, mutation.text);
  if (own) recording.header.id = own->front().header.id;
  return WriteText(recording).value_or(mutation.text);
}

}  // namespace

SmallestFailure FindSmallest(const Mutation& mutation, const CaseResult& result,
                             const IutSource& source, double timeout_scale) {
  const Case& whole = *result.one_case;
  const bool core_passes = PassesWithCore(whole, result.config);
  const auto fails_alike = [&](const Case& shorter) {
    if (IsInterrupted()) return false;
    if (core_passes && !PassesWithCore(shorter, result.config)) return false;
    const CaseResult again = PlayAlone(shorter, result.config, source, timeout_scale);
    return again.verdict() == result.verdict() && again.play.text == result.play.text;
  };
  const Case smallest = Shrink(whole, fails_alike, kTriesMax);
  const bool same = smallest.steps.size() == whole.steps.size();
  return {.text = same ? mutation.text : TextOf(smallest, mutation),
          .steps = smallest.steps.size(),
          .before = whole.steps.size()};
}

}  // namespace asmtp::conformance
