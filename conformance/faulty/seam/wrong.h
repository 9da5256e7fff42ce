// Wrong: what an endpoint does wrong, as data: a small struct for each of its parts. With every
// member at its default it does nothing wrong.
//
//   Wrong wrong = {.send = {.rekey = Rekey::kNever}};       never replaces its sending key
//   Wrong wrong = {.handshake = {.any_version = true}};     does not look at the version byte
//
// seam/session.h has the endpoint, fault_table.h the faults by name.
#ifndef ASMTP_CONFORMANCE_FAULTY_SEAM_WRONG_H_
#define ASMTP_CONFORMANCE_FAULTY_SEAM_WRONG_H_

#include <limits>
#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::faulty {

using Bytes = std::vector<uint8_t>;

// Section 3 of SPEC.md, and the functions of section 4.3.
struct CryptoWrong {
  bool nonce_big_endian = false;
  size_t hmac_block = 128;
  bool hkdf_counts_from_zero = false;
  bool hkdf_outputs_swapped = false;    // the first output is the key
  bool key_is_end_of_output = false;    // the last 32 bytes of an HKDF output, not the first
  bool protocol_name_hashed = false;    // though it is short enough to be padded
  bool handshake_without_ad = false;    // h does not go into the seals of the handshake
  bool public_key_unconverted = false;  // DH takes an Ed25519 key for an X25519 key
  bool low_order_accepted = false;
  bool high_bit_refused = false;       // bit 255 of a key
  bool non_canonical_refused = false;  // a key of p or more
};

// Section 4.
struct HandshakeWrong {
  uint8_t version = 1;                // the byte that it sends
  bool any_version = false;           // the byte that it takes
  std::string_view protocol_name;     // instead of the suite's
  std::string_view prologue;          // instead of the empty one
  bool prologue_not_mixed = false;    // leaves MixHash("") out
  bool pre_message_left_out = false;  // leaves `<- s` out
  bool ss_before_s = false;           // the order of the tokens of `initialize`
  bool se_before_ee = false;          // and of `response`
  bool no_payload_tag = false;        // leaves the payload's tag out, both ways
  bool payload_tag_unchecked = false;
  bool payload_sent = false;           // a payload of one byte
  bool same_e = false;                 // in every session
  bool high_bit_not_hashed = false;    // bit 255 of the other's e
  bool high_bit_of_peer_lost = false;  // bit 255 of the static key that it is told to expect
  bool unset_secret_replaced = false;  // its own, where all of its bytes are 00 or ff
  bool version_resets = false;         // ends with a RST where the version is wrong
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
  // Both.
  bool talks_when_idle = false;      // sends a byte when nothing comes
  bool pieces_refused = false;       // closes where a handshake frame comes in pieces
  bool early_bytes_dropped = false;  // what came together with the handshake frame
};

// When a direction's key is replaced.
enum class Rekey : uint8_t { kAfter, kNever, kBefore, kTwice, kEverySecond };

// What becomes of a direction's counter.
enum class Count : uint8_t { kUp, kNever, kResetByRekey, kFromOne };

// What a length field says.
enum class Length : uint8_t { kCiphertext, kPlaintext, kWithHeader, kLittleEndian };

// Sections 5 and 6, one direction.
struct DirectionWrong {
  Rekey rekey = Rekey::kAfter;
  Count count = Count::kUp;
  Length length = Length::kCiphertext;
  std::string_view ad;  // instead of the empty one
  bool nonce_big_endian = false;
  size_t pieces = 0;      // sends a frame's plaintext in frames of at most so many bytes; 0: whole
  bool in_pairs = false;  // sends every frame twice
};

enum class Tag : uint8_t { kChecked, kIgnored, kFirst15 };

// What becomes of bytes behind a whole frame, and of a frame that has not arrived as a whole.
enum class Behind : uint8_t { kKept, kLost, kStuck };
enum class Partial : uint8_t { kWaits, kCloses, kHeaderCloses, kDropped };

// Sections 5 and 6, receiving.
struct ReceiveWrong {
  size_t length_min = 16;
  size_t length_max = std::numeric_limits<size_t>::max();  // besides the framing's own
  bool length_unlimited = false;
  bool length_wraps = false;         // keeps 16 bits of it
  bool ignores_bad_length = false;   // goes on as if nothing had come
  bool takes_other_framing = false;  // u32 where u16 was asked for
  Tag tag = Tag::kChecked;
  bool takes_key_before = false;
  bool takes_key_after = false;
  bool takes_other_direction = false;
  bool takes_nonce_ahead = false;
  bool skips_forged = false;   // goes on behind a frame that does not verify
  bool counts_forged = false;  // and replaces its key as after any other
  Behind behind = Behind::kKept;
  Partial partial = Partial::kWaits;
};

// Sections 7 to 9: what it makes of a plaintext.
struct MessageWrong {
  bool (*takes)(ByteView) = nullptr;    // though it is no message
  bool (*refuses)(ByteView) = nullptr;  // though it is one
  void (*changes)(Bytes&) = nullptr;    // before it sends it back
  bool skips_no_message = false;        // and goes on, as it may
  bool refuses_repeated = false;        // what it has taken just before
};

enum class OnFailure : uint8_t { kCloses, kStaysOpen, kSaysSo, kResets };

// Section 11, and what has nothing to do with the protocol.
struct BehaviourWrong {
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
  size_t hangs_after = 0;          // messages; 0: never
  size_t echoes_late = 0;          // messages; answers once so many are there
  bool (*crashes_on)(ByteView) = nullptr;
  bool (*reports_on)(ByteView) = nullptr;  // as a sanitizer does
};

struct Wrong {
  CryptoWrong crypto;
  HandshakeWrong handshake;
  bool directions_swapped = false;
  bool one_key_for_both = false;
  DirectionWrong send;
  DirectionWrong receive;
  ReceiveWrong receiving;
  MessageWrong message;
  BehaviourWrong behaviour;
};

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_SEAM_WRONG_H_
