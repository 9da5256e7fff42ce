// Explainer: finds out why an IUT failed a case if the bytes that it sent do not show it.
//
//   Explainer explainer(source, options, config, state);
//   explainer.Explain(one_case, keys, scale, iut, result);
//   result.play.explanation          "the IUT accepts frame 1 if ... (TR-4)"
//
// It tries in this order, until one explains the failure: the player's analysis of bytes that do
// not verify; another suite, framing or initialize (probe.h); frames with mistakes (frame_probe.h);
// a hint where to look.
#ifndef ASMTP_CONFORMANCE_SUITE_EXPLAINER_H_
#define ASMTP_CONFORMANCE_SUITE_EXPLAINER_H_

#include <functional>
#include <optional>

#include "conformance/play/frame_probe.h"
#include "conformance/suite/case_result.h"
#include "conformance/suite/run_options.h"

namespace asmtp::conformance {

// What an explainer needs from the failed IUT.
struct Probed {
  std::function<bool()> may_probe;       // whether it may be started several times more
  std::function<void()> end;             // ends it, because a source may allow only one at a time
  std::function<RunningIut*()> restart;  // returns a running one, or null
};

class Explainer {
 public:
  // All must outlive it.
  Explainer(const IutSource& source, const RunOptions& options, const Config& config)
      : source_(source), options_(options), config_(config) {}

  void Explain(const Keys& keys, double scale, const Probed& iut, CaseResult& result);

 private:
  void ExplainClose(const Keys& keys, double scale, const Probed& iut, CaseResult& result) const;
  void ExplainFrames(const Keys& keys, double scale, const Probed& iut, CaseResult& result);
  bool MayProbe() const;

  const IutSource& source_;
  const RunOptions& options_;
  const Config& config_;
  bool frames_probed_ = false;
  std::optional<FrameProbe> frame_probe_;  // why it rejects valid frames
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_EXPLAINER_H_
