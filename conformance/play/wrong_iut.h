// WrongIut: an echoing peer in memory that gets one thing wrong, for tests of the analysis. Its
// handshake and frames are written down here once more, apart from those of the analysis.
//
//   WrongIut iut(config, one_case.keys, {"no-rekey"});       faults by the ids of hypotheses
//   Play(one_case, config, iut, {}).hypothesis               "no-rekey"
//
// As responder it reads the initialize as it should, and is wrong from its response on.
#ifndef ASMTP_CONFORMANCE_PLAY_WRONG_IUT_H_
#define ASMTP_CONFORMANCE_PLAY_WRONG_IUT_H_

#include <set>
#include <string>
#include <utility>

#include "conformance/play/channel.h"
#include "conformance/play/config.h"
#include "conformance/transcript/case.h"

namespace asmtp::conformance {

using Faults = std::set<std::string, std::less<>>;

class WrongIut : public Iut {
 public:
  // `keys` must outlive the IUT.
  WrongIut(const Config& config, const Keys& keys, Faults faults)
      : config_(config), keys_(keys), faults_(std::move(faults)) {}

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override;

 private:
  Config config_;
  const Keys& keys_;
  Faults faults_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_WRONG_IUT_H_
