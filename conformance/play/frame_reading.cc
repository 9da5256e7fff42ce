#include "conformance/play/frame_reading.h"

#include <algorithm>

namespace asmtp::conformance {
namespace {

using deviant::Deviation;
using deviant::Direction;
using deviant::FrameSecret;
using deviant::LooseChain;
using deviant::LooseSplit;

bool WasSent(const Evidence& evidence, const Bytes& plaintext) {
  return std::ranges::find(evidence.plaintexts_sent, plaintext) != evidence.plaintexts_sent.end();
}

// One key for both directions looks like swapped keys. But with swapped keys, the IUT could not
// have opened the runner's frames.
bool FitsDirection(const Deviation& deviation, const Evidence& evidence, const Bytes& plaintext) {
  if (deviation.send.key == Direction::Key::kOwn) return true;
  return WasSent(evidence, plaintext) != SwapsDirections(deviation);
}

}  // namespace

bool SwapsDirections(const Deviation& deviation) {
  using Key = Direction::Key;
  return deviation.send.key == Key::kOther && deviation.receive.key == Key::kOther;
}

FrameReading ReadFrame(const Deviation& deviation, const Evidence& evidence,
                       const LooseSplit& split) {
  const Direction& wrong = deviation.send;
  const deviant::FrameCount count{.own = evidence.frames_received, .others = evidence.frames_sent};
  const auto frame = deviant::CutFrame(wrong.length, evidence.config.framing, evidence.bytes);
  if (!frame || !IsFirstMistake(wrong, count)) return FrameReading::kNothing;
  const FrameSecret secret = LooseChain(split, evidence.config.role).SecretOf(wrong, count);
  const auto plaintext = OpenFrame(wrong, secret, split.session_id, *frame);
  if (!plaintext) return FrameReading::kNothing;
  // A frame without a tag can only be recognised by its expected plaintext.
  if (wrong.body != Direction::Body::kSealed) {
    return WasSent(evidence, *plaintext) ? FrameReading::kHoldsWhatSent : FrameReading::kNothing;
  }
  const bool fits = FitsDirection(deviation, evidence, *plaintext);
  return fits ? FrameReading::kVerifies : FrameReading::kNothing;
}

std::optional<Bytes> SealNextFrame(const Deviation& deviation, const Evidence& evidence,
                                   const LooseSplit& split, ByteView plaintext) {
  const Direction& wrong = deviation.send;
  const deviant::FrameCount count{.own = evidence.frames_sent, .others = evidence.frames_received};
  if (!IsFirstMistake(wrong, count)) return std::nullopt;
  LooseChain chain(split, noise::Peer(evidence.config.role));
  return SealFrame(wrong, chain.SecretOf(wrong, count), evidence.config.framing, split.session_id,
                   plaintext);
}

std::optional<LooseSplit> SplitOf(const Evidence& evidence) {
  auto handshake = evidence.Handshake(nullptr);
  if (!handshake.Take(evidence.initialize, {}) || !handshake.Take(evidence.response, {}))
    return std::nullopt;
  return handshake.Split({});
}

}  // namespace asmtp::conformance
