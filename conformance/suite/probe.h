// Probe: why an IUT fails a case that has no fault in it, and has shown no bytes that say it: it is
// played again by a runner that speaks otherwise.
//
//   if (auto explanation = Probe(one_case, keys, config, source, 1.0)) ...
//
//   another suite or framing             the IUT does not go by what it is told
//   an initialize that makes a mistake   the IUT makes it too
#ifndef ASMTP_CONFORMANCE_SUITE_PROBE_H_
#define ASMTP_CONFORMANCE_SUITE_PROBE_H_

#include <optional>

#include "conformance/iut/iut_source.h"
#include "conformance/play/divergence.h"

namespace asmtp::conformance {

// Starts an IUT for each other suite and framing, and one for all mistakes.
std::optional<Explanation> Probe(const Case& one_case, const Keys& keys, const Config& config,
                                 const IutSource& source, double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_PROBE_H_
