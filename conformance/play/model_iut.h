// ModelIut: core itself in place of the IUT, without a socket or a clock. It echoes every message,
// tells the state of its ledger, and closes on anything else, as SPEC.md allows.
//
//   ModelIut iut(config, one_case.keys.For(config.role));
//   Play(one_case, config, iut, {.known_answer = true});
//
// It answers at once: bytes that have not arrived when they are asked for are silence.
#ifndef ASMTP_CONFORMANCE_PLAY_MODEL_IUT_H_
#define ASMTP_CONFORMANCE_PLAY_MODEL_IUT_H_

#include "conformance/play/channel.h"
#include "conformance/play/peer.h"
#include "core/session/session.h"

namespace asmtp::conformance {

class ModelIut : public Iut {
 public:
  // Its ephemeral key is that of the case in the first session, and a different one in each later
  // session.
  ModelIut(const Config& config, const Keys& keys) : config_(config), keys_(keys) {}

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override;

 private:
  Session NewSession();

  Config config_;
  Keys keys_;
  uint16_t sessions_ = 0;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_MODEL_IUT_H_
