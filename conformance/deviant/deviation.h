// Deviation: what a session does otherwise than SPEC.md says, as data. With every member at its
// default it does nothing wrong.
//
//   Deviation wrong;
//   wrong.send.rekeys = Direction::Rekeys::kNever;      never replaces its sending key
//   wrong.admission.any_version = true;                 does not look at the version byte
//
// Whoever misbehaves, explains or proves misbehaviour has one: the runner that attacks, the runner
// that looks for the mistake behind bytes that do not verify, and the faulty endpoint. row.h has
// the deviations that have names.
#ifndef ASMTP_CONFORMANCE_DEVIANT_DEVIATION_H_
#define ASMTP_CONFORMANCE_DEVIANT_DEVIATION_H_

#include <array>
#include <limits>
#include <optional>
#include <string_view>

#include "conformance/deviant/loose_crypto.h"
#include "conformance/transcript/tamper.h"
#include "core/crypto/keys.h"
#include "core/noise/pattern.h"
#include "core/wire/framing.h"

namespace asmtp::deviant {

// What the counter in a nonce looks like.
enum class NonceForm : uint8_t { kLittleEndian, kBigEndian, kAtFront };

// Section 3 of SPEC.md, and the functions of section 4.3.
struct Crypto {
  HashKind hash = HashKind::kBlake2b;
  MacKind mac = MacKind::kHmac;
  Cipher cipher = Cipher::kChaChaPoly;
  bool hkdf_counts_from_zero = false;
  bool hkdf_outputs_swapped = false;    // the first output is the key
  bool key_from_second_half = false;    // of an output of HKDF
  bool public_key_unconverted = false;  // DH takes an Ed25519 key for an X25519 key
  bool ephemeral_is_x25519 = false;     // in the suite ed25519
  bool seed_as_scalar = false;          // of the static key, in the suite ed25519
  bool low_order_accepted = false;
  bool high_bit_refused = false;       // bit 255 of an ephemeral key
  bool non_canonical_refused = false;  // an ephemeral key of p or more
};

// Section 4: the two messages.
struct Handshake {
  using Tokens = std::span<const noise::Token>;

  // The protocol name, and what is hashed before the first message.
  std::string_view name;  // instead of what follows from the next three
  std::string_view pattern = "IK";
  bool other_dh_name = false;     // the name of the other suite
  bool hash_not_in_name = false;  // another hash, under the name of BLAKE2b
  bool name_hashed = false;       // instead of padded
  Bytes prologue;
  bool prologue_hashed = true;
  enum class PreMessage : uint8_t { kResponder, kInitiator, kMissing };
  PreMessage pre_message = PreMessage::kResponder;
  bool pre_message_as_u = false;  // the u-coordinate of the key

  // What the messages are made of.
  std::array<Tokens, noise::kMessageCount> tokens = {noise::kMessagePatterns[0].tokens,
                                                     noise::kMessagePatterns[1].tokens};
  Bytes version = {kVersion1};  // that is sent
  enum class VersionByte : uint8_t { kNotHashed, kWithE, kAlone };
  VersionByte version_hashed = VersionByte::kNotHashed;
  bool ephemeral_hashed_as_u = false;
  bool high_bit_not_hashed = false;  // bit 255 of the other's e
  enum class StaticKey : uint8_t { kSealed, kSealedAsU, kInClear };
  StaticKey static_key = StaticKey::kSealed;
  std::optional<Bytes> payload = Bytes();  // nothing: not even its tag
  bool payload_unchecked = false;

  // EncryptAndHash, DecryptAndHash and MixKey.
  enum class Hashed : uint8_t { kCiphertext, kPlaintext, kNothing };
  Hashed hashed = Hashed::kCiphertext;
  bool ad_empty = false;    // instead of h
  bool nonce_kept = false;  // by MixKey
  bool tag_first = false;   // tag || ciphertext
  NonceForm nonce_form = NonceForm::kLittleEndian;

  // Keys that are not what they should be.
  std::optional<Bytes> e;        // sent and hashed; every DH with it gives zero
  Bytes e_mask;                  // added bit by bit to the e that is sent and hashed
  std::optional<Bytes> e_shown;  // sent and hashed; DH with the other's static key is by its secret
  std::optional<Bytes> s;        // sent; every DH with it gives zero
  std::optional<Bytes> rs_secret;          // whose public key is taken for the responder's
  bool e_reused = false;                   // that of the first session
  std::optional<noise::Token> dh_flipped;  // whose result is mixed with one bit flipped
};

// Section 4: the peers that an endpoint accepts, and when it talks.
struct Admission {
  bool any_version = false;
  bool version_resets = false;         // ends with a RST where the version is wrong
  bool high_bit_of_peer_lost = false;  // bit 255 of the static key that it is told to expect
  bool unset_secret_replaced = false;  // its own, where all of its bytes are 00 or ff
  bool talks_when_idle = false;        // sends a byte when nothing comes
  bool pieces_refused = false;         // closes where a handshake frame comes in pieces
  bool early_bytes_dropped = false;    // bytes that arrive with the handshake frame
  // Responder.
  bool anybody = false;               // talks to every initiator
  uint8_t last_byte_compared = 0xff;  // of an identity: these bits
  bool answers_before_decision = false;
  bool answers_anything = false;  // with noise, where `initialize` does not verify
  bool answers_twice = false;
  bool talks_first = false;
  size_t waits_for = 0;            // bytes beyond the 97 before it answers
  bool takes_other_suite = false;  // `initialize` of the suite that was not asked for
  // Initiator.
  bool talks_before_response = false;
  bool response_unread = false;  // skips 49 bytes without a look
};

// Sections 5 and 6: one direction of frames.
struct Direction {
  enum class Key : uint8_t {
    kOwn,
    kOther,   // that of the other direction
    kFirst,   // the first of Split(), whatever the direction
    kShared,  // that of the other direction, with one counter for both
    kZero,
  };
  Key key = Key::kOwn;
  // How often the key of frame n has been replaced. `n` is right.
  enum class Rekeys : uint8_t {
    kAfterEach,    // n
    kNever,        // 0
    kBeforeEach,   // n + 1
    kTwice,        // 2 n
    kEverySecond,  // n / 2
    kOneTooMany,   // n + 1, since frame 1
    kOneTooFew,    // n - 1, since frame 2
    kLastSkipped,  // n - 1, since frame 1
  };
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

  conformance::TamperNumber nonce = {.number = 0, .relative = true};  // to the counter
  NonceForm nonce_form = NonceForm::kLittleEndian;
  enum class Ad : uint8_t { kEmpty, kHeader, kSessionId };
  Ad ad = Ad::kEmpty;
  std::string_view ad_text;  // instead of the empty one
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
  bool tag_first = false;

  // Sending.
  size_t pieces = 0;      // largest plaintext of a frame, in bytes; 0: no limit
  bool in_pairs = false;  // sends every frame twice
};

// Sections 5 and 6: what an endpoint takes for a frame.
struct Receiving {
  size_t length_min = 16;
  size_t length_max = std::numeric_limits<size_t>::max();  // besides the framing's own
  bool length_unlimited = false;
  bool length_wraps = false;         // keeps 16 bits of it
  bool ignores_bad_length = false;   // goes on as if nothing had come
  bool takes_other_framing = false;  // u32 where u16 was asked for
  enum class Tag : uint8_t { kChecked, kIgnored, kFirst15 };
  Tag tag = Tag::kChecked;
  bool takes_key_before = false;
  bool takes_key_after = false;
  bool takes_other_direction = false;
  bool takes_nonce_ahead = false;
  bool skips_forged = false;   // goes on behind a frame that does not verify
  bool counts_forged = false;  // and replaces its key as after any other
  // What becomes of bytes behind a whole frame, and of a frame that has not arrived as a whole.
  enum class Behind : uint8_t { kKept, kLost, kStuck };
  Behind behind = Behind::kKept;
  enum class Partial : uint8_t { kWaits, kCloses, kHeaderCloses, kDropped };
  Partial partial = Partial::kWaits;
};

// Sections 7 to 9: what an endpoint makes of a plaintext.
struct Messages {
  bool (*takes)(ByteView) = nullptr;    // though it is no message
  bool (*refuses)(ByteView) = nullptr;  // though it is one
  void (*changes)(Bytes&) = nullptr;    // before it sends it back
  bool skips_no_message = false;        // and goes on, as it may
  bool refuses_repeated = false;        // what it has taken just before
};

// Section 11, and what has nothing to do with the protocol.
struct Behaviour {
  enum class OnFailure : uint8_t { kCloses, kStaysOpen, kSaysSo, kResets };
  OnFailure failure = OnFailure::kCloses;
  bool closes_at_once = false;     // every stream
  bool ignores_end = false;        // of the stream
  bool end_is_half_frame = false;  // sends part of a frame before it closes
  bool hangs_at_end = false;       // of the stream, where it owes an answer
  bool crashes_on_reset = false;   // of the connection
  bool stall_holds_all = false;    // one session inside of a frame holds up all others
  bool resets_on_bad_tag = false;  // other failures end with a FIN
  size_t resets_above = 0;         // bytes of what fails; less of it ends with a FIN; 0: never
  size_t closes_after = 0;         // messages; 0: never
  size_t hangs_above = 0;          // bytes in a frame; 0: never
  size_t crashes_above = 0;        // bytes of a frame that is announced; 0: never
  size_t hangs_after = 0;          // messages; 0: never
  size_t echoes_late = 0;          // answers after this many messages
  bool talks_unasked = false;      // sends a message once the handshake is done
  bool (*crashes_on)(ByteView) = nullptr;
  bool (*reports_on)(ByteView) = nullptr;  // as a sanitizer does
};

struct Deviation {
  Crypto crypto;
  Handshake handshake;
  Admission admission;
  Direction send;
  Direction receive;
  Receiving receiving;
  Messages messages;
  Behaviour behaviour;
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_DEVIATION_H_
