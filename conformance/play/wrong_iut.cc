#include "conformance/play/wrong_iut.h"

#include <algorithm>
#include <optional>

#include "conformance/play/wrong_noise.h"
#include "core/crypto/aead.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

// One direction of frames, as the IUT should keep it.
struct Chain {
  Key32 k{};
  uint64_t n = 0;

  void Next() {
    AeadKey key{FixedView<32>(k)};
    RekeyInPlace(key);
    k = key.Expose().Copy();
    ++n;
  }
};

Nonce12 NonceOf(uint64_t n) {
  Nonce12 nonce{};
  for (size_t i = 0; i < 8; ++i) nonce[4 + i] = static_cast<uint8_t>(n >> (8 * i) & 0xff);
  return nonce;
}

class WrongChannel : public Channel {
 public:
  WrongChannel(const Config& config, const Keys& keys, const Faults& faults)
      : config_(config), faults_(faults), noise_(config, keys, faults) {
    if (config.role == noise::Role::kInitiator) Output(noise_.WriteInit());
    if (Is("garbage-flight") && !output_.empty()) output_.back() ^= 1;
  }

  void Send(ByteView bytes, Deadline) override {
    inbox_.insert(inbox_.end(), bytes.begin(), bytes.end());
    while (!closed_ && (open_ ? TakeFrame() : TakeFlight())) continue;
  }

  Arrival Receive(Deadline) override {
    if (output_.empty()) {
      return {.kind = closed_ ? Arrival::Kind::kFin : Arrival::Kind::kTimeout, .bytes = {}};
    }
    return {.kind = Arrival::Kind::kBytes, .bytes = std::exchange(output_, {})};
  }

  void Shutdown() override { closed_ = true; }
  void Reset() override { closed_ = true; }

 private:
  bool Is(std::string_view fault) const { return faults_.contains(fault); }
  void Output(const Bytes& bytes) { output_.insert(output_.end(), bytes.begin(), bytes.end()); }

  std::optional<Bytes> Take(size_t size) {
    if (inbox_.size() < size) return std::nullopt;
    Bytes taken(inbox_.begin(), inbox_.begin() + static_cast<ptrdiff_t>(size));
    inbox_.erase(inbox_.begin(), inbox_.begin() + static_cast<ptrdiff_t>(size));
    return taken;
  }

  bool TakeFlight() {
    const bool responder = config_.role == noise::Role::kResponder;
    const auto flight = Take(responder ? 97 : 49);
    if (!flight) return false;
    const bool right = responder ? noise_.ReadInit(*flight) : noise_.ReadResp(*flight);
    if (!right) return !(closed_ = true);
    if (responder) Output(noise_.WriteResp());
    if (Is("garbage-flight") && responder) output_.back() ^= 1;
    const auto [initiator, other] = noise_.Split();
    sends_.k = responder ? other : initiator;
    receives_.k = responder ? initiator : other;
    ck_ = noise_.ck();
    first_received_ = receives_.k;
    open_ = true;
    if (Is("directions-swapped")) Echo(Message());
    return true;
  }

  // A get-passport that nobody has sent.
  static Bytes Message() {
    Bytes message(17, 0x33);
    message[0] = 4;
    return message;
  }

  bool TakeFrame() {
    const size_t header = HeaderSize(config_.framing);
    const auto length = ReadFrameHeader(config_.framing, inbox_);
    if (!length || inbox_.size() < header + *length) return false;
    (void)Take(header);
    const auto plaintext =
        OpenAead(Cipher::kChaChaPoly, receives_.k, NonceOf(receives_.n), {}, *Take(*length));
    if (!plaintext) return !(closed_ = true);
    receives_.Next();
    Echo(*plaintext);
    return true;
  }

  void Echo(const Bytes& plaintext) {
    const Key32 key = KeyOfFrame();
    const Nonce12 nonce = NonceOfFrame();
    Bytes sealed = plaintext;
    if (Is("tag-missing")) {
      sealed = ChaCha20(key, 1, nonce, plaintext);
    } else if (!Is("not-encrypted")) {
      const Bytes ad = Is("ad-is-header")       ? Header(plaintext.size() + 16)
                       : Is("ad-is-session-id") ? noise_.h()
                                                : Bytes();
      sealed = SealAead(Cipher::kChaChaPoly, key, nonce, ad, plaintext);
    }
    if (Is("tag-in-front")) std::ranges::rotate(sealed, sealed.end() - 16);
    if (Is("garbage-frame")) sealed.back() ^= 1;
    Output(Header(sealed.size()));
    Output(sealed);
    Advance();
  }

  Key32 KeyOfFrame() const {
    if (Is("directions-swapped") || Is("one-key-for-both-directions")) return first_received_;
    if (Is("one-cipher-state-for-both-directions")) return receives_.k;
    if (!Is("rekey-before-sealing")) return sends_.k;
    Chain next = sends_;
    next.Next();
    return next.k;
  }

  Nonce12 NonceOfFrame() const {
    uint64_t n = sends_.n;
    if (Is("one-cipher-state-for-both-directions")) n = receives_.n;
    if (Is("nonce-reset")) n = 0;
    if (Is("nonce-one-ahead")) ++n;
    Nonce12 nonce = NonceOf(n);
    if (Is("nonce-big-endian")) std::reverse(nonce.begin() + 4, nonce.end());
    if (Is("nonce-at-front")) std::ranges::rotate(nonce, nonce.begin() + 4);
    return nonce;
  }

  // After a frame.
  void Advance() {
    const Key32 k = sends_.k;
    sends_.Next();
    const uint64_t n = sends_.n;
    if (Is("no-rekey") || (Is("one-rekey-too-few") && n == 2)) sends_.k = k;
    if (Is("one-rekey-too-many") && n == 1) {
      sends_.Next();
      sends_.n = n;
    }
    Bytes next;
    const Bytes zeros(32);
    const Nonce12 max = NonceOf(UINT64_MAX);
    if (Is("rekey-block-0")) next = ChaCha20(k, 0, max, zeros);
    if (Is("rekey-nonce-zero")) next = ChaCha20(k, 1, {}, zeros);
    if (Is("rekey-nonce-next")) next = ChaCha20(k, 1, NonceOf(n), zeros);
    if (Is("rekey-nonce-max-32")) next = ChaCha20(k, 1, NonceOf(0xffffffff), zeros);
    if (Is("rekey-nonce-all-ones")) {
      Nonce12 ones;
      ones.fill(0xff);
      next = ChaCha20(k, 1, ones, zeros);
    }
    if (Is("rekey-last-32")) {
      const Bytes sealed = SealAead(Cipher::kChaChaPoly, k, max, {}, zeros);
      next.assign(sealed.end() - 32, sealed.end());
    }
    if (Is("rekey-by-hash")) next = Digest(HashKind::kBlake2b, {k});
    if (Is("rekey-by-hkdf")) next = Hkdf(MacKind::kHmac, HashKind::kBlake2b, k, {}).first;
    if (Is("rekey-by-hkdf-of-chain")) {
      std::tie(ck_, next) = Hkdf(MacKind::kHmac, HashKind::kBlake2b, ck_, k);
    }
    if (!next.empty()) std::ranges::copy_n(next.begin(), 32, sends_.k.begin());
  }

  Bytes Header(size_t size) const {
    if (Is("length-missing")) return {};
    Framing framing = config_.framing;
    if (Is("framing-other")) framing = framing == Framing::kU32 ? Framing::kU16 : Framing::kU32;
    Bytes header(HeaderSize(framing));
    if (Is("length-includes-header")) size += header.size();
    if (Is("length-without-tag")) size -= 16;
    WriteFrameHeader(framing, static_cast<uint32_t>(size), header);
    if (Is("length-little-endian")) std::ranges::reverse(header);
    return header;
  }

  Config config_;
  const Faults& faults_;
  WrongNoise noise_;
  Chain sends_;
  Chain receives_;
  Key32 first_received_{};
  Bytes ck_;
  Bytes inbox_;
  Bytes output_;
  bool open_ = false;
  bool closed_ = false;
};

}  // namespace

std::expected<std::unique_ptr<Channel>, std::string> WrongIut::Open(Deadline) {
  return std::make_unique<WrongChannel>(config_, keys_, faults_);
}

}  // namespace asmtp::conformance
