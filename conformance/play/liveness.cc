#include "conformance/play/liveness.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "conformance/play/reasons.h"
#include "core/crypto/suite.h"

namespace asmtp::conformance {
namespace {

// Bounds the pause even for a slow IUT, because a crashed IUT costs this time too.
constexpr std::chrono::seconds kGraceMax{2};

Liveness PlayHandshake(const Keys& keys, const Config& config, Iut& iut,
                       const PlayOptions& options) {
  const auto patience = [&] {
    return options.no_deadlines ? Clock::now() + kEndless
                                : After(kDefaultPatience, options.timeout_scale);
  };
  const auto begin = Clock::now();
  Deadline deadline = patience();
  auto channel = iut.Open(deadline);
  if (!channel) return {.wrong = channel.error(), .silent = IsOver(deadline)};
  deadline = patience();  // an initiator may have taken that long to connect
  // The identity that the IUT is told to expect, whatever the case uses.
  Peer peer(config, KeysOfSession(keys.AsExpected(), options), *std::move(channel));
  const Step* sent_step = nullptr;
  for (const auto kind : {HandshakeFrame::Kind::kInitialize, HandshakeFrame::Kind::kResponse}) {
    if (RunnerSends(HandshakeFrame{kind}, config)) {
      sent_step = &PlainHandshakeFrame(kind);
      const auto sent = peer.SendHandshakeFrame(PlainHandshakeFrame(kind), {}, deadline);
      if (!sent) return {.wrong = sent.error()};
      continue;
    }
    const Outcome outcome = peer.Next(deadline);
    if (outcome.verified) {
      if (options.seen == nullptr || options.seen->AddFrom(outcome.wire)) continue;
      return {.wrong = "it repeats the ephemeral key of an earlier session (CRY-4)"};
    }
    if (outcome.kind != Outcome::Kind::kSilence) return {.wrong = outcome.Describe()};
    return {.wrong = NoResponse({kDefaultPatience, options.timeout_scale, sent_step}),
            .silent = true};
  }
  return {.took = Clock::now() - begin};
}

// Whether the IUT expects a key with which every DH gives zero, so that no handshake can work.
bool ExpectsLowOrder(const Keys& keys, Suite suite) {
  constexpr ByteArray<32> kAnyScalar = {8};
  return keys.told &&
         !Dh(Scalar(FixedView<32>(kAnyScalar)), PreparePublic(suite, FixedView<32>(*keys.told)));
}

}  // namespace

Liveness CheckAlive(const Keys& keys, const Config& config, Iut& iut, const PlayOptions& options) {
  if (ExpectsLowOrder(keys, config.suite)) return {};
  Liveness alive = PlayHandshake(keys, config, iut, options);
  if (alive.wrong.empty() || options.grace.count() == 0) return alive;
  std::this_thread::sleep_until(
      std::min(After(options.grace, options.timeout_scale), Clock::now() + kGraceMax));
  Liveness again = PlayHandshake(keys, config, iut, options);
  again.late = again.wrong.empty();
  return again;
}

}  // namespace asmtp::conformance
