#include "conformance/deviant/loose_frames.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "core/crypto/aead.h"

namespace asmtp::deviant {
namespace {

using Rekeys = Direction::Rekeys;

constexpr uint64_t kMax64 = std::numeric_limits<uint64_t>::max();

Framing Other(Framing framing) { return framing == Framing::kU32 ? Framing::kU16 : Framing::kU32; }

// How often the key of frame n has been replaced.
uint64_t RekeysBefore(Rekeys rekeys, uint64_t n) {
  switch (rekeys) {
    case Rekeys::kAfterEach:
      return n;
    case Rekeys::kNever:
      return 0;
    case Rekeys::kBeforeEach:
      return n + 1;
    case Rekeys::kTwice:
      return 2 * n;
    case Rekeys::kEverySecond:
      return n / 2;
    case Rekeys::kOneTooMany:
      return n == 0 ? 0 : n + 1;
    case Rekeys::kOneTooFew:
      return n < 2 ? n : n - 1;
    case Rekeys::kLastSkipped:
      return n == 0 ? 0 : n - 1;
  }
  return n;
}

uint64_t ReadLength(ByteView header, bool little_endian) {
  uint64_t length = 0;
  for (size_t i = 0; i < header.size(); ++i) {
    length = length << 8 | header[little_endian ? header.size() - 1 - i : i];
  }
  return length;
}

ByteView AdOf(const Direction& deviation, ByteView header, ByteView session_id) {
  if (!deviation.ad_text.empty()) return AsBytes(deviation.ad_text);
  switch (deviation.ad) {
    case Direction::Ad::kEmpty:
      return {};
    case Direction::Ad::kHeader:
      return header;
    case Direction::Ad::kSessionId:
      return session_id;
  }
  return {};
}

Bytes Under(const Key32& key, uint32_t block, const Nonce12& nonce) {
  return ChaCha20(key, block, nonce, Bytes(32));
}

}  // namespace

LooseChain::LooseChain(const LooseSplit& split, noise::Role sender)
    : initiator_(sender == noise::Role::kInitiator), ck_(split.ck) {
  own_.first = own_.key = initiator_ ? split.initiator : split.responder;
  other_.first = other_.key = initiator_ ? split.responder : split.initiator;
  own_.ck = other_.ck = ck_;
}

FrameSecret LooseChain::SecretOf(const Direction& deviation, const FrameCount& count) {
  using Key = Direction::Key;
  const uint64_t n = count.own + (deviation.key == Key::kShared ? count.others : 0);
  const auto number = static_cast<uint64_t>(deviation.nonce.number);
  const uint64_t counter = deviation.counter_shared ? count.own + count.others : n;
  FrameSecret secret{.nonce = deviation.nonce.relative ? counter + number : number};
  if (deviation.counts != nullptr) secret.nonce = deviation.counts(n);
  if (deviation.key == Key::kZero) return secret;
  secret.rekeys = RekeysBefore(deviation.rekeys, n) - count.kept;
  const bool own = deviation.key == Key::kOwn || (deviation.key == Key::kFirst && initiator_);
  secret.key = Go(own ? own_ : other_, deviation.rekey, secret.rekeys);
  return secret;
}

const Key32& LooseChain::Go(Walk& walk, Direction::Rekey rekey, uint64_t rekeys) const {
  if (walk.rekey != rekey || walk.rekeys > rekeys) {
    walk = {.first = walk.first, .key = walk.first, .ck = ck_, .rekey = rekey};
  }
  for (; walk.rekeys < rekeys; ++walk.rekeys) {
    walk.key = RekeyIn(rekey, walk.key, walk.rekeys, walk.ck);
  }
  return walk.key;
}

bool IsFirstMistake(const Direction& deviation, const FrameCount& count) {
  const uint64_t n =
      count.own + (deviation.key == Direction::Key::kShared ? count.others : uint64_t{0});
  if (deviation.rekeys == Rekeys::kBeforeEach) return n == 0;
  if (deviation.rekeys == Rekeys::kOneTooMany) return n != 0;
  if (deviation.rekeys == Rekeys::kOneTooFew) return n >= 2;  // before frame 2, equal to kNever
  return true;
}

Key32 RekeyIn(Direction::Rekey rekey, const Key32& key, uint64_t n, Bytes& ck) {
  using Rekey = Direction::Rekey;
  const auto nonce = [](uint64_t number) { return NonceIn(NonceForm::kLittleEndian, number); };
  Nonce12 all_ones;
  all_ones.fill(0xff);
  Bytes next;
  switch (rekey) {
    case Rekey::kStandard:
      next = Under(key, 1, nonce(kMax64));
      break;
    case Rekey::kBlock0:
      next = Under(key, 0, nonce(kMax64));
      break;
    case Rekey::kNonceZero:
      next = Under(key, 1, nonce(0));
      break;
    case Rekey::kNonceNext:
      next = Under(key, 1, nonce(n + 1));
      break;
    case Rekey::kNonceMax32:
      next = Under(key, 1, nonce(0xffffffff));
      break;
    case Rekey::kNonceAllOnes:
      next = Under(key, 1, all_ones);
      break;
    case Rekey::kTail:
      next = SealAead(Cipher::kChaChaPoly, key, nonce(kMax64), {}, Bytes(32));
      next.erase(next.begin(), next.begin() + kTagSize);
      break;
    case Rekey::kHash:
      next = Digest(HashKind::kBlake2b, {key});
      break;
    case Rekey::kHkdf:
      next = Hkdf(MacKind::kHmac, HashKind::kBlake2b, key, {}).first;
      break;
    case Rekey::kHkdfOfChain:
      std::tie(ck, next) = Hkdf(MacKind::kHmac, HashKind::kBlake2b, ck, key);
      break;
  }
  Key32 result;
  std::ranges::copy_n(next.begin(), result.size(), result.begin());
  return result;
}

Bytes LengthField(Direction::Length length, Framing framing, size_t size) {
  using Length = Direction::Length;
  Bytes header(LengthFieldSize(length, framing));
  uint64_t number = size;
  if (length == Length::kWithHeader) number += header.size();
  if (length == Length::kWithoutTag) number -= kTagSize;
  for (auto byte = header.rbegin(); byte != header.rend(); ++byte, number >>= 8) {
    *byte = static_cast<uint8_t>(number & 0xff);
  }
  if (length == Length::kLittleEndian) std::ranges::reverse(header);
  return header;
}

size_t LengthFieldSize(Direction::Length length, Framing framing) {
  using Length = Direction::Length;
  if (length == Length::kMissing) return 0;
  return HeaderSize(length == Length::kOtherFraming ? Other(framing) : framing);
}

std::optional<uint64_t> ReadLengthField(Direction::Length length, Framing framing,
                                        ByteView stream) {
  using Length = Direction::Length;
  if (length == Length::kMissing) return stream.size();
  const size_t size = LengthFieldSize(length, framing);
  if (stream.size() < size) return std::nullopt;
  uint64_t number = ReadLength(stream.first(size), length == Length::kLittleEndian);
  if (length == Length::kWithHeader) number -= std::min<uint64_t>(number, size);
  if (length == Length::kWithoutTag) number += kTagSize;
  return number;
}

std::optional<FrameParts> CutFrame(Direction::Length length, Framing framing, ByteView stream) {
  const auto number = ReadLengthField(length, framing, stream);
  const size_t header = LengthFieldSize(length, framing);
  if (!number || *number > stream.size() - header) return std::nullopt;
  return FrameParts{.header = stream.first(header),
                    .body = stream.subspan(header, static_cast<size_t>(*number))};
}

Bytes SealBody(const Direction& deviation, const FrameSecret& secret, ByteView ad,
               ByteView plaintext) {
  const Nonce12 nonce = NonceIn(deviation.nonce_form, secret.nonce);
  switch (deviation.body) {
    case Direction::Body::kPlain:
      return {plaintext.begin(), plaintext.end()};
    case Direction::Body::kWithoutTag:
      return ChaCha20(secret.key, 1, nonce, plaintext);
    case Direction::Body::kSealed:
      break;
  }
  Bytes sealed = SealAead(Cipher::kChaChaPoly, secret.key, nonce, ad, plaintext);
  if (deviation.tag_first) std::ranges::rotate(sealed, sealed.end() - kTagSize);
  return sealed;
}

std::optional<Bytes> OpenFrame(const Direction& deviation, const FrameSecret& secret,
                               ByteView session_id, const FrameParts& frame) {
  const Nonce12 nonce = NonceIn(deviation.nonce_form, secret.nonce);
  Bytes body(frame.body.begin(), frame.body.end());
  switch (deviation.body) {
    case Direction::Body::kPlain:
      return body;
    case Direction::Body::kWithoutTag:
      return ChaCha20(secret.key, 1, nonce, body);
    case Direction::Body::kSealed:
      break;
  }
  if (body.size() < kTagSize) return std::nullopt;
  if (deviation.tag_first) std::ranges::rotate(body, body.begin() + kTagSize);
  if (deviation.ignores_tag != nullptr && deviation.ignores_tag(body.size())) {
    return ChaCha20(secret.key, 1, nonce, ByteView(body).first(body.size() - kTagSize));
  }
  return OpenAead(Cipher::kChaChaPoly, secret.key, nonce, AdOf(deviation, frame.header, session_id),
                  body);
}

SealedFrame SealParts(const Direction& deviation, const FrameSecret& secret, Framing framing,
                      ByteView session_id, ByteView plaintext) {
  const bool tagged = deviation.body == Direction::Body::kSealed;
  SealedFrame frame;
  frame.header = LengthField(deviation.length, framing, plaintext.size() + (tagged ? kTagSize : 0));
  frame.body = SealBody(deviation, secret, AdOf(deviation, frame.header, session_id), plaintext);
  if (deviation.seals_badly != nullptr && deviation.seals_badly(plaintext.size())) {
    frame.body.back() ^= 1;
  }
  return frame;
}

Bytes SealFrame(const Direction& deviation, const FrameSecret& secret, Framing framing,
                ByteView session_id, ByteView plaintext) {
  SealedFrame frame = SealParts(deviation, secret, framing, session_id, plaintext);
  frame.body.insert(frame.body.begin(), frame.header.begin(), frame.header.end());
  return std::move(frame.body);
}

}  // namespace asmtp::deviant
