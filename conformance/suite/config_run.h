// ConfigRun: plays cases in one configuration, with one IUT at a time. Each worker has its own.
//
//   ConfigRun run(set, source, options, config, state);
//   CaseResult result = run.Play(one_case);
//
// The control of a case is played once before it. After each case a fresh session shows whether the
// IUT is alive. The workers of one configuration share a ConfigState.
#ifndef ASMTP_CONFORMANCE_SUITE_CONFIG_RUN_H_
#define ASMTP_CONFORMANCE_SUITE_CONFIG_RUN_H_

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "conformance/play/seen_keys.h"
#include "conformance/suite/case_result.h"
#include "conformance/suite/explainer.h"
#include "conformance/suite/run_options.h"

namespace asmtp::conformance {

class ConfigState {
 public:
  // Returns why restarting the IUT is hopeless, or nothing.
  std::optional<StartFailure> Hopeless() const;
  void Failed(StartFailure failure);
  void Started();
  bool WasUp() const;
  // Whether the IUT may be probed once more, which starts it several times.
  bool MayProbe();

  // Returns the factor of deadlines. Calls `measure` once to find it.
  template <class Measure>
  double TimeoutScale(Measure measure) {
    std::call_once(measured_, [&] { scale_ = measure(); });
    return scale_;
  }

  // The ephemeral keys that the IUT has shown in this configuration.
  SeenKeys& seen() { return seen_; }
  // Keeps the figures of the process with the most cases.
  void Keep(const IutFigures& figures);
  const IutFigures& figures() const { return figures_; }

 private:
  // Starts that may fail in a row after one has succeeded.
  static constexpr int kFailuresMax = 3;
  static constexpr int kProbesMax = 2;

  mutable std::mutex mutex_;
  bool was_up_ = false;
  int failures_ = 0;
  int probes_ = 0;
  std::optional<StartFailure> last_;
  std::once_flag measured_;
  double scale_ = 1.0;
  IutFigures figures_;
  SeenKeys seen_;
};

class ConfigRun {
 public:
  // All must outlive the run.
  ConfigRun(const CaseSet& set, const IutSource& source, const RunOptions& options,
            const Config& config, ConfigState& state)
      : set_(set),
        source_(source),
        options_(options),
        config_(config),
        state_(state),
        explainer_(source, options, config_) {}
  ~ConfigRun() { KeepFigures(); }
  ConfigRun(const ConfigRun&) = delete;
  ConfigRun& operator=(const ConfigRun&) = delete;

  // Plays a case as often as the options say. A case already played as a control is not played
  // again.
  const CaseResult& Play(const Case& one_case);

 private:
  CaseResult PlayRepeatedly(const Case& one_case);
  CaseResult PlayOnce(const Case& one_case);
  bool IsOutOfReach(CaseResult& result);
  bool IsBlocked(CaseResult& result);
  PlayOptions OptionsOfPlay(const Keys& keys, double scale) const;
  std::optional<Fact> EnsureIut(const Keys& keys);
  std::optional<StartFailure> StartIut(const Keys& keys);
  double MeasureScale();
  void PlayWith(const Keys& keys, CaseResult& result);
  void Explain(const Keys& keys, CaseResult& result);
  void Watch(CaseResult& result);
  void EndIut();
  void KeepFigures();

  const CaseSet& set_;
  const IutSource& source_;
  const RunOptions& options_;
  Config config_;
  ConfigState& state_;
  Explainer explainer_;
  std::map<std::string, CaseResult> known_;
  std::unique_ptr<RunningIut> iut_;
  std::optional<Keys> keys_;
  double scale_ = 1.0;
  IutFigures figures_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_CONFIG_RUN_H_
