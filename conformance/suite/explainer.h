// Explainer: finds out why an IUT failed a case.
//
//   Explainer explainer(source, options, config);
//   explainer.Explain(keys, scale, iut, result);
//   result.play.explanation          "the IUT accepts frame 1 if ... (TR-4)"
//
// It tries in this order, until one explains the failure: the player's analysis of bytes that do
// not verify, unless a plain session refutes it; messages that only a mistaken decoder takes
// (message_probe.h); how bytes and streams are delivered (delivery_probe.h); another suite, framing
// or initialize (probe.h); frames with mistakes (frame_probe.h); a hint where to look. A cause needs two observations: with it the IUT passes,
// without it the IUT fails.
#ifndef ASMTP_CONFORMANCE_SUITE_EXPLAINER_H_
#define ASMTP_CONFORMANCE_SUITE_EXPLAINER_H_

#include <functional>
#include <optional>

#include "conformance/play/delivery_probe.h"
#include "conformance/play/frame_probe.h"
#include "conformance/play/message_probe.h"
#include "conformance/suite/case_result.h"
#include "conformance/suite/run_options.h"

namespace asmtp::conformance {

// What an explainer needs from the failed IUT.
struct Probed {
  std::function<bool()> may_probe;       // whether it may be started several times more
  std::function<void()> end;             // ends it, because a source may allow only one at a time
  std::function<RunningIut*()> restart;  // returns a running one, or null
  bool has_shaken_hands = false;         // with the runner, in this configuration
};

class Explainer {
 public:
  // All must outlive it.
  Explainer(const IutSource& source, const RunOptions& options, const Config& config)
      : source_(source), options_(options), config_(config) {}

  void Explain(const Keys& keys, double scale, const Probed& iut, CaseResult& result);

 private:
  void Doubt(const Keys& keys, double scale, const Probed& iut, CaseResult& result);
  void ExplainMessage(const Keys& keys, double scale, const Probed& iut, CaseResult& result);
  void ExplainDelivery(const Keys& keys, double scale, const Probed& iut, CaseResult& result);
  void ExplainClose(const Keys& keys, double scale, const Probed& iut, CaseResult& result) const;
  void ExplainFrames(const Keys& keys, double scale, const Probed& iut, CaseResult& result);
  bool PlainSessionWorks(const Keys& keys, double scale, const Probed& iut);
  bool MayProbe() const;
  // Calls `probe` with a running IUT, and ends an IUT that does not survive it.
  template <class Probe>
  void With(const Probed& iut, Probe probe) const;

  const IutSource& source_;
  const RunOptions& options_;
  const Config& config_;
  std::optional<bool> plain_works_;
  std::optional<MessageProbe> message_probe_;
  bool delivery_probed_ = false;
  std::optional<DeliveryProbe> delivery_;  // why it does not take or give valid bytes
  bool streams_probed_ = false;
  std::optional<Explanation> streams_;  // why it does not serve several streams
  bool frames_probed_ = false;
  std::optional<FrameProbe> frame_probe_;  // why it rejects valid frames
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_EXPLAINER_H_
