// Probe: why an IUT fails a case without a fault and sends no bytes that explain it. Plays the case
// again with a runner that deviates.
//
//   if (auto explanation = Probe(one_case, keys, config, source, 1.0)) ...
//
//   another suite or framing             the IUT ignores what it is given
//   an initialize that makes a mistake   the IUT makes the same mistake
#ifndef ASMTP_CONFORMANCE_SUITE_PROBE_H_
#define ASMTP_CONFORMANCE_SUITE_PROBE_H_

#include <optional>

#include "conformance/iut/iut_source.h"
#include "conformance/play/divergence.h"

namespace asmtp::conformance {

// Starts one IUT for each other suite and framing, and one for all mistakes.
std::optional<Explanation> Probe(const Case& one_case, const Keys& keys, const Config& config,
                                 const IutSource& source, double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_PROBE_H_
