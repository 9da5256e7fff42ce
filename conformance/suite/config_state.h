// ConfigState: what the workers of one configuration share.
//
//   if (auto failure = state.Hopeless()) ...
//   state.pace().Factor()              the factor of deadlines
#ifndef ASMTP_CONFORMANCE_SUITE_CONFIG_STATE_H_
#define ASMTP_CONFORMANCE_SUITE_CONFIG_STATE_H_

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conformance/play/pace.h"
#include "conformance/play/seen_keys.h"
#include "conformance/suite/case_result.h"

namespace asmtp::conformance {

// Thread-safe, except figures() and leaks(), which are for the end of a run.
class ConfigState {
 public:
  // Returns why restarting the IUT is hopeless, or nothing.
  std::optional<StartFailure> Hopeless() const;
  void Failed(StartFailure failure);
  void Started();
  bool WasUp() const;
  // Whether the IUT may be probed once more, which starts it several times.
  bool MayProbe();

  // How slow the IUT is, from the handshakes of all workers.
  Pace& pace() { return pace_; }
  const Pace& pace() const { return pace_; }
  // Whether a TIMEOUT of this kind has been confirmed, and notes that it has.
  bool IsConfirmed(const std::string& kind) const;
  void Confirm(const std::string& kind);

  // The ephemeral keys that the IUT has shown in this configuration.
  SeenKeys& seen() { return seen_; }
  // Keeps the figures of the process with the most cases.
  void Keep(const IutFigures& figures);
  const IutFigures& figures() const { return figures_; }
  // Keeps a sentence about what the IUT has leaked over its cases.
  void KeepLeak(std::string leak);
  const std::vector<std::string>& leaks() const { return leaks_; }

 private:
  // Starts that may fail in a row after one has succeeded.
  static constexpr int kFailuresMax = 3;
  static constexpr int kProbesMax = 2;

  mutable std::mutex mutex_;
  bool was_up_ = false;
  int failures_ = 0;
  int probes_ = 0;
  std::optional<StartFailure> last_;
  Pace pace_;
  std::set<std::string> confirmed_;
  IutFigures figures_;
  SeenKeys seen_;
  std::vector<std::string> leaks_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_CONFIG_STATE_H_
