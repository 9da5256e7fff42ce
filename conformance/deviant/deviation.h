// Deviation: how a session departs from SPEC.md, as data. With every member at its default, it
// conforms.
//
//   Deviation wrong;
//   wrong.send.rekeys = Direction::Rekeys::kNever;      never replaces its sending key
//   wrong.admission.any_version = true;                 does not check the version byte
//
// The runner uses deviations to attack an IUT and to explain bytes that do not verify; the faulty
// endpoint uses them to prove the suite. row.h lists the deviations that have names.
#ifndef ASMTP_CONFORMANCE_DEVIANT_DEVIATION_H_
#define ASMTP_CONFORMANCE_DEVIANT_DEVIATION_H_

#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "conformance/deviant/ledger_place.h"
#include "conformance/deviant/loose_crypto.h"
#include "conformance/deviant/loose_message.h"
#include "conformance/transcript/tamper.h"
#include "core/crypto/keys.h"
#include "core/noise/pattern.h"
#include "core/wire/framing.h"

namespace asmtp::deviant {

// Encoding of the counter in a nonce.
enum class NonceForm : uint8_t { kLittleEndian, kBigEndian, kAtFront };

// The zero bytes that are lost at one end, where bytes are taken for a number or a string.
enum class Strips : uint8_t { kNothing, kFirst, kLast };

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
  bool sign_bit_kept = false;           // as bit 255 of y, in the suite ed25519
  bool low_order_accepted = false;
  Strips dh = Strips::kNothing;        // of a result of DH
  bool high_bit_refused = false;       // bit 255 of an ephemeral key
  bool non_canonical_refused = false;  // an ephemeral key of p or more
};

// Section 4: the two handshake frames.
struct Handshake {
  using Tokens = std::span<const noise::Token>;

  // The protocol name, and what is hashed before the first handshake frame.
  std::string_view name;  // overrides the next three
  std::string_view pattern = "IK";
  bool other_dh_name = false;     // the name of the other suite
  bool hash_not_in_name = false;  // the name says BLAKE2b whatever the hash
  bool name_hashed = false;       // instead of padded
  Bytes prologue;
  bool prologue_hashed = true;
  enum class PreMessage : uint8_t { kResponder, kInitiator, kMissing };
  PreMessage pre_message = PreMessage::kResponder;
  bool pre_message_as_u = false;  // the u-coordinate of the key

  // The parts of the handshake frames.
  std::array<Tokens, noise::kMessageCount> tokens = {noise::kMessagePatterns[0].tokens,
                                                     noise::kMessagePatterns[1].tokens};
  Bytes version = {kVersion1};  // as sent
  enum class VersionByte : uint8_t { kNotHashed, kWithE, kAlone };
  VersionByte version_hashed = VersionByte::kNotHashed;
  bool ephemeral_hashed_as_u = false;
  Strips keys_hashed = Strips::kNothing;  // of public keys
  bool high_bit_not_hashed = false;       // bit 255 of the peer's e
  enum class StaticKey : uint8_t { kSealed, kSealedAsU, kInClear };
  StaticKey static_key = StaticKey::kSealed;
  std::optional<Bytes> payload = Bytes();  // nullopt: not even a tag
  bool payload_unchecked = false;

  // EncryptAndHash, DecryptAndHash and MixKey.
  enum class Hashed : uint8_t { kCiphertext, kPlaintext, kNothing };
  Hashed hashed = Hashed::kCiphertext;
  bool ad_empty = false;    // instead of h
  bool nonce_kept = false;  // by MixKey
  bool tag_first = false;   // tag || ciphertext
  NonceForm nonce_form = NonceForm::kLittleEndian;

  // Wrong keys.
  std::optional<Bytes> e;          // sent and hashed; every DH with it gives zero
  Bytes e_mask;                    // XORed with the e that is sent and hashed
  std::optional<Bytes> e_shown;    // sent and hashed; DH with the peer's static key uses its secret
  std::optional<Bytes> s;          // sent; every DH with it gives zero
  Bytes s_mask;                    // XORed with the s that is sent; ss uses the peer's secret
  std::optional<Bytes> rs_secret;  // its public key replaces the responder's
  bool e_reused = false;           // the e of the first session
  size_t e_pool = 0;               // ephemeral keys of an endpoint, in turn; 0: no limit
  std::optional<noise::Token> dh_flipped;  // its result is mixed with one bit flipped
};

// Section 4: the peers that an endpoint accepts, and when it sends.
struct Admission {
  bool any_version = false;
  bool version_resets = false;                  // closes with RST on a wrong version
  bool high_bit_of_peer_lost = false;           // bit 255 of the expected static key
  bool (*replaces_secret)(ByteView) = nullptr;  // its own static secret by another one
  bool talks_when_idle = false;                 // sends a byte when the stream is idle
  bool pieces_refused = false;                  // closes if a handshake frame arrives in pieces
  bool early_bytes_dropped = false;             // bytes that arrive with the handshake frame
  // Responder.
  bool anybody = false;                        // accepts every initiator
  bool (*same)(ByteView, ByteView) = nullptr;  // compares two identities
  bool anybody_later = false;                  // accepts every initiator once it has accepted one
  bool answers_before_decision = false;
  bool answers_anything = false;  // also an initialize that does not verify
  bool answers_twice = false;
  bool talks_first = false;
  size_t waits_for = 0;            // bytes beyond the 97 before it responds
  bool takes_other_suite = false;  // an initialize of the other suite
  // Initiator.
  bool talks_before_response = false;
  bool response_unread = false;  // skips 49 bytes unread
};

// Sections 5 and 6: one direction of frames.
struct Direction {
  enum class Key : uint8_t {
    kOwn,
    kOther,   // the key of the other direction
    kFirst,   // the first key of Split(), whatever the direction
    kShared,  // the key of the other direction, with one counter for both
    kZero,
  };
  Key key = Key::kOwn;
  // How often the key of frame n has been replaced; `n` is correct.
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
  bool (*keeps_key)(size_t) = nullptr;  // after a frame with a plaintext of that size

  uint64_t (*counts)(uint64_t) = nullptr;                             // the counter of frame n
  conformance::TamperNumber nonce = {.number = 0, .relative = true};  // relative to the counter
  bool counter_shared = false;  // the counter counts the frames of both directions
  NonceForm nonce_form = NonceForm::kLittleEndian;
  enum class Ad : uint8_t { kEmpty, kHeader, kSessionId };
  Ad ad = Ad::kEmpty;
  std::string_view ad_text;  // overrides `ad` unless empty
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

  // Receiving.
  bool (*ignores_tag)(size_t) = nullptr;  // of a ciphertext of that size, tag included

  // Sending.
  size_t pieces = 0;                      // largest plaintext of a frame, in bytes; 0: no limit
  bool in_pairs = false;                  // sends every frame twice
  bool (*seals_badly)(size_t) = nullptr;  // a plaintext of that size
};

// Sections 5 and 6: the frames that an endpoint accepts.
struct Receiving {
  size_t length_min = 16;
  size_t length_max = std::numeric_limits<size_t>::max();  // the framing limits it further
  bool length_unlimited = false;
  uint32_t length_mask = 0xffffffff;  // the bits of a length that it uses
  bool ignores_bad_length = false;    // discards what has arrived, and continues
  bool takes_other_framing = false;   // u32 although told to use u16
  enum class Tag : uint8_t { kChecked, kIgnored, kFirst15 };
  Tag tag = Tag::kChecked;
  bool takes_key_before = false;
  bool takes_key_after = false;
  bool takes_other_direction = false;
  bool takes_nonce_ahead = false;
  bool (*refuses)(size_t) = nullptr;  // a ciphertext of that size
  bool (*loses)(size_t) = nullptr;    // the plaintext of a ciphertext of that size
  size_t buffer = 0;           // bytes of the stream that fit, the others are lost; 0: no limit
  bool skips_forged = false;   // continues after a frame that does not verify
  bool counts_forged = false;  // and replaces its key as after a valid frame
  // The fate of bytes that follow a frame, and of a partial frame.
  enum class Behind : uint8_t { kKept, kLost, kStuck };
  Behind behind = Behind::kKept;
  enum class Partial : uint8_t { kWaits, kCloses, kHeaderCloses, kDropped };
  Partial partial = Partial::kWaits;
};

// Sections 7 to 9: how an endpoint treats a plaintext.
struct Messages {
  bool (*takes)(ByteView) = nullptr;    // although it is not a message
  bool (*refuses)(ByteView) = nullptr;  // although it is a message
  void (*changes)(Bytes&) = nullptr;    // before echoing it
  bool (*ignores)(const Lapse&) = nullptr;
  bool skips_no_message = false;  // and continues, as SPEC.md allows
  bool closes_with_next = false;  // closes at the frame after a plaintext that is not a message
  // As `takes` and `refuses`, given the messages that it has accepted before.
  using Before = std::span<const Bytes>;
  bool (*takes_after)(ByteView, Before) = nullptr;
  bool (*refuses_after)(ByteView, Before) = nullptr;
  bool remembers_others = false;  // those of the other sessions instead
};

// Section 10: the ledger of an endpoint.
struct LedgerFaults {
  bool (*ignores)(LedgerError, const LedgerPlace&) = nullptr;  // a broken rule
  bool (*refuses)(const LedgerPlace&) = nullptr;               // although no rule is broken
  Hash128 (*hash)(const Block&) = nullptr;                     // of a block
  Hash128 (*id)(const Block&) = nullptr;                    // of the passport with that first block
  Ledger::Alias (*alias)(FixedView<kAliasSize>) = nullptr;  // what of an alias is compared
  bool deregisters_first =
      false;                     // applies the deregistrations of a block before its other entries
  bool aliases_freed = false;    // by a deregistration
  bool half_block_kept = false;  // the entries of a rejected block before the one that is wrong
  bool rest_ignored = false;     // accepts a passport whose first block it accepts
  bool no_block_accepted = false;  // takes a PutPassport without blocks for a passport
  bool any_id = false;             // takes the blocks for the passport of any id
  enum class Shared : uint8_t { kLast, kFirst, kNewest };
  Shared shared = Shared::kLast;
};

// Section 11, and faults outside the protocol.
struct Behaviour {
  enum class OnFailure : uint8_t { kCloses, kStaysOpen, kSaysSo, kResets, kHalfCloses };
  OnFailure failure = OnFailure::kCloses;
  std::optional<OnFailure> handshake_failure;  // overrides it
  bool closes_at_once = false;                 // closes every stream before any byte
  bool ignores_end = false;                    // of the stream
  bool end_is_half_frame = false;              // sends part of a frame before it closes
  bool hangs_at_end = false;                   // of the stream, if it owes an answer
  bool crashes_on_reset = false;               // of the connection
  bool crashes_on_reset_write = false;         // of the connection, while it writes
  bool write_holds_all = false;    // a session whose peer does not read blocks all others
  bool short_write_lost = false;   // the bytes that the socket does not take at once
  bool stall_holds_all = false;    // a partial frame in one session blocks all others
  bool resets_on_bad_tag = false;  // other failures close with FIN
  size_t resets_above = 0;         // RST if more bytes than this fail, FIN otherwise; 0: never
  size_t closes_after = 0;         // messages; 0: never
  size_t hangs_above = 0;          // bytes in a frame; 0: never
  size_t crashes_above = 0;        // bytes, as announced by a length; 0: never
  size_t hangs_after = 0;          // messages; 0: never
  size_t echoes_late = 0;          // answers after this many messages
  bool talks_unasked = false;      // sends a message once the handshake is done
  // What the connections of a program share.
  bool one_inbox = false;         // the bytes that are no whole frame yet
  size_t contexts = 0;            // of keys and counters, in turn; 0: one for each connection
  bool failure_ends_all = false;  // of a frame or a plaintext
  bool handshake_failure_ends_all = false;  // of a handshake
  size_t sessions_most = 0;                 // closes every later one at once; 0: no limit
  size_t failures_most = 0;                 // of handshakes; closes every later one; 0: no limit
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
  LedgerFaults ledger;
  Behaviour behaviour;
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_DEVIATION_H_
