#include "conformance/deviant/receiver.h"

#include <algorithm>

#include "core/crypto/aead.h"

namespace asmtp::deviant {

using Kind = Receiver::Taken::Kind;

std::optional<uint64_t> Receiver::LengthIn(ByteView inbox) const {
  const auto length = ReadLengthField(wrong_->receive.length, framing_, inbox);
  if (!length) return std::nullopt;
  return *length & wrong_->receiving.length_mask;
}

bool Receiver::IsInRange(uint64_t length) const {
  const Receiving& wrong = wrong_->receiving;
  if (length < wrong.length_min) return false;
  if (wrong.refuses != nullptr && wrong.refuses(length)) return false;
  if (wrong.length_unlimited) return true;
  return length <= FrameLengthMax(framing_) && length <= wrong.length_max;
}

// Turns a u32 length below 2^16 into a u16 length.
void Receiver::DropOtherFraming(Bytes& inbox) const {
  if (!wrong_->receiving.takes_other_framing || framing_ != Framing::kU16) return;
  const bool starts_with_zeros = inbox.size() >= 2 && inbox[0] == 0 && inbox[1] == 0;
  if (starts_with_zeros) inbox.erase(inbox.begin(), inbox.begin() + 2);
}

Receiver::Taken Receiver::Take(Bytes& inbox, uint64_t sent) {
  if (inbox.empty()) return {};
  DropOtherFraming(inbox);
  const auto length = LengthIn(inbox);
  if (!length) return TakePartial(inbox, /*has_header=*/false);
  if (!IsInRange(*length)) {
    if (!wrong_->receiving.ignores_bad_length) return {.kind = Kind::kFailure};
    inbox.clear();
    return {};
  }
  const size_t header = LengthField(wrong_->receive.length, framing_, kTagSize).size();
  const size_t whole = header + static_cast<size_t>(*length);
  if (inbox.size() < whole) return TakePartial(inbox, /*has_header=*/true);
  using Behind = Receiving::Behind;
  const Receiving& wrong = wrong_->receiving;
  const Behind behind = wrong.behind;
  if (behind == Behind::kStuck && inbox.size() > whole) return {};
  const auto end = inbox.begin() + static_cast<ptrdiff_t>(whole);
  const Bytes frame(inbox.begin(), end);
  inbox.erase(inbox.begin(), behind == Behind::kLost ? inbox.end() : end);
  const ByteView view = frame;
  auto plaintext = Open({.header = view.first(header), .body = view.subspan(header)}, sent);
  if (plaintext && wrong.loses != nullptr && wrong.loses(*length)) return Take(inbox, sent);
  if (plaintext) return {.kind = Kind::kPlaintext, .plaintext = *std::move(plaintext)};
  if (wrong.counts_forged) ++count_;
  if (wrong.skips_forged) return Take(inbox, sent);
  return {.kind = Kind::kFailure};
}

Receiver::Taken Receiver::TakePartial(Bytes& inbox, bool has_header) const {
  using Partial = Receiving::Partial;
  switch (wrong_->receiving.partial) {
    case Partial::kWaits:
      return {};
    case Partial::kCloses:
      return {.kind = Kind::kFailure};
    case Partial::kHeaderCloses:
      return {.kind = has_header ? Kind::kNothing : Kind::kFailure};
    case Partial::kDropped:
      inbox.clear();
      return {};
  }
  return {};
}

std::optional<Bytes> Receiver::Open(const FrameParts& frame, uint64_t sent) {
  const FrameSecret right =
      chain_.SecretOf(wrong_->receive, {.own = count_, .others = sent, .kept = kept_});
  auto plaintext = OpenWith(right, frame);
  if (!plaintext) plaintext = OpenAnyway(frame, right);
  if (!plaintext) return std::nullopt;
  before_ = right;
  ++count_;
  auto* const keeps_key = wrong_->receive.keeps_key;
  if (keeps_key != nullptr && keeps_key(plaintext->size())) ++kept_;
  return plaintext;
}

std::optional<Bytes> Receiver::OpenWith(const FrameSecret& secret, const FrameParts& frame) const {
  using Tag = Receiving::Tag;
  const Tag tag = wrong_->receiving.tag;
  const Direction& receive = wrong_->receive;
  if (tag == Tag::kChecked) return OpenFrame(receive, secret, session_id_, frame);
  if (frame.body.size() < kTagSize) return std::nullopt;
  Direction untagged = receive;
  untagged.body = Direction::Body::kWithoutTag;
  const FrameParts text{.header = frame.header,
                        .body = frame.body.first(frame.body.size() - kTagSize)};
  auto plaintext = OpenFrame(untagged, secret, session_id_, text);
  const Bytes honest = SealBody(receive, secret, {}, *plaintext);
  const size_t compared = tag == Tag::kFirst15 ? frame.body.size() - 1 : 0;
  if (!Equal(ByteView(honest).first(compared), frame.body.first(compared))) return std::nullopt;
  return plaintext;
}

// Tries the other keys and nonces that the deviation accepts.
std::optional<Bytes> Receiver::OpenAnyway(const FrameParts& frame, const FrameSecret& right) {
  const Receiving& wrong = wrong_->receiving;
  const FrameCount count{.own = count_};
  std::optional<Bytes> opened;
  if (wrong.takes_key_before && before_) {
    FrameSecret secret = *before_;
    opened = OpenWith(secret, frame);  // a duplicate of the previous frame
    secret.nonce = right.nonce;
    if (!opened) opened = OpenWith(secret, frame);
  }
  if (!opened && wrong.takes_key_after) {
    opened = OpenWith(chain_.SecretOf({.rekeys = Direction::Rekeys::kBeforeEach}, count), frame);
  }
  if (!opened && wrong.takes_other_direction) {
    opened = OpenWith(chain_.SecretOf({.key = Direction::Key::kOther}, {}), frame);
  }
  if (!opened && wrong.takes_nonce_ahead) {
    FrameSecret secret = right;
    ++secret.nonce;
    opened = OpenWith(secret, frame);
  }
  return opened;
}

}  // namespace asmtp::deviant
