#include "conformance/play/dialect_frame.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "core/crypto/aead.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

constexpr uint64_t kMax64 = std::numeric_limits<uint64_t>::max();

struct Cut {
  ByteView header;
  ByteView sealed;
};

Framing Other(Framing framing) { return framing == Framing::kU32 ? Framing::kU16 : Framing::kU32; }

uint64_t ReadLength(ByteView header, bool little_endian) {
  uint64_t length = 0;
  for (size_t i = 0; i < header.size(); ++i) {
    length = length << 8 | header[little_endian ? header.size() - 1 - i : i];
  }
  return length;
}

// Cuts the first frame off the bytes, as the dialect reads its length field.
std::optional<Cut> CutFrame(const Dialect& dialect, const Evidence& evidence) {
  using Length = Dialect::Length;
  const ByteView bytes = evidence.bytes;
  if (dialect.length == Length::kMissing) return Cut{.header = {}, .sealed = bytes};
  const Framing framing = dialect.length == Length::kOtherFraming ? Other(evidence.config.framing)
                                                                  : evidence.config.framing;
  const size_t header_size = HeaderSize(framing);
  if (bytes.size() < header_size) return std::nullopt;
  const ByteView header = bytes.first(header_size);
  uint64_t length = ReadLength(header, dialect.length == Length::kLittleEndian);
  if (dialect.length == Length::kWithHeader) length -= std::min<uint64_t>(length, header_size);
  if (dialect.length == Length::kWithoutTag) length += kTagSize;
  if (length > bytes.size() - header_size) return std::nullopt;
  return Cut{.header = header, .sealed = bytes.subspan(header_size, static_cast<size_t>(length))};
}

// How often the key of the frame was replaced, and its nonce.
struct Count {
  uint64_t rekeys;
  uint64_t nonce;
};

// Of the next frame behind `own` ones, with `others` in the other direction.
std::optional<Count> CountIn(const Dialect& dialect, uint64_t own, uint64_t others) {
  using Rekeys = Dialect::Rekeys;
  const bool shared = dialect.direction == Dialect::Direction::kShared;
  const uint64_t n = own + (shared ? others : 0);
  Count count{.rekeys = n, .nonce = n};
  switch (dialect.rekeys) {
    case Rekeys::kAfterEach:
      break;
    case Rekeys::kNone:
      count.rekeys = 0;
      break;
    case Rekeys::kBefore:
      if (n != 0) return std::nullopt;  // the frames before this one were right
      count.rekeys = 1;
      break;
    case Rekeys::kTooMany:
      if (n == 0) return std::nullopt;
      count.rekeys = n + 1;
      break;
    case Rekeys::kTooFew:
      if (n < 2) return std::nullopt;  // this is kNone
      count.rekeys = n - 1;
      break;
  }
  if (dialect.nonce == Dialect::Nonce::kZero) count.nonce = 0;
  if (dialect.nonce == Dialect::Nonce::kAhead) count.nonce = n + 1;
  return count;
}

// Of a frame that the initiator seals, or the responder.
Key32 KeyIn(const Dialect& dialect, bool by_initiator, const DialectSplit& split, uint64_t rekeys) {
  const bool own = dialect.direction == Dialect::Direction::kOwn;
  Key32 key = by_initiator == own ? split.initiator : split.responder;
  Bytes ck = split.ck;
  for (uint64_t i = 0; i < rekeys; ++i) key = RekeyIn(dialect.rekey, key, i, ck);
  return key;
}

bool WasSent(const Evidence& evidence, const Bytes& plaintext) {
  return std::ranges::find(evidence.plaintexts_sent, plaintext) != evidence.plaintexts_sent.end();
}

// What has no tag can only be recognised by what it has to hold.
FrameReading ReadWithoutTag(const Dialect& dialect, const Evidence& evidence, ByteView sealed,
                            const Key32& key, const Nonce12& nonce) {
  const Bytes plaintext = dialect.body == Dialect::Body::kPlain
                              ? Bytes(sealed.begin(), sealed.end())
                              : ChaCha20(key, 1, nonce, sealed);
  return WasSent(evidence, plaintext) ? FrameReading::kHoldsWhatSent : FrameReading::kNothing;
}

// The length field of a ciphertext with its tag.
Bytes HeaderIn(const Dialect& dialect, const Evidence& evidence, size_t sealed_size) {
  using Length = Dialect::Length;
  if (dialect.length == Length::kMissing) return {};
  const Framing framing = dialect.length == Length::kOtherFraming ? Other(evidence.config.framing)
                                                                  : evidence.config.framing;
  Bytes header(HeaderSize(framing));
  uint64_t length = sealed_size;
  if (dialect.length == Length::kWithHeader) length += header.size();
  if (dialect.length == Length::kWithoutTag) length -= kTagSize;
  for (auto byte = header.rbegin(); byte != header.rend(); ++byte, length >>= 8) {
    *byte = static_cast<uint8_t>(length & 0xff);
  }
  if (dialect.length == Length::kLittleEndian) std::ranges::reverse(header);
  return header;
}

ByteView AdIn(const Dialect& dialect, ByteView header, const DialectSplit& split) {
  switch (dialect.ad) {
    case Dialect::Ad::kEmpty:
      return {};
    case Dialect::Ad::kHeader:
      return header;
    case Dialect::Ad::kSessionId:
      return split.session_id;
  }
  return {};
}

// One key for both directions looks like swapped keys, but then the IUT could not have opened what
// was sent to it.
bool FitsDirection(const Dialect& dialect, const Evidence& evidence, const Bytes& plaintext) {
  const bool understood = WasSent(evidence, plaintext);
  if (dialect.direction == Dialect::Direction::kSwapped) return !understood;
  return dialect.direction == Dialect::Direction::kOwn || understood;
}

Bytes BodyIn(const Dialect& dialect, const Key32& key, const Nonce12& nonce, ByteView ad,
             ByteView plaintext) {
  switch (dialect.body) {
    case Dialect::Body::kPlain:
      return {plaintext.begin(), plaintext.end()};
    case Dialect::Body::kWithoutTag:
      return ChaCha20(key, 1, nonce, plaintext);
    case Dialect::Body::kSealed:
      break;
  }
  Bytes sealed = SealAead(dialect.cipher, key, nonce, ad, plaintext);
  if (dialect.tag_first) std::ranges::rotate(sealed, sealed.end() - kTagSize);
  return sealed;
}

}  // namespace

FrameReading ReadFrameIn(const Dialect& dialect, const Evidence& evidence,
                         const DialectSplit& split) {
  const auto cut = CutFrame(dialect, evidence);
  const auto count = CountIn(dialect, evidence.frames_received, evidence.frames_sent);
  if (!cut || !count) return FrameReading::kNothing;
  const Key32 key = KeyIn(dialect, evidence.IutInitiates(), split, count->rekeys);
  const Nonce12 nonce = NonceIn(dialect.nonce_form, count->nonce);
  if (dialect.body != Dialect::Body::kSealed) {
    return ReadWithoutTag(dialect, evidence, cut->sealed, key, nonce);
  }
  if (cut->sealed.size() < kTagSize) return FrameReading::kNothing;
  Bytes sealed(cut->sealed.begin(), cut->sealed.end());
  if (dialect.tag_first) std::ranges::rotate(sealed, sealed.begin() + kTagSize);
  const auto opened =
      OpenAead(dialect.cipher, key, nonce, AdIn(dialect, cut->header, split), sealed);
  const bool fits = opened && FitsDirection(dialect, evidence, *opened);
  return fits ? FrameReading::kVerifies : FrameReading::kNothing;
}

std::optional<Bytes> SealFrameIn(const Dialect& dialect, const Evidence& evidence,
                                 const DialectSplit& split, ByteView plaintext) {
  const auto count = CountIn(dialect, evidence.frames_sent, evidence.frames_received);
  if (!count) return std::nullopt;
  const Key32 key = KeyIn(dialect, !evidence.IutInitiates(), split, count->rekeys);
  const Nonce12 nonce = NonceIn(dialect.nonce_form, count->nonce);
  const bool tagged = dialect.body == Dialect::Body::kSealed;
  Bytes frame = HeaderIn(dialect, evidence, plaintext.size() + (tagged ? kTagSize : 0));
  const Bytes body = BodyIn(dialect, key, nonce, AdIn(dialect, frame, split), plaintext);
  frame.insert(frame.end(), body.begin(), body.end());
  return frame;
}

Key32 RekeyIn(Dialect::Rekey rekey, const Key32& key, uint64_t n, Bytes& ck) {
  using Rekey = Dialect::Rekey;
  const Bytes zeros(32);
  const auto under = [&](uint64_t nonce) {
    return ChaCha20(key, 1, NonceIn(Dialect::NonceForm::kLittleEndian, nonce), zeros);
  };
  const Nonce12 max = NonceIn(Dialect::NonceForm::kLittleEndian, kMax64);
  Nonce12 all_ones;
  all_ones.fill(0xff);
  Bytes next;
  switch (rekey) {
    case Rekey::kStandard: {
      AeadKey standard{FixedView<kAeadKeySize>(key)};
      RekeyInPlace(standard);
      return standard.Expose().Copy();
    }
    case Rekey::kBlock0:
      next = ChaCha20(key, 0, max, zeros);
      break;
    case Rekey::kNonceZero:
      next = under(0);
      break;
    case Rekey::kNonceNext:
      next = under(n + 1);
      break;
    case Rekey::kNonceMax32:
      next = under(0xffffffff);
      break;
    case Rekey::kNonceAllOnes:
      next = ChaCha20(key, 1, all_ones, zeros);
      break;
    case Rekey::kTail:
      next = SealAead(Cipher::kChaChaPoly, key, max, {}, zeros);
      next.erase(next.begin(), next.begin() + kTagSize);
      break;
    case Rekey::kHash:
      next = Digest(HashKind::kBlake2b, {key});
      break;
    case Rekey::kHkdf:
      next = Hkdf(MacKind::kHmac, HashKind::kBlake2b, key, {}).first;
      break;
    case Rekey::kHkdfOfChain: {
      auto [chain, output] = Hkdf(MacKind::kHmac, HashKind::kBlake2b, ck, key);
      ck = std::move(chain);
      next = std::move(output);
      break;
    }
  }
  Key32 result;
  std::ranges::copy_n(next.begin(), result.size(), result.begin());
  return result;
}

Nonce12 NonceIn(Dialect::NonceForm form, uint64_t n) {
  Nonce12 nonce{};
  const size_t begin = form == Dialect::NonceForm::kAtFront ? 0 : 4;
  for (size_t i = 0; i < 8; ++i) {
    const size_t shift = form == Dialect::NonceForm::kBigEndian ? 7 - i : i;
    nonce[begin + i] = static_cast<uint8_t>(n >> (8 * shift) & 0xff);
  }
  return nonce;
}

}  // namespace asmtp::conformance
