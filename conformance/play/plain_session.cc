#include "conformance/play/plain_session.h"

#include <memory>
#include <utility>

namespace asmtp::conformance {
namespace {

// Joins the first two writes.
class JoiningChannel : public Channel {
 public:
  explicit JoiningChannel(std::unique_ptr<Channel> channel) : channel_(std::move(channel)) {}

  void Send(ByteView bytes, Deadline deadline) override {
    held_.insert(held_.end(), bytes.begin(), bytes.end());
    if (++writes_ == 1) return;
    channel_->Send(std::exchange(held_, {}), deadline);
  }
  Arrival Receive(Deadline deadline) override { return channel_->Receive(deadline); }
  void Shutdown() override { channel_->Shutdown(); }
  void Reset() override { channel_->Reset(); }

 private:
  std::unique_ptr<Channel> channel_;
  Bytes held_;
  size_t writes_ = 0;
};

class PlainSession {
 public:
  PlainSession(const Config& config, const SessionPlan& plan, Peer peer)
      : config_(config), plan_(plan), peer_(std::move(peer)) {}

  Reached Run() {
    if (!ShakeHands()) return {.reach = Reach::kNothing, .last = last_};
    if (plan_.ends_in_handshake) return {.reach = Reach::kHandshake, .last = last_};
    if (plan_.pause.count() != 0) peer_.Listen(After(plan_.pause, plan_.scale));
    for (size_t frame = 0; frame < plan_.frames; ++frame) {
      if (!IsEchoed(frame)) return {.reach = Reach::kHandshake, .last = last_};
    }
    return {.reach = Reach::kEcho, .last = last_};
  }

 private:
  Deadline Patience() const { return After(plan_.patience, plan_.scale); }

  bool ShakeHands() {
    const bool responds = config_.role == noise::Role::kInitiator;
    if (responds && plan_.ends_in_handshake) peer_.channel().Shutdown();
    for (const auto kind : {HandshakeFrame::Kind::kInitialize, HandshakeFrame::Kind::kResponse}) {
      if (RunnerSends(HandshakeFrame{kind}, config_)) {
        if (responds && plan_.ends_in_handshake) break;  // the initialize was to be shown
        if (!peer_.SendHandshakeFrame(PlainHandshakeFrame(kind), {}, Patience())) return false;
        if (plan_.ends_in_handshake) peer_.channel().Shutdown();
        continue;
      }
      const Outcome outcome = peer_.Next(Patience());
      last_ = outcome.kind;
      if (!outcome.verified) return false;
    }
    return true;
  }

  bool IsEchoed(size_t frame) {
    const Bytes message = ProbeMessage(frame);
    peer_.channel().Send(peer_.SealFrame(message), Patience());
    if (plan_.ends_behind_frames && frame + 1 == plan_.frames) peer_.channel().Shutdown();
    const Outcome outcome = peer_.Next(Patience());
    last_ = outcome.kind;
    return outcome.kind == Outcome::Kind::kMessage && outcome.plaintext == message;
  }

  const Config& config_;
  const SessionPlan& plan_;
  Peer peer_;
  Outcome::Kind last_ = Outcome::Kind::kSilence;
};

}  // namespace

Bytes ProbeMessage(size_t frame) {
  Bytes message(17, static_cast<uint8_t>(0x11 * (frame + 1)));
  message.front() = 4;
  return message;
}

std::optional<Peer> OpenSession(const Keys& keys, const Config& config, Iut& iut,
                                Deadline deadline) {
  auto channel = iut.Open(deadline);
  if (!channel) return std::nullopt;
  Peer peer(config, keys, *std::move(channel));
  for (const auto kind : {HandshakeFrame::Kind::kInitialize, HandshakeFrame::Kind::kResponse}) {
    const bool well =
        RunnerSends(HandshakeFrame{kind}, config)
            ? peer.SendHandshakeFrame(PlainHandshakeFrame(kind), {}, deadline).has_value()
            : peer.Next(deadline).verified;
    if (!well) return std::nullopt;
  }
  return peer;
}

Reached TrySession(const Keys& keys, const Config& config, Iut& iut, const SessionPlan& plan) {
  const Deadline deadline = After(plan.patience, plan.scale);
  auto channel = iut.Open(deadline);
  if (!channel) {
    return {.last = IsOver(deadline) ? Outcome::Kind::kSilence : Outcome::Kind::kRst};
  }
  if (plan.joins_first_frame) {
    channel = std::make_unique<JoiningChannel>(*std::move(channel));
  }
  const auto e = plan.e ? *plan.e : deviant::LoosePair::Generate(config.suite);
  return PlainSession(config, plan, Peer(config, keys, e, *std::move(channel))).Run();
}

}  // namespace asmtp::conformance
