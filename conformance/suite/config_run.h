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
#include <optional>
#include <string>
#include <vector>

#include "conformance/play/liveness.h"
#include "conformance/suite/case_result.h"
#include "conformance/suite/config_state.h"
#include "conformance/suite/explainer.h"
#include "conformance/suite/run_options.h"

namespace asmtp::conformance {

// A case and the memory that it left in the IUT.
struct Grown {
  size_t rss = 0;
  const Case* one_case = nullptr;
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

  const Config& config() const { return config_; }
  // Plays a case as often as the options say. A case already played as a control is not played
  // again.
  const CaseResult& Play(const Case& one_case);
  // Returns the control's result after the case was played, or null if the case has no control.
  const CaseResult* ControlOf(const Case& one_case) const;
  // Looks for leaks of the IUT that runs, after its last case.
  void LookForLeaks();

 private:
  CaseResult PlayRepeatedly(const Case& one_case);
  CaseResult PlayOnce(const Case& one_case);
  bool IsOutOfReach(CaseResult& result);
  bool IsBlocked(CaseResult& result);
  PlayOptions OptionsOfPlay(const Keys& keys, double scale) const;
  bool TakesKeys(const Keys& keys);
  std::optional<Fact> EnsureIut(const Keys& keys);
  std::optional<StartFailure> StartIut(const Keys& keys);
  double Scale() const;
  void MeasurePace();
  Liveness Check(const Keys& keys, const PlayOptions& options);
  void PlayWith(const Keys& keys, CaseResult& result, double patience = 1);
  CaseResult NewResult(const Case& one_case) const;
  CaseResult PlayAgain(const Case& one_case, const Keys& keys, double patience = 1);
  void ConfirmTimeout(const Keys& keys, CaseResult& result);
  void Explain(const Keys& keys, CaseResult& result);
  void Note(const CaseResult& result);
  void WatchGrowth(const Keys& keys, CaseResult& result);
  void WatchHeld(const Keys& keys, CaseResult& result);
  ProcessFigures Settle(const ProcessFigures& before);
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
  IutFigures figures_;
  std::vector<Grown> grown_;  // the cases after which this process grew most
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_CONFIG_RUN_H_
