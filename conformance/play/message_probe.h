// MessageProbe: why an IUT does not take a valid message. In fresh sessions it sends a message that
// only a decoder with a certain mistake takes, and a right one beside it. An IUT that echoes the
// first and not the second has the mistake.
//
//   MessageProbe probe(config, 1.0);
//   const auto explanation = probe.Explain(refused, keys, iut);
//   explanation->hypothesis          "ledger-in-decoder"
//   explanation->sentence            "the IUT echoes a put-passport that ... (PUT-4)"
#ifndef ASMTP_CONFORMANCE_PLAY_MESSAGE_PROBE_H_
#define ASMTP_CONFORMANCE_PLAY_MESSAGE_PROBE_H_

#include <map>
#include <optional>
#include <string_view>

#include "conformance/play/channel.h"
#include "conformance/play/config.h"
#include "conformance/play/divergence.h"

namespace asmtp::conformance {

class MessageProbe {
 public:
  // `timeout_scale` multiplies the patience for each answer.
  MessageProbe(const Config& config, double timeout_scale)
      : config_(config), scale_(timeout_scale) {}

  // For an IUT that echoes, and did not echo `refused`. Returns nothing if `refused` is no message,
  // or if no known mistake concerns it. Each mistake is tried once, in three sessions at most.
  std::optional<Explanation> Explain(ByteView refused, const Keys& keys, Iut& iut);

 private:
  bool Echoes(ByteView plaintext, const Keys& keys, Iut& iut) const;

  Config config_;
  double scale_;
  std::map<std::string_view, bool> makes_;  // by sentence, as far as tried
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_MESSAGE_PROBE_H_
