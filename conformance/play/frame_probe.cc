#include "conformance/play/frame_probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "conformance/deviant/row.h"
#include "conformance/play/frame_reading.h"
#include "conformance/play/plain_session.h"

namespace asmtp::conformance {
namespace {

using deviant::Deviation;
using deviant::Row;

// Limits work, not time: a busy machine must not end the search.
constexpr size_t kSessionsMax = 400;
// An answer comes soon, or never. Only an IUT that is silent costs this, so it may be long.
constexpr Milliseconds kAnswerPatience{600};
constexpr size_t kSilencesMax = 12;
// Of an answer: each hypothesis reads it again.
constexpr size_t kAnswerMax = size_t{64} << 10;
constexpr size_t kFramesMax = 3;

// The mistakes described from the receiver's side; the sentence of a row describes the sender's.
struct ReadWrongly {
  std::string_view id;
  std::string_view sentence;
  std::string_view clause;
};
constexpr ReadWrongly kReadWrongly[] = {
    {"no-rekey", "its key is not replaced after the previous frame: the IUT opens without REKEY",
     "TR-4"},
    {"rekey-before-sealing", "its key is replaced once before the first frame", "TR-4"},
    {"one-rekey-too-many", "its key is replaced one time too many", "TR-4"},
    {"one-rekey-too-few", "its key is replaced one time too few", "TR-4"},
    {"directions-swapped",
     "it is sealed under the other key of Split(): the directions are swapped", "HS-23"},
    {"one-key-for-both-directions", "it is sealed under the IUT's own sending key", "HS-23"},
    {"one-cipher-state-for-both-directions", "both directions share one key and one counter",
     "TR-9"},
    {"nonce-reset", "its nonce is 0: REKEY resets the counter, or the counter never advances",
     "TR-5"},
    {"nonce-one-ahead", "its nonce is one ahead: the counter advances before the frame is opened",
     "TR-1"},
    {"one-counter-for-both-directions",
     "its nonce counts the frames of both directions: the IUT has one counter for both", "TR-9"},
};

std::string Say(const Row& hypothesis) {
  for (const ReadWrongly& read : kReadWrongly) {
    if (read.id == hypothesis.id) return fmt::format("{} ({})", read.sentence, read.clause);
  }
  return fmt::format("{} ({})", hypothesis.sentence, hypothesis.clause);
}

class Prober {
 public:
  Prober(const Keys& keys, const Config& config, Iut& iut, double scale)
      : keys_(keys), config_(config), iut_(iut), scale_(scale) {}

  std::optional<FrameProbe> Run() {
    auto peer = Open();
    if (!peer) return std::nullopt;
    while (frame_ < kFramesMax && IsEchoed(*peer)) ++frame_;
    if (frame_ == kFramesMax || !IsAboutFrames()) return std::nullopt;
    peer.reset();
    auto explanation = TrySingles();
    if (!explanation) explanation = TryPairs();
    return FrameProbe{.frame = frame_, .explanation = explanation ? *explanation : Inference()};
  }

 private:
  std::optional<Peer> Open() {
    return OpenSession(keys_, config_, iut_, After(kAnswerPatience, scale_));
  }

  // An IUT that answers has opened the frame.
  bool IsAboutFrames() const {
    return last_ == Outcome::Kind::kSilence || last_ == Outcome::Kind::kFin ||
           last_ == Outcome::Kind::kRst;
  }

  bool IsEchoed(Peer& peer) {
    const Deadline deadline = After(kAnswerPatience, scale_);
    const Bytes message = ProbeMessage(frame_);
    peer.channel().Send(peer.SealFrame(message), deadline);
    const Outcome outcome = peer.Next(deadline);
    last_ = outcome.kind;
    return outcome.kind == Outcome::Kind::kMessage && outcome.plaintext == message;
  }

  // The hypotheses about frames. An IUT that waits for more has misread the length, so those come
  // first.
  std::vector<const Row*> Candidates() const {
    std::vector<const Row*> candidates;
    std::vector<const Row*> others;
    for (const Row* hypothesis : deviant::RowsFor(deviant::Serves::kHypothesis)) {
      if (hypothesis->stage != deviant::Stage::kFrame) continue;
      Deviation deviation;
      hypothesis->apply(deviation);
      const bool other_length = deviation.send.length != deviant::Direction::Length::kRight;
      const bool late = last_ == Outcome::Kind::kSilence && !other_length;
      (late ? others : candidates).push_back(hypothesis);
    }
    candidates.insert(candidates.end(), others.begin(), others.end());
    return candidates;
  }

  std::optional<Explanation> TrySingles() {
    for (const Row* hypothesis : Candidates()) {
      Deviation deviation;
      hypothesis->apply(deviation);
      if (IsTaken(deviation)) {
        return Explanation{std::string(hypothesis->id),
                           fmt::format("the IUT accepts frame {} if {}", frame_, Say(*hypothesis))};
      }
    }
    return std::nullopt;
  }

  std::optional<Explanation> TryPairs() {
    const auto candidates = Candidates();
    for (const Row* b : candidates) {
      for (const Row* a : candidates) {
        if (a == b) break;
        Deviation deviation;
        a->apply(deviation);
        b->apply(deviation);
        if (!IsTaken(deviation)) continue;
        return Explanation{
            fmt::format("{}+{}", a->id, b->id),
            fmt::format("the IUT accepts frame {} if {}, and {}", frame_, Say(*a), Say(*b))};
      }
    }
    return std::nullopt;
  }

  // Whether the IUT takes the frame with the mistake, and still refuses the valid one: it may fail
  // in some sessions only. A primitive missing from this OpenSSL counts as not accepted.
  bool IsTaken(const Deviation& deviation) {
    if (sessions_ == kSessionsMax || silences_ == kSilencesMax) return false;
    try {
      return Ask(deviation) && !TakesValidFrames();
    } catch (const std::runtime_error&) {
      return false;
    }
  }

  bool TakesValidFrames() {
    auto peer = Open();
    if (!peer) return false;
    const size_t before = std::exchange(frame_, 0);
    while (frame_ <= before && IsEchoed(*peer)) ++frame_;
    return std::exchange(frame_, before) > before;
  }

  // Sends the previous frames correctly, then this one with the deviation.
  bool Ask(const Deviation& deviation) {
    ++sessions_;
    auto peer = Open();
    if (!peer) return false;
    Evidence evidence = peer->SessionSoFar();
    const auto split = SplitOf(evidence);
    if (!split) return false;
    evidence.frames_sent = evidence.frames_received = frame_;
    const Bytes message = ProbeMessage(frame_);
    const auto frame = SealNextFrame(deviation, evidence, *split, message);
    if (!frame || *frame == SealNextFrame({}, evidence, *split, message)) return false;
    const size_t before = std::exchange(frame_, 0);
    while (frame_ < before && IsEchoed(*peer)) ++frame_;
    if (std::exchange(frame_, before) != before) return false;
    const Deadline deadline = After(kAnswerPatience, scale_);
    peer->channel().Send(*frame, deadline);
    ++evidence.frames_sent;
    return IsAnswered(deviation, evidence, *split, peer->channel(), deadline);
  }

  // Whether a frame comes back that verifies, with this deviation or without.
  bool IsAnswered(const Deviation& deviation, Evidence& evidence, const deviant::LooseSplit& split,
                  Channel& channel, Deadline deadline) {
    const auto reads = [&](const Deviation& as) {
      return ReadFrame(as, evidence, split) != FrameReading::kNothing;
    };
    const bool swapped = SwapsDirections(deviation);
    if (!swapped) evidence.plaintexts_sent = {ProbeMessage(frame_)};
    while (evidence.bytes.size() < kAnswerMax) {
      const Arrival arrival = channel.Receive(deadline);
      if (arrival.kind == Arrival::Kind::kTimeout) ++silences_;
      if (arrival.kind != Arrival::Kind::kBytes) return false;
      evidence.bytes.insert(evidence.bytes.end(), arrival.bytes.begin(), arrival.bytes.end());
      if (reads(deviation) || (!swapped && reads({}))) return true;
    }
    return false;
  }

  // Where to look if no known mistake explains the failure.
  Explanation Inference() const {
    const auto taken =
        frame_ == 0 ? std::string("not even frame 0 was accepted")
                    : fmt::format("frame {} was answered, frame {} was not", frame_ - 1, frame_);
    const char* look = frame_ == 0 ? "the length (FR-6, FR-7), the direction of the keys (HS-23)"
                                   : "REKEY (TR-3, TR-4, CRY-17), the nonce (TR-1, TR-5, CRY-16)";
    return {"", fmt::format("{}: check {}; none of the {} known mistakes explains it; Appendix A "
                            "of SPEC.md has every intermediate value",
                            taken, look, Candidates().size())};
  }

  const Keys keys_;
  const Config config_;
  Iut& iut_;
  double scale_;
  size_t frame_ = 0;                              // the first that was not echoed
  Outcome::Kind last_ = Outcome::Kind::kSilence;  // what came instead
  size_t sessions_ = 0;
  size_t silences_ = 0;  // sessions without an answer
};

}  // namespace

std::optional<FrameProbe> ProbeFrames(const Keys& keys, const Config& config, Iut& iut,
                                      double timeout_scale) {
  return Prober(keys, config, iut, timeout_scale).Run();
}

}  // namespace asmtp::conformance
