#include "conformance/vectors/worked_example.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/crypto/aead.h"
#include "core/crypto/hash.h"
#include "core/testing/hex.h"
#include "core/wire/framing.h"

namespace asmtp::vectors {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr size_t kDigitsMax = 64;  // of a line

Bytes Copy(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

Bytes Join(std::initializer_list<ByteView> parts) {
  Bytes joined;
  for (const ByteView part : parts) joined.insert(joined.end(), part.begin(), part.end());
  return joined;
}

// A block of rows: a label and a value, in two columns.
class Block {
 public:
  void Add(std::string label, std::string value) {
    rows_.emplace_back(std::move(label), std::move(value));
  }
  void Add(std::string label, ByteView value) { Add(std::move(label), ToHex(value)); }

  std::string Text() const {
    size_t width = 0;
    for (const auto& [label, value] : rows_) width = std::max(width, label.size());
    std::string text = "```\n";
    for (const auto& [label, value] : rows_) text += Row(label, value, width + 2);
    return text + "```\n\n";
  }

 private:
  // Breaks digits, not sentences.
  static std::string Row(const std::string& label, const std::string& value, size_t width) {
    const bool digits = value.size() > kDigitsMax && value.find(' ') == value.npos;
    std::string text;
    for (size_t at = 0; at == 0 || at < value.size(); at += kDigitsMax) {
      text += fmt::format(" {:<{}}{}\n", at == 0 ? label : "", width,
                          digits ? value.substr(at, kDigitsMax) : value);
      if (!digits) break;
    }
    return text;
  }

  std::vector<std::pair<std::string, std::string>> rows_;
};

// Only digits, indented.
std::string Dump(ByteView bytes) {
  const std::string digits = ToHex(bytes);
  std::string text = "```\n";
  for (size_t at = 0; at < digits.size(); at += kDigitsMax) {
    text += "   " + digits.substr(at, kDigitsMax) + "\n";
  }
  return text + "```\n\n";
}

struct Pair {
  Pair(Suite suite, const ByteArray<kSecretKeySize>& secret) {
    DeriveKeys(suite, FixedView<kSecretKeySize>(secret), public_key, scalar.Fill());
  }

  ByteArray<kPublicKeySize> public_key{};
  Scalar scalar;
};

class Example {
 public:
  explicit Example(const SecretsOfSession& session)
      : session_(session),
        is_(session.suite, session.initiator.s),
        ie_(session.suite, session.initiator.e),
        rs_(session.suite, session.responder.s),
        re_(session.suite, session.responder.e) {}

  std::string Text() {
    Keys();
    Initialize();
    Response();
    Split();
    Frames();
    text_.pop_back();  // one of two line ends
    return text_;
  }

 private:
  void Keys() {
    const std::string secret = session_.suite == Suite::kEd25519 ? "seed" : "secret";
    Block block;
    const auto add = [&](const std::string& whose, ByteView s, const Pair& pair) {
      block.Add(whose + " " + secret, s);
      block.Add(whose + " public", pair.public_key);
    };
    add("initiator static", session_.initiator.s, is_);
    add("initiator ephemeral", session_.initiator.e, ie_);
    add("responder static", session_.responder.s, rs_);
    add("responder ephemeral", session_.responder.e, re_);
    text_ += "Keys:\n\n" + block.Text();
  }

  void Initialize() {
    Block block;
    const std::string_view name = ProtocolName(session_.suite);
    h_.assign(kHash512Size, 0);
    std::ranges::copy(AsBytes(name), h_.begin());
    ck_ = h_;
    block.Add("h = ck = name and zeros", h_);
    MixHash({}, "prologue", block);
    MixHash(rs_.public_key, "<- s", block);
    block.Add("e", "sent: the initiator's ephemeral public");
    MixHash(ie_.public_key, "e", block);
    MixKey("es", ie_, rs_, block);
    const Bytes s = EncryptAndHash(is_.public_key, "s, sealed", "s", block);
    MixKey("ss", is_, rs_, block);
    const Bytes tag = EncryptAndHash({}, "payload tag", "the payload", block);
    text_ += "Writing and reading `initialize`:\n\n" + block.Text();
    text_ += "`initialize`, 97 bytes:\n\n";
    text_ += Dump(Join({ByteArray<1>{kVersion}, ie_.public_key, s, tag}));
  }

  void Response() {
    Block block;
    block.Add("e", "sent: the responder's ephemeral public");
    MixHash(re_.public_key, "e", block);
    MixKey("ee", ie_, re_, block);
    MixKey("se", is_, re_, block);
    const Bytes tag = EncryptAndHash({}, "payload tag", "", block);
    text_ += "Writing and reading `response`:\n\n" + block.Text();
    text_ += "`response`, 49 bytes:\n\n";
    text_ += Dump(Join({ByteArray<1>{kVersion}, re_.public_key, tag}));
  }

  void Split() {
    const HkdfOutput keys = Hkdf(FixedView<kHash512Size>(ck_.data()), {});
    Block block;
    const auto add = [&](std::string label, const Secret<kHash512Size>& key) {
      block.Add(std::move(label), ByteView(key.Expose()).first(kAeadKeySize));
      return AeadKey(FixedView<kAeadKeySize>(key.Expose().data()));
    };
    block.Add("session id", h_);
    directions_[0].key = add("initiator to responder", keys.first);
    directions_[1].key = add("responder to initiator", keys.second);
    text_ += "Session id (h after the payload) and the two keys of Split:\n\n" + block.Text();
  }

  void Frames() {
    Block block;
    Bytes first;  // of the initiator
    for (const SecretsOfSession::Message& message : session_.messages) {
      const Bytes ciphertext = Frame(message, block);
      if (first.empty() && message.from_initiator) first = ciphertext;
    }
    text_ += "The messages of the session, each in a frame:\n\n" + block.Text();
    Block wire;
    for (const Framing framing : kFramings) {
      wire.Add(std::string(Name(framing)), ToHex(Length(framing, first)) + ToHex(first));
    }
    text_ += "The initiator's first frame on the wire is, in each framing:\n\n" + wire.Text();
  }

  Bytes Frame(const SecretsOfSession::Message& message, Block& block) {
    Direction& direction = directions_[message.from_initiator ? 0 : 1];
    Bytes ciphertext(message.plaintext.size() + kTagSize);
    Seal(direction.key, direction.n, {}, message.plaintext, ciphertext);
    ByteArray<12> nonce{};
    for (size_t i = 0; i < 8; ++i) nonce[4 + i] = static_cast<uint8_t>(direction.n >> (8 * i));
    block.Add(fmt::format("{}, frame {}", message.from_initiator ? "initiator" : "responder",
                          direction.n),
              fmt::format("plaintext of {} bytes, length {}", message.plaintext.size(),
                          ciphertext.size()));
    block.Add("  key", direction.key.Expose());
    block.Add("  nonce", nonce);
    block.Add("  plaintext", message.plaintext.empty() ? "(empty)" : ToHex(message.plaintext));
    for (const Framing framing : kFramings) {
      block.Add(fmt::format("  length, {}", Name(framing)), Length(framing, ciphertext));
    }
    block.Add("  ciphertext", ciphertext);
    RekeyInPlace(direction.key);
    ++direction.n;
    block.Add("  next key", direction.key.Expose());
    return ciphertext;
  }

  static Bytes Length(Framing framing, ByteView ciphertext) {
    Bytes header(HeaderSize(framing));
    WriteFrameHeader(framing, static_cast<uint32_t>(ciphertext.size()), header);
    return header;
  }

  void MixHash(ByteView data, const std::string& after, Block& block) {
    h_ = Copy(Blake2b512({h_, data}));
    block.Add("h after " + (after == "prologue" ? "the prologue" : after), h_);
  }

  // Both sides compute the same; this uses the secret of `mine`.
  void MixKey(const std::string& token, const Pair& mine, const Pair& theirs, Block& block) {
    const auto shared = Dh(mine.scalar, PreparePublic(session_.suite, theirs.public_key));
    block.Add(token + ": shared secret", shared->Expose());
    const HkdfOutput out = Hkdf(FixedView<kHash512Size>(ck_.data()), shared->Expose());
    ck_ = Copy(out.first.Expose());
    k_ = AeadKey(FixedView<kAeadKeySize>(out.second.Expose().data()));
    block.Add("ck after " + token, ck_);
    block.Add("k after " + token, k_.Expose());
  }

  // `after` names the hash that follows; empty: it is shown elsewhere.
  Bytes EncryptAndHash(ByteView plaintext, const std::string& label, const std::string& after,
                       Block& block) {
    Bytes ciphertext(plaintext.size() + kTagSize);
    Seal(k_, 0, h_, plaintext, ciphertext);
    block.Add(label, ciphertext);
    Block unseen;
    MixHash(ciphertext, after, after.empty() ? unseen : block);
    return ciphertext;
  }

  static constexpr uint8_t kVersion = 1;

  struct Direction {
    AeadKey key;
    uint64_t n = 0;
  };

  const SecretsOfSession& session_;
  Pair is_, ie_, rs_, re_;
  Bytes h_, ck_;
  AeadKey k_;
  Direction directions_[2];
  std::string text_;
};

}  // namespace

std::string WorkedExample(const SecretsOfSession& session) { return Example(session).Text(); }

}  // namespace asmtp::vectors
