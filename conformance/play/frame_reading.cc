#include "conformance/play/frame_reading.h"

#include <algorithm>

#include "core/crypto/aead.h"

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

// Opens a frame of the IUT. The number of frames that the IUT had received when it sealed this one
// is known only within bounds.
std::optional<Bytes> OpenAs(const Direction& wrong, const Evidence& evidence,
                            const LooseSplit& split, const deviant::FrameParts& frame,
                            deviant::FrameCount count) {
  const uint64_t sent = evidence.frames_sent + (evidence.asked_at ? 1 : 0);
  const bool is_first = count.own == evidence.frames_received;
  count.others = is_first ? evidence.frames_sent : sent;
  if (is_first && !IsFirstMistake(wrong, count)) return std::nullopt;
  LooseChain chain(split, evidence.config.role);
  if (wrong.counter_shared) count.others = std::min(count.own + 1, count.others);
  for (; count.others <= sent; ++count.others) {
    auto plaintext = OpenFrame(wrong, chain.SecretOf(wrong, count), split.session_id, frame);
    if (plaintext || !wrong.counter_shared) return plaintext;
  }
  return std::nullopt;
}

}  // namespace

bool SwapsDirections(const Deviation& deviation) {
  using Key = Direction::Key;
  return deviation.send.key == Key::kOther && deviation.receive.key == Key::kOther;
}

FrameReading ReadFrame(const Deviation& deviation, const Evidence& evidence,
                       const LooseSplit& split) {
  const Direction& wrong = deviation.send;
  // Without a length field, a frame ends where the next one begins.
  const ByteView bytes =
      ByteView(evidence.bytes).first(evidence.asked_at.value_or(evidence.bytes.size()));
  const auto frame = deviant::CutFrame(wrong.length, evidence.config.framing, bytes);
  if (!frame) return FrameReading::kNothing;
  const auto plaintext =
      OpenAs(wrong, evidence, split, *frame, {.own = evidence.frames_received, .others = 0});
  if (!plaintext) return FrameReading::kNothing;
  // A frame without a tag can only be recognised by its expected plaintext.
  if (wrong.body != Direction::Body::kSealed) {
    return WasSent(evidence, *plaintext) ? FrameReading::kHoldsWhatSent : FrameReading::kNothing;
  }
  const bool fits = FitsDirection(deviation, evidence, *plaintext);
  return fits ? FrameReading::kVerifies : FrameReading::kNothing;
}

Sequel ReadSequel(const Deviation& deviation, const Evidence& evidence, const LooseSplit& split) {
  // An IUT that swaps its keys has not read the message that it would answer.
  if (SwapsDirections(deviation)) return Sequel::kNothing;
  Direction wrong = deviation.send;
  const ByteView bytes = evidence.bytes;
  const auto first = deviant::CutFrame(wrong.length, evidence.config.framing, bytes);
  if (!first || wrong.length == Direction::Length::kMissing) return Sequel::kNothing;
  const size_t size = first->header.size() + first->body.size();
  const auto next = deviant::CutFrame(wrong.length, evidence.config.framing, bytes.subspan(size));
  if (!next || next->body.size() < kTagSize) return Sequel::kNothing;
  const deviant::FrameCount count{.own = evidence.frames_received + 1};
  if (OpenAs(wrong, evidence, split, *next, count)) return Sequel::kFits;
  // Once too often after each frame adds up.
  if (wrong.rekeys != Direction::Rekeys::kOneTooMany) return Sequel::kContradicts;
  wrong.rekeys = Direction::Rekeys::kTwice;
  return OpenAs(wrong, evidence, split, *next, count) ? Sequel::kFits : Sequel::kContradicts;
}

bool MisreadsRunner(const Deviation& deviation, const Evidence& evidence, const LooseSplit& split) {
  const deviant::FrameCount count{.own = evidence.frames_sent,
                                  .others = evidence.frames_received + 1};
  LooseChain chain(split, noise::Peer(evidence.config.role));
  const FrameSecret as_read = chain.SecretOf(deviation.receive, count);
  const FrameSecret as_sent = chain.SecretOf({}, count);
  return as_read.key != as_sent.key || as_read.nonce != as_sent.nonce;
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
