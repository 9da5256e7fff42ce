// DeliveryProbe: why an IUT is silent to valid bytes, if the bytes are not the cause. It plays a
// plain session once more with one change. A change that helps shows the mistake:
//
//   a pause before the first frame     the IUT loses bytes that arrive with the response
//   the end of the sending side        its output is not flushed
//   more patience                      it is slow
//   other streams closed first         it serves a few streams at once
//
//   auto explanation = ProbeDelivery(keys, config, iut, 1.0);
//   explanation->hypothesis            "not-flushed"
#ifndef ASMTP_CONFORMANCE_PLAY_DELIVERY_PROBE_H_
#define ASMTP_CONFORMANCE_PLAY_DELIVERY_PROBE_H_

#include <optional>

#include "conformance/play/divergence.h"
#include "conformance/play/plain_session.h"

namespace asmtp::conformance {

struct DeliveryProbe {
  Reach reach = Reach::kNothing;  // of a session without a change
  Explanation explanation;
};

// Returns nothing if a plain session works, or if no change helps. Bounded to some sessions.
std::optional<DeliveryProbe> ProbeDelivery(const Keys& keys, const Config& config, Iut& iut,
                                           double scale);

// For an IUT that works with one stream: returns how many streams it serves at once if these are
// too few. Opens at most 16 at once.
std::optional<Explanation> ProbeStreams(const Keys& keys, const Config& config, Iut& iut,
                                        double scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_DELIVERY_PROBE_H_
