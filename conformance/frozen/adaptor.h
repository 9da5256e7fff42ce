// The current implementation of the deviations, one small function for each kind. To replace the
// implementation, change adaptor.cc only. The bytes must not change.
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

// Returns the ids of the hypotheses.
std::vector<std::string> HypothesisIds();
// Whether the hypothesis is about frames.
bool IsOfFrames(const std::string& id);

// Returns an IUT that makes the mistake of a hypothesis; "" for none. `keys` must include the
// ephemeral keys of both sides.
std::unique_ptr<Iut> IutWithMistake(const std::string& id, const Config& config, const Keys& keys);

// Return what the runner sends to test whether the IUT makes this mistake: an initialize to a
// responder, or frame `n` after `n` correct frames in each direction. Empty if nothing can be sent.
Bytes InitializeWithMistake(const std::string& id, const Config& config, const Keys& keys);
Bytes FrameWithMistake(const std::string& id, const Config& config, const Keys& keys, uint64_t n);

// Returns the names of the faulty endpoints, without "none".
std::vector<std::string> FaultNames();
// Returns the configurations in which a fault is visible.
std::vector<Config> ConfigsOfFault(const std::string& name);
// Returns the family of cases about a fault, or "".
std::string FamilyOfFault(const std::string& name);

struct FaultyIut {
  std::unique_ptr<Iut> iut;
  std::function<bool()> crashed;
};
// Returns the endpoint of that name; "none" conforms.
FaultyIut IutWithFault(const std::string& name, const Config& config, const Keys& keys);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_FROZEN_ADAPTOR_H_
