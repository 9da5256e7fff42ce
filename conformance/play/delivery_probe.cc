#include "conformance/play/delivery_probe.h"

#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <utility>
#include <vector>

namespace asmtp::conformance {
namespace {

constexpr Milliseconds kPause{300};
// Much longer than the wait of a case.
constexpr Milliseconds kLongPatience{8000};
constexpr size_t kStreamsMax = 16;
constexpr size_t kStreamsInTurn = 4;
constexpr Milliseconds kStreamPatience{600};

class Prober {
 public:
  Prober(const Keys& keys, const Config& config, Iut& iut, double scale)
      : keys_(keys), config_(config), iut_(iut), scale_(scale) {}

  std::optional<DeliveryProbe> Run() {
    if (auto lost = TryPause()) return DeliveryProbe{Reach::kHandshake, *std::move(lost)};
    plain_ = Try({});
    if (plain_.reach == Reach::kEcho) return std::nullopt;
    std::optional<Explanation> explanation;
    if (!explanation && plain_.last == Outcome::Kind::kSilence) explanation = TryEnd();
    if (!explanation && plain_.last == Outcome::Kind::kSilence) explanation = TryPatience();
    if (!explanation) return std::nullopt;
    return DeliveryProbe{plain_.reach, *std::move(explanation)};
  }

 private:
  Reached Try(SessionPlan plan) {
    plan.scale = scale_;
    return TrySession(keys_, config_, iut_, plan);
  }

  // Whether a change helps, and the session still fails without it.
  bool Helps(const SessionPlan& change) {
    return Try(change).reach > plain_.reach && Try({}).reach <= plain_.reach;
  }

  // Only an initiator can be sent a frame together with a handshake frame.
  std::optional<Explanation> TryPause() {
    if (config_.role != noise::Role::kInitiator) return std::nullopt;
    for (int i = 0; i < 2; ++i) {
      if (Try({.joins_first_frame = true}).reach != Reach::kHandshake) return std::nullopt;
      if (!IsEchoedApart()) return std::nullopt;
    }
    return Explanation{"bytes-behind-lost",
                       fmt::format("the IUT echoes the first frame if it arrives {} ms after the "
                                   "response, and not if it arrives with it: bytes behind the "
                                   "response are lost (HS-18)",
                                   kPause.count())};
  }

  // A busy machine may join what was sent apart, so this is tried twice.
  bool IsEchoedApart() {
    return Try({.pause = kPause}).reach == Reach::kEcho ||
           Try({.pause = kPause}).reach == Reach::kEcho;
  }

  std::optional<Explanation> TryEnd() {
    const bool in_handshake = plain_.reach == Reach::kNothing;
    if (!Helps({.ends_in_handshake = in_handshake, .ends_behind_frames = !in_handshake})) {
      return std::nullopt;
    }
    return Explanation{"not-flushed",
                       fmt::format("the IUT sends its {} only when the runner ends its direction: "
                                   "the output is not flushed, or the IUT reads until the end "
                                   "(FR-17)",
                                   in_handshake ? "handshake frame" : "echo")};
  }

  std::optional<Explanation> TryPatience() {
    const auto begin = Clock::now();
    if (!Helps({.patience = kLongPatience})) return std::nullopt;
    const std::chrono::duration<double> took = Clock::now() - begin;
    return Explanation{"slow", fmt::format("the IUT answers correctly, but late: a session took "
                                           "{:.1f} s; see 'Slow adapters' in README.md",
                                           took.count())};
  }

  const Keys keys_;
  const Config config_;
  Iut& iut_;
  double scale_;
  Reached plain_;
};

using Opener = std::function<std::optional<Peer>()>;

// Returns how many streams are open when another one fails twice, or kStreamsMax if none does.
size_t StreamsServed(const Opener& open) {
  std::vector<Peer> held;
  while (held.size() < kStreamsMax) {
    auto peer = open();
    if (!peer) peer = open();
    if (!peer) break;
    held.push_back(*std::move(peer));
  }
  return held.size();
}

}  // namespace

std::optional<DeliveryProbe> ProbeDelivery(const Keys& keys, const Config& config, Iut& iut,
                                           double scale) {
  return Prober(keys, config, iut, scale).Run();
}

std::optional<Explanation> ProbeStreams(const Keys& keys, const Config& config, Iut& iut,
                                        double scale) {
  const Opener open = [&] { return OpenSession(keys, config, iut, After(kStreamPatience, scale)); };
  const size_t served = StreamsServed(open);
  if (served == 0 || served == kStreamsMax) return std::nullopt;
  // An IUT that fails now and then seems to have a limit, but neither the same one twice nor none
  // for streams in turn.
  for (size_t i = 0; i < kStreamsInTurn; ++i) {
    if (!open()) return std::nullopt;
  }
  if (StreamsServed(open) != served) return std::nullopt;
  return Explanation{"few-streams-at-once",
                     fmt::format("the IUT serves {} stream{} at a time: a handshake waits until "
                                 "another stream has ended (ERR-9); see \"parallel\" in README.md",
                                 served, served == 1 ? "" : "s")};
}

}  // namespace asmtp::conformance
