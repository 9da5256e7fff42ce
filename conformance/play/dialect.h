// Dialect: how an implementation does what a session is made of. The default is what SPEC.md says;
// each member is one thing that can be done otherwise.
//
//   Dialect wrong;
//   wrong.rekeys = Dialect::Rekeys::kNone;        a peer that never rekeys
//
// Divergence asks whether the bytes of a peer are those of such a dialect.
#ifndef ASMTP_CONFORMANCE_PLAY_DIALECT_H_
#define ASMTP_CONFORMANCE_PLAY_DIALECT_H_

#include <span>
#include <string_view>

#include "conformance/play/loose_crypto.h"
#include "core/noise/pattern.h"

namespace asmtp::conformance {

struct Dialect {
  using Token = noise::Token;
  using Tokens = std::span<const Token>;
  static constexpr Token kEs[] = {Token::es};
  static constexpr Token kSs[] = {Token::ss};
  static constexpr Token kEeSe[] = {Token::ee, Token::se};

  // The handshake: its name and what it is made of.
  std::string_view pattern = "IK";
  bool other_dh_name = false;     // the name of the other suite
  bool hash_not_in_name = false;  // another hash, under the name of BLAKE2b
  bool name_hashed = false;       // instead of padded
  HashKind hash = HashKind::kBlake2b;
  MacKind mac = MacKind::kHmac;
  Cipher cipher = Cipher::kChaChaPoly;

  // What is hashed and mixed.
  enum class Prologue : uint8_t { kEmpty, kVersion, kNotHashed };
  Prologue prologue = Prologue::kEmpty;
  enum class PreMessage : uint8_t { kResponder, kInitiator, kMissing };
  PreMessage pre_message = PreMessage::kResponder;
  bool pre_message_as_u = false;  // the u-coordinate of the key
  bool ephemeral_hashed_as_u = false;
  enum class VersionByte : uint8_t { kNotHashed, kWithE, kAlone };
  VersionByte version = VersionByte::kNotHashed;
  Tokens before_s = kEs;
  Tokens after_s = kSs;
  Tokens second = kEeSe;
  enum class Hashed : uint8_t { kCiphertext, kPlaintext, kNothing };
  Hashed hashed = Hashed::kCiphertext;  // by EncryptAndHash
  bool ad_empty = false;                // instead of h
  bool nonce_kept = false;              // by MixKey
  bool key_from_second_half = false;    // of an output of HKDF
  bool tag_first = false;               // tag || ciphertext, everywhere

  // Keys and the shape of the flights.
  bool ephemeral_is_x25519 = false;  // in the suite ed25519
  bool seed_as_scalar = false;       // of the static key, in the suite ed25519
  enum class StaticKey : uint8_t { kSealed, kSealedAsU, kInClear };
  StaticKey static_key = StaticKey::kSealed;
  enum class Payload : uint8_t { kEmpty, kMissing, kNotEmpty };
  Payload payload = Payload::kEmpty;

  // Frames: which key, how often replaced, and how.
  enum class Direction : uint8_t {
    kOwn,
    kSwapped,  // seals under the key that is for the other direction
    kOneKey,   // seals under the key under which it opens, with a counter of its own
    kShared,   // one key and one counter for both directions
  };
  Direction direction = Direction::kOwn;
  enum class Rekeys : uint8_t { kAfterEach, kNone, kBefore, kTooMany, kTooFew };
  Rekeys rekeys = Rekeys::kAfterEach;
  enum class Rekey : uint8_t {
    kStandard,
    kBlock0,        // keystream block 0 instead of 1
    kNonceZero,     // under the nonce 0
    kNonceNext,     // under the nonce of the next frame
    kNonceMax32,    // under 2^32 - 1
    kNonceAllOnes,  // under 12 bytes ff
    kTail,          // the last 32 bytes of ciphertext and tag
    kHash,          // the hash of the key
    kHkdf,          // HKDF(k, "")
    kHkdfOfChain,   // ck, k = HKDF(ck, k)
  };
  Rekey rekey = Rekey::kStandard;

  // Frames: the nonce, the associated data, the length, the body.
  enum class Nonce : uint8_t { kCounted, kZero, kAhead };
  Nonce nonce = Nonce::kCounted;
  enum class NonceForm : uint8_t { kLittleEndian, kBigEndian, kAtFront };
  NonceForm nonce_form = NonceForm::kLittleEndian;
  enum class Ad : uint8_t { kEmpty, kHeader, kSessionId };
  Ad ad = Ad::kEmpty;
  enum class Length : uint8_t {
    kRight,
    kLittleEndian,
    kWithHeader,
    kWithoutTag,
    kOtherFraming,
    kMissing,
  };
  Length length = Length::kRight;
  enum class Body : uint8_t { kSealed, kWithoutTag, kPlain };
  Body body = Body::kSealed;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_DIALECT_H_
