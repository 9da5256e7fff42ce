#include "conformance/play/liveness.h"

#include <utility>

namespace asmtp::conformance {

Liveness CheckAlive(const Keys& keys, const Config& config, Iut& iut, const PlayOptions& options) {
  const Deadline deadline = options.no_deadlines ? Clock::now() + kEndless
                                                 : After(kDefaultPatience, options.timeout_scale);
  // The identity that the IUT was told to expect, whatever the case made of it.
  Keys honest = keys.For(config.role);
  honest.runner_s = honest.peer();
  if (honest.iut_peer) honest.runner_shown.reset();
  honest.of_role.clear();
  auto channel = iut.Open(deadline);
  if (!channel) return {Verdict::kFail, channel.error()};
  Peer peer(config, honest, EphemeralKeyPair::Generate(config.suite), *std::move(channel));
  for (const auto message : {Flight::Message::kInit, Flight::Message::kResp}) {
    if (RunnerSends(Flight{message}, config)) {
      const auto sent = peer.SendFlight(PlainFlight(message), {}, deadline);
      if (!sent) return {Verdict::kFail, sent.error()};
      continue;
    }
    const Outcome outcome = peer.Next(deadline);
    if (outcome.verified) continue;
    const bool silent = outcome.kind == Outcome::Kind::kSilence;
    return {silent ? Verdict::kTimeout : Verdict::kFail, outcome.Describe()};
  }
  return {};
}

}  // namespace asmtp::conformance
