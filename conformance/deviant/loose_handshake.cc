#include "conformance/deviant/loose_handshake.h"

#include <algorithm>
#include <utility>

#include "core/crypto/aead.h"
#include "core/crypto/suite.h"

namespace asmtp::deviant {
namespace {

using noise::Role;
using noise::Token;

// Largest payload to try where an empty one is expected, tag included, in bytes.
constexpr size_t kPayloadMax = 1024;

Bytes Copy(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

void Append(ByteView more, Bytes& out) { out.insert(out.end(), more.begin(), more.end()); }

Key32 KeyOf(ByteView bytes) { return FixedView<32>(bytes.data()).Copy(); }

// Removes `size` bytes from the front. Returns nothing if there are fewer.
std::optional<ByteView> TakeFirst(ByteView& bytes, size_t size) {
  if (bytes.size() < size) return std::nullopt;
  const ByteView taken = bytes.first(size);
  bytes = bytes.subspan(size);
  return taken;
}

Suite Other(Suite suite) { return suite == Suite::kEd25519 ? Suite::kX25519 : Suite::kEd25519; }

std::string NameIn(const Deviation& deviation, Suite suite) {
  const Handshake& wrong = deviation.handshake;
  if (!wrong.name.empty()) return std::string(wrong.name);
  const HashKind hash = wrong.hash_not_in_name ? HashKind::kBlake2b : deviation.crypto.hash;
  std::string name = "Noise_";
  name += wrong.pattern;
  name += "_";
  name += DhName(wrong.other_dh_name ? Other(suite) : suite);
  name += "_";
  name += NoiseName(deviation.crypto.cipher);
  name += "_";
  name += NoiseName(hash);
  return name;
}

// Removes zero bytes at one end.
Bytes Strip(Bytes bytes, Strips strips) {
  const auto is_set = [](uint8_t byte) { return byte != 0; };
  if (strips == Strips::kFirst) bytes.erase(bytes.begin(), std::ranges::find_if(bytes, is_set));
  while (strips == Strips::kLast && !bytes.empty() && bytes.back() == 0) bytes.pop_back();
  return bytes;
}

// Whether the little-endian number of bits 0 to 254 is p or more: p is 2^255 - 19.
bool IsAtLeastP(ByteView key) {
  const auto ones = [](uint8_t byte) { return byte == 0xff; };
  return (key.back() | 0x80) == 0xff && key.front() >= 0xed &&
         std::ranges::all_of(key.subspan(1, key.size() - 2), ones);
}

// Makes the sign bit bit 255 of y: 2^255 is 19 modulo p.
void AddSignBit(Key32& key) {
  if ((key.back() & 0x80) == 0) return;
  key.back() &= 0x7f;
  unsigned carry = 19;
  for (uint8_t& byte : key) {
    carry += byte;
    byte = static_cast<uint8_t>(carry & 0xff);
    carry >>= 8;
  }
}

}  // namespace

LoosePair::LoosePair(Suite suite, FixedView<kSecretKeySize> bytes) : secret(bytes.Copy()) {
  DeriveKeys(suite, bytes, public_key, scalar);
}

LoosePair LoosePair::Generate(Suite suite) {
  Key32 secret;
  FillRandom(secret);
  return {suite, secret};
}

LooseHandshake::LooseHandshake(Role role, Suite suite, SideKeys keys, Errs errs, DhMemo* memo)
    : role_(role), suite_(suite), keys_(keys), errs_(errs), memo_(memo) {
  rs_.bytes = keys_.rs;
}

OrWhy<Bytes> LooseHandshake::Write(const Deviation& deviation) {
  Message message{.mode = Mode::kWrite, .deviation = deviation};
  if (auto done = Go(message); !done) return std::unexpected(done.error());
  return std::move(message.out);
}

OrWhy<void> LooseHandshake::Read(ByteView bytes, const Deviation& deviation) {
  Message message{.mode = Mode::kRead, .deviation = deviation, .in = bytes};
  return Go(message);
}

OrWhy<void> LooseHandshake::Take(ByteView bytes, const Deviation& deviation) {
  Message message{.mode = Mode::kTake, .deviation = deviation, .in = bytes};
  return Go(message);
}

OrWhy<void> LooseHandshake::Go(Message& message) {
  if (next_ == 0) Begin(message.deviation);
  OrWhy<void> done;
  for (const Token token : message.deviation.handshake.tokens[next_]) {
    if (done) done = DoToken(token, message);
  }
  if (done) done = DoPayload(message);
  if (done) ++next_;
  return done;
}

// The protocol name, the prologue, and the pre-message "<- s".
void LooseHandshake::Begin(const Deviation& deviation) {
  const Handshake& wrong = deviation.handshake;
  if (role_ == Role::kInitiator && wrong.rs_secret) {
    keys_.rs = rs_.bytes = LoosePair(suite_, FixedView<32>(wrong.rs_secret->data())).public_key;
  }
  symmetric_.Initialize(NameIn(deviation, suite_), deviation);
  if (wrong.prologue_hashed) symmetric_.MixHash({wrong.prologue}, deviation);
  if (wrong.pre_message == Handshake::PreMessage::kMissing) return;
  const bool of_responder = wrong.pre_message == Handshake::PreMessage::kResponder;
  const Role owner = of_responder ? Role::kResponder : Role::kInitiator;
  const Key32& key = owner == role_ ? keys_.shown() : keys_.rs;
  const Bytes hashed = wrong.pre_message_as_u ? AsU(key) : Copy(key);
  symmetric_.MixHash({Strip(hashed, wrong.keys_hashed)}, deviation);
}

OrWhy<void> LooseHandshake::DoToken(Token token, Message& message) {
  switch (token) {
    case Token::e:
      return DoEphemeral(message);
    case Token::s:
      return DoStatic(message);
    case Token::ee:
    case Token::es:
    case Token::se:
    case Token::ss:
      return DoDh(token, message);
  }
  return {};
}

// The version byte and e.
OrWhy<void> LooseHandshake::DoEphemeral(Message& message) {
  using VersionByte = Handshake::VersionByte;
  const Deviation& deviation = message.deviation;
  Bytes version = deviation.handshake.version;
  Bytes e;
  if (message.mode == Mode::kWrite) {
    e = WriteEphemeral(deviation);
    Append(version, message.out);
    Append(e, message.out);
  } else {
    const auto first = TakeFirst(message.in, kProtocolVersionSize);
    const auto key = TakeFirst(message.in, kPublicKeySize);
    if (!first || !key) return std::unexpected("the handshake frame is too short for e");
    version = Copy(*first);
    e = Copy(*key);
  }
  if (!IsMine()) {
    if (auto read = ReadEphemeral(e, deviation); !read) return read;
    e = Copy(re_.bytes);
  }
  const Bytes hashed = Strip(deviation.handshake.ephemeral_hashed_as_u ? AsU(e) : e,
                             deviation.handshake.keys_hashed);
  const bool with_e = deviation.handshake.version_hashed == VersionByte::kWithE;
  const bool alone = deviation.handshake.version_hashed == VersionByte::kAlone;
  if (alone) symmetric_.MixHash({version}, deviation);
  symmetric_.MixHash({with_e ? ByteView(version) : ByteView(), hashed}, deviation);
  return {};
}

Bytes LooseHandshake::WriteEphemeral(const Deviation& deviation) {
  const Handshake& wrong = deviation.handshake;
  Bytes e = wrong.e ? *wrong.e : Copy(EphemeralIn(deviation).public_key);
  for (size_t i = 0; i < std::min(e.size(), wrong.e_mask.size()); ++i) e[i] ^= wrong.e_mask[i];
  if (wrong.e_shown) e = *wrong.e_shown;
  ephemeral_is_zero_ = wrong.e.has_value();
  return e;
}

OrWhy<void> LooseHandshake::ReadEphemeral(ByteView e, const Deviation& deviation) {
  const Crypto& crypto = deviation.crypto;
  if (crypto.high_bit_refused && e.back() > 0x7f) return std::unexpected("bit 255 of e is set");
  if (crypto.non_canonical_refused && IsAtLeastP(e)) return std::unexpected("e is p or more");
  re_ = {.bytes = KeyOf(e), .is_u = errs_ == Errs::kOther && crypto.ephemeral_is_x25519};
  re_known_ = true;
  if (deviation.handshake.high_bit_not_hashed) re_.bytes.back() &= 0x7f;
  return {};
}

OrWhy<void> LooseHandshake::DoStatic(Message& message) {
  const Deviation& deviation = message.deviation;
  const bool clear = deviation.handshake.static_key == Handshake::StaticKey::kInClear;
  const Role writer = noise::kMessagePatterns[next_].writer;
  if (message.mode == Mode::kWrite) {
    static_is_zero_ = deviation.handshake.s.has_value();
    const Bytes key = static_is_zero_ ? *deviation.handshake.s : StaticOf(writer, deviation);
    if (clear) symmetric_.MixHash({key}, deviation);
    Append(clear ? key : symmetric_.EncryptAndHash(key, deviation), message.out);
    return {};
  }
  const auto field = TakeFirst(message.in, kPublicKeySize + (clear ? 0 : kTagSize));
  if (!field) return std::unexpected("the handshake frame is too short for s");
  std::optional<Bytes> key = clear ? Copy(*field) : std::optional<Bytes>();
  if (clear) {
    symmetric_.MixHash({*field}, deviation);
  } else if (message.mode == Mode::kTake) {
    symmetric_.HashSealed(*field, StaticOf(writer, deviation), deviation);
  } else {
    key = symmetric_.DecryptAndHash(*field, deviation);
  }
  if (message.mode == Mode::kTake) return {};
  if (!key) return std::unexpected("the sealed static key does not verify");
  const bool as_u = deviation.handshake.static_key == Handshake::StaticKey::kSealedAsU;
  rs_ = {.bytes = KeyOf(*key), .is_u = as_u};
  return {};
}

bool LooseHandshake::IsExpected(const Deviation& deviation) const {
  const Role other = noise::Peer(role_);
  return Equal(rs_.bytes, StaticOf(other, deviation));
}

OrWhy<void> LooseHandshake::DoDh(Token token, Message& message) {
  auto secret = SharedSecret(token, message.deviation);
  if (!secret && message.deviation.crypto.low_order_accepted) secret = Key32{};
  if (!secret) return std::unexpected("the IUT's public key has low order");
  if (message.deviation.handshake.dh_flipped == token) secret->front() ^= 1;
  symmetric_.MixKey(Strip(Copy(*secret), message.deviation.crypto.dh), message.deviation);
  return {};
}

OrWhy<void> LooseHandshake::DoPayload(Message& message) {
  const auto& payload = message.deviation.handshake.payload;
  if (message.mode != Mode::kWrite) return ReadPayload(message);
  if (payload) Append(symmetric_.EncryptAndHash(*payload, message.deviation), message.out);
  return {};
}

OrWhy<void> LooseHandshake::ReadPayload(Message& message) {
  const auto& wrong = message.deviation.handshake;
  if (!wrong.payload && message.in.empty()) return {};
  const size_t most = !wrong.payload ? 0 : wrong.payload->empty() ? kTagSize : kPayloadMax;
  for (size_t size = kTagSize; size <= std::min(most, message.in.size()); ++size) {
    const ByteView sealed = message.in.first(size);
    const auto opened = symmetric_.Open(sealed, message.deviation);
    if (!opened && message.mode == Mode::kRead && !wrong.payload_unchecked) continue;
    symmetric_.HashSealed(sealed, opened ? ByteView(*opened) : ByteView(), message.deviation);
    return {};
  }
  return std::unexpected("the payload's tag does not verify");
}

// A token names the initiator's key first, then the responder's.
std::optional<Key32> LooseHandshake::SharedSecret(Token token, const Deviation& deviation) {
  const bool initiator_static = token == Token::se || token == Token::ss;
  const bool responder_static = token == Token::es || token == Token::ss;
  const bool initiates = role_ == Role::kInitiator;
  const bool own_static = initiates ? initiator_static : responder_static;
  const bool other_static = initiates ? responder_static : initiator_static;
  const Handshake& wrong = deviation.handshake;
  if (other_static && !own_static && wrong.e_shown) {
    if (!keys_.other) return std::nullopt;
    return DhOf(keys_.other->scalar, {.bytes = KeyOf(*wrong.e_shown)});
  }
  if (other_static && own_static && !wrong.s_mask.empty()) {
    if (!keys_.other) return std::nullopt;
    return DhOf(keys_.other->scalar, {.bytes = KeyOf(StaticOf(role_, deviation))});
  }
  if (own_static ? static_is_zero_ : ephemeral_is_zero_) return Key32{};
  const LoosePair e = EphemeralIn(deviation);
  if (other_static && errs_ == Errs::kOther && deviation.crypto.seed_as_scalar && keys_.other) {
    return DhOf(keys_.other->secret, {.bytes = own_static ? keys_.s.public_key : e.public_key});
  }
  if (!other_static && !re_known_) return std::nullopt;
  const bool seed = errs_ == Errs::kSelf && deviation.crypto.seed_as_scalar;
  Public theirs = other_static ? rs_ : re_;
  theirs.is_u = theirs.is_u || deviation.crypto.public_key_unconverted;
  if (deviation.crypto.sign_bit_kept && errs_ == Errs::kSelf) AddSignBit(theirs.bytes);
  return DhOf(!own_static ? e.scalar : seed ? keys_.s.secret : keys_.s.scalar, theirs);
}

// Returns nothing if the result is zero.
std::optional<Key32> LooseHandshake::DhOf(const Key32& scalar, const Public& theirs) {
  const bool is_u = theirs.is_u || suite_ == Suite::kX25519;
  const auto compute = [&]() -> std::optional<Key32> {
    const DhPublic prepared = PreparePublic(is_u ? Suite::kX25519 : suite_, theirs.bytes);
    const auto secret = Dh(Scalar(FixedView<32>(scalar)), prepared);
    return secret ? std::optional(secret->Expose().Copy()) : std::nullopt;
  };
  if (memo_ == nullptr) return compute();
  const auto [place, is_new] = memo_->try_emplace({scalar, theirs.bytes, is_u});
  if (is_new) place->second = compute();
  return place->second;
}

LoosePair LooseHandshake::EphemeralIn(const Deviation& deviation) const {
  const bool wrong = errs_ == Errs::kSelf && deviation.crypto.ephemeral_is_x25519;
  return wrong ? LoosePair(Suite::kX25519, keys_.e.secret) : keys_.e;
}

// The static key as the deviation sends it.
Bytes LooseHandshake::StaticOf(Role role, const Deviation& deviation) const {
  const bool as_u = deviation.handshake.static_key == Handshake::StaticKey::kSealedAsU;
  Key32 key = role == role_ ? keys_.shown() : keys_.rs;
  const Bytes& mask = deviation.handshake.s_mask;
  if (role == role_) {
    for (size_t i = 0; i < std::min(key.size(), mask.size()); ++i) key[i] ^= mask[i];
  }
  return as_u ? AsU(key) : Copy(key);
}

Bytes LooseHandshake::AsU(ByteView key) const {
  if (suite_ == Suite::kX25519) return Copy(key);
  return Copy(EdwardsToMontgomery(FixedView<32>(key.data())));
}

}  // namespace asmtp::deviant
