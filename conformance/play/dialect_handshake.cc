#include "conformance/play/dialect_handshake.h"

#include <algorithm>
#include <string>

#include "core/crypto/edwards_to_montgomery.h"
#include "core/wire/version.h"

namespace asmtp::conformance {
namespace {

using noise::Role;
using noise::Token;

// Of a payload that should be empty, tag included; each size is tried.
constexpr size_t kPayloadMax = 1024;

Bytes Copy(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

// Takes `size` bytes off the front, or nothing where there are fewer.
std::optional<ByteView> Take(ByteView& bytes, size_t size) {
  if (bytes.size() < size) return std::nullopt;
  const ByteView taken = bytes.first(size);
  bytes = bytes.subspan(size);
  return taken;
}

Suite Other(Suite suite) { return suite == Suite::kEd25519 ? Suite::kX25519 : Suite::kEd25519; }

std::string NameIn(const Dialect& dialect, Suite suite) {
  const HashKind hash = dialect.hash_not_in_name ? HashKind::kBlake2b : dialect.hash;
  std::string name = "Noise_";
  name += dialect.pattern;
  name += "_";
  name += DhName(dialect.other_dh_name ? Other(suite) : suite);
  name += "_";
  name += NoiseName(dialect.cipher);
  name += "_";
  name += NoiseName(hash);
  return name;
}

// Of the few seals of a handshake.
Nonce12 NonceOf(uint64_t n) {
  Nonce12 nonce{};
  nonce[4] = static_cast<uint8_t>(n);
  return nonce;
}

}  // namespace

std::optional<Bytes> SharedSecrets::Of(Token token, const Dialect& dialect, ByteView e) {
  const bool is_ed25519 = evidence_.config.suite == Suite::kEd25519;
  const auto key = std::tuple(token, dialect.ephemeral_is_x25519 && is_ed25519,
                              dialect.seed_as_scalar && is_ed25519);
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  return known_[key] = Compute(token, std::get<1>(key), std::get<2>(key), e);
}

// A token names the initiator's key first, then the responder's.
std::optional<Bytes> SharedSecrets::Compute(Token token, bool e_is_u, bool seed_is_scalar,
                                            ByteView e) {
  const bool initiator_static = token == Token::se || token == Token::ss;
  const bool responder_static = token == Token::es || token == Token::ss;
  const bool iut_initiates = evidence_.IutInitiates();
  const bool iut_static = iut_initiates ? initiator_static : responder_static;
  const bool own_static = iut_initiates ? responder_static : initiator_static;
  const Suite suite = evidence_.config.suite;
  const SideKeys& keys = *evidence_.keys;
  const auto bytes_of = [](const std::expected<SharedSecret, CryptoError>& secret) {
    return secret ? std::optional(Copy(secret->Expose())) : std::nullopt;
  };
  if (iut_static && seed_is_scalar) {
    const auto& own = own_static ? keys.s.public_key().bytes() : keys.e.public_key().bytes();
    return bytes_of(Dh(suite, Scalar(FixedView<32>(evidence_.iut_secret)), own));
  }
  if (!iut_static && e.size() != kPublicKeySize) return std::nullopt;
  const Scalar& own = own_static ? keys.s.scalar() : keys.e.scalar();
  const uint8_t* theirs = iut_static ? keys.rs.bytes().data() : e.data();
  return bytes_of(
      Dh(e_is_u && !iut_static ? Suite::kX25519 : suite, own, FixedView<kPublicKeySize>(theirs)));
}

DialectHandshake::DialectHandshake(const Evidence& evidence, SharedSecrets& secrets,
                                   const Dialect& dialect)
    : evidence_(evidence), secrets_(secrets), dialect_(dialect) {
  const std::string name = NameIn(dialect, evidence.config.suite);
  const size_t size = HashSize(dialect.hash);
  if (name.size() > size || dialect.name_hashed) {
    h_ = Digest(dialect.hash, {AsBytes(name)});
  } else {
    h_ = Copy(AsBytes(name));
    h_.resize(size);
  }
  ck_ = h_;
  if (dialect.prologue == Dialect::Prologue::kEmpty) MixHash({});
  if (dialect.prologue == Dialect::Prologue::kVersion) MixHash({ByteView(&kVersion1, 1)});
  if (dialect.pre_message == Dialect::PreMessage::kMissing) return;
  const bool responder = dialect.pre_message == Dialect::PreMessage::kResponder;
  const Bytes key = StaticPublicOf(responder ? Role::kResponder : Role::kInitiator);
  MixHash({dialect.pre_message_as_u ? AsU(key) : key});
}

// -> e, es, s, ss
bool DialectHandshake::Init(ByteView bytes, bool verify) {
  return Ephemeral(bytes) && Mix(dialect_.before_s) && StaticKey(bytes, verify) &&
         Mix(dialect_.after_s) && Payload(bytes, verify);
}

Bytes DialectHandshake::WriteInit() {
  Bytes out = {kVersion1};
  const auto& e = evidence_.keys->e.public_key().bytes();
  out.insert(out.end(), e.begin(), e.end());
  ByteView begin = out;
  if (!Ephemeral(begin) || !Mix(dialect_.before_s)) return {};
  Bytes key = StaticPublicOf(Role::kInitiator);
  if (dialect_.static_key == Dialect::StaticKey::kSealedAsU) key = AsU(key);
  if (dialect_.static_key == Dialect::StaticKey::kInClear) {
    MixHash({key});
    out.insert(out.end(), key.begin(), key.end());
  } else {
    Seal(key, out);
  }
  if (!Mix(dialect_.after_s)) return {};
  if (dialect_.payload == Dialect::Payload::kEmpty) Seal({}, out);
  if (dialect_.payload == Dialect::Payload::kNotEmpty) Seal(Bytes(1), out);
  return out;
}

void DialectHandshake::Seal(ByteView plaintext, Bytes& out) {
  Bytes sealed = SealAead(dialect_.cipher, k_, NonceOf(n_), Ad(), plaintext);
  if (dialect_.tag_first) std::ranges::rotate(sealed, sealed.end() - kTagSize);
  HashSealed(sealed, plaintext);
  out.insert(out.end(), sealed.begin(), sealed.end());
}

// <- e, ee, se
bool DialectHandshake::Resp(ByteView bytes, bool verify) {
  return Ephemeral(bytes) && Mix(dialect_.second) && Payload(bytes, verify);
}

// The version byte and e.
bool DialectHandshake::Ephemeral(ByteView& bytes) {
  const auto version = Take(bytes, kProtocolVersionSize);
  const auto e = Take(bytes, kPublicKeySize);
  if (!version || !e) return false;
  // The runner's own key is known; so the other one is the IUT's.
  if (!Equal(*e, evidence_.keys->e.public_key().bytes())) iut_e_ = Copy(*e);
  const Bytes hashed = dialect_.ephemeral_hashed_as_u ? AsU(*e) : Copy(*e);
  switch (dialect_.version) {
    case Dialect::VersionByte::kWithE:
      MixHash({*version, hashed});
      return true;
    case Dialect::VersionByte::kAlone:
      MixHash({*version});
      break;
    case Dialect::VersionByte::kNotHashed:
      break;
  }
  MixHash({hashed});
  return true;
}

bool DialectHandshake::Mix(Dialect::Tokens tokens) {
  for (const Token token : tokens) {
    const auto secret = secrets_.Of(token, dialect_, iut_e_);
    if (!secret) return false;
    MixKey(*secret);
  }
  return true;
}

bool DialectHandshake::StaticKey(ByteView& bytes, bool verify) {
  Bytes key = StaticPublicOf(Role::kInitiator);
  if (dialect_.static_key == Dialect::StaticKey::kSealedAsU) key = AsU(key);
  const bool clear = dialect_.static_key == Dialect::StaticKey::kInClear;
  const auto taken = Take(bytes, kPublicKeySize + (clear ? 0 : kTagSize));
  if (!taken) return false;
  if (!clear) return Sealed(*taken, &key, verify);
  MixHash({*taken});
  return !verify || Equal(*taken, key);
}

bool DialectHandshake::Payload(ByteView bytes, bool verify) {
  static const Bytes kEmpty;
  switch (dialect_.payload) {
    case Dialect::Payload::kEmpty:
      return bytes.size() >= kTagSize && Sealed(bytes.first(kTagSize), &kEmpty, verify);
    case Dialect::Payload::kMissing:
      return bytes.empty();
    case Dialect::Payload::kNotEmpty:
      for (size_t size = kTagSize + 1; size <= std::min(bytes.size(), kPayloadMax); ++size) {
        if (Sealed(bytes.first(size), nullptr, verify)) return true;
      }
      return false;
  }
  return false;
}

bool DialectHandshake::Sealed(ByteView sealed, const Bytes* plaintext, bool verify) {
  if (verify) {
    Bytes ordered = Copy(sealed);
    if (dialect_.tag_first) std::ranges::rotate(ordered, ordered.begin() + kTagSize);
    const auto opened = OpenAead(dialect_.cipher, k_, NonceOf(n_), Ad(), ordered);
    if (!opened || (plaintext != nullptr && *opened != *plaintext)) return false;
  }
  HashSealed(sealed, plaintext == nullptr ? ByteView() : ByteView(*plaintext));
  return true;
}

void DialectHandshake::HashSealed(ByteView sealed, ByteView plaintext) {
  ++n_;
  if (dialect_.hashed == Dialect::Hashed::kCiphertext) MixHash({sealed});
  if (dialect_.hashed == Dialect::Hashed::kPlaintext) MixHash({plaintext});
}

DialectSplit DialectHandshake::Split() const {
  const auto [first, second] = Hkdf(dialect_.mac, dialect_.hash, ck_, {});
  return {.initiator = KeyOf(first), .responder = KeyOf(second), .ck = ck_, .session_id = h_};
}

void DialectHandshake::MixHash(std::initializer_list<ByteView> parts) {
  Bytes data = h_;
  for (const ByteView part : parts) data.insert(data.end(), part.begin(), part.end());
  h_ = Digest(dialect_.hash, {data});
}

void DialectHandshake::MixKey(ByteView material) {
  auto [ck, output] = Hkdf(dialect_.mac, dialect_.hash, ck_, material);
  ck_ = std::move(ck);
  k_ = KeyOf(output);
  if (!dialect_.nonce_kept) n_ = 0;
}

Key32 DialectHandshake::KeyOf(const Bytes& output) const {
  const bool second_half = dialect_.key_from_second_half && output.size() == 64;
  Key32 key;
  std::ranges::copy_n(output.begin() + (second_half ? 32 : 0), 32, key.begin());
  return key;
}

Bytes DialectHandshake::AsU(ByteView key) const {
  if (evidence_.config.suite == Suite::kX25519) return Copy(key);
  return Copy(EdwardsToMontgomery(FixedView<32>(key.data())));
}

Bytes DialectHandshake::StaticPublicOf(Role role) const {
  const SideKeys& keys = *evidence_.keys;
  return Copy(role == evidence_.config.role ? keys.rs.bytes() : keys.s.public_key().bytes());
}

}  // namespace asmtp::conformance
