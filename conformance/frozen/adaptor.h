// What plays the deviations today, one small function for each kind. Whoever replaces what is
// behind them changes adaptor.cc only: the bytes must stay as they are.
#ifndef ASMTP_CONFORMANCE_FROZEN_ADAPTOR_H_
#define ASMTP_CONFORMANCE_FROZEN_ADAPTOR_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "conformance/play/channel.h"
#include "conformance/play/config.h"
#include "conformance/transcript/case.h"

namespace asmtp::conformance {

// The ids of the hypotheses, and whether one shows in frames.
std::vector<std::string> HypothesisIds();
bool IsOfFrames(const std::string& id);

// An IUT whose mistake is this hypothesis; "" for none. Both sides' ephemeral keys are
// among the keys.
std::unique_ptr<Iut> IutWithMistake(const std::string& id, const Config& config, const Keys& keys);

// What the runner sends to find out whether the IUT has this mistake: an initialize to a responder,
// and frame `n` after as many in each direction that were right. Empty where it has nothing to
// send.
Bytes InitializeWithMistake(const std::string& id, const Config& config, const Keys& keys);
Bytes FrameWithMistake(const std::string& id, const Config& config, const Keys& keys, uint64_t n);

// The names of the faulty endpoints but for the right one, and where each shows.
std::vector<std::string> FaultNames();
std::vector<Config> ConfigsOfFault(const std::string& name);

struct FaultyIut {
  std::unique_ptr<Iut> iut;
  std::function<bool()> crashed;
};
// The endpoint of that name; "none" is right.
FaultyIut IutWithFault(const std::string& name, const Config& config, const Keys& keys);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_FROZEN_ADAPTOR_H_
