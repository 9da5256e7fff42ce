// Program: a list of actions on the two ends of a connection. Any bytes are a program.
//
//   header, 4:   | flags 1 | keys 1 | length limit 2 |
//   action:      | op 1 | where 1 | size 2, big-endian | payload |
//
//   const Program program = Parse(bytes);
//   for (const Action& action : program.actions) ...
//   Encode(program)                                  the bytes again, without a truncated tail
//
// An unknown op does nothing, and a size beyond the end means the rest, so every mutation is valid.
// Both ends seal by themselves, so a program is honest unless an action says otherwise, and its
// bytes need no cryptography.
#ifndef ASMTP_FUZZ_PROGRAM_PROGRAM_H_
#define ASMTP_FUZZ_PROGRAM_PROGRAM_H_

#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

enum class Op : uint8_t {
  kSend,        // an end seals the payload; the frame waits on the wire
  kSendSample,  // an end seals a valid message, chosen by the payload
  kDeliver,     // the waiting bytes arrive in pieces of the sizes in the payload
  kDeliverOne,  // the first waiting frame arrives
  kFlip,        // a bit of a waiting frame: payload = bit number, 2
  kOverwrite,   // bytes of a waiting frame: payload = offset 2, bytes
  kTruncate,    // the end of a waiting frame: payload = bytes to drop, 1
  kExtend,      // the payload follows a waiting frame
  kDrop,        // a waiting frame is lost
  kSwap,        // a waiting frame trades places with the next
  kRepeat,      // an earlier frame of this direction waits again
  kReflect,     // an earlier frame of the other direction waits
  kSplice,      // a frame of another session waits
  kForge,       // seals with the sender's key: payload = fault 1, plaintext
  kRaw,         // the payload waits on the wire as it is
  kEnd,         // the stream ends for the reader of this direction
  kClose,       // the writer of this direction closes
  kDecide,      // the writer of this direction accepts or refuses its peer
};
inline constexpr size_t kOpCount = 18;

// Returns for example "send-sample", or "" if the byte is not an op.
std::string_view Name(Op op);

// The frame of an action: direction 0 is the initiator's, 1 the responder's. `index` counts the
// waiting or the sent frames, modulo their number.
struct Place {
  size_t direction;
  size_t index;
};

struct Action {
  Op op = Op::kSend;
  uint8_t where = 0;  // bit 0: direction, the rest: index
  std::vector<uint8_t> payload;

  Place place() const { return {.direction = where & 1U, .index = size_t{where} >> 1}; }
  friend bool operator==(const Action&, const Action&) = default;
};

struct Program {
  enum Flag : uint8_t {
    kSuite25519 = 1,        // else ed25519
    kFramingU16 = 2,        // else u32
    kHandshakeByHand = 4,   // handshake frames wait for delivery; else it runs at once
    kStranger = 8,          // the responder expects another initiator
    kWrongNumber = 16,      // the initiator calls another responder
    kRawResponderKey = 32,  // the initiator calls 32 bytes without a known secret
    kReflexive = 64,        // both ends have the same static key
    kDecideLater = 128,     // the responder decides on kDecide or at the end; else at once
  };
  uint8_t flags = 0;
  uint8_t keys = 0;           // selects the secrets of both ends
  uint16_t length_limit = 0;  // of a frame; 0: the limit of its framing, up to 64 KiB
  std::vector<Action> actions;

  bool Has(Flag flag) const { return (flags & flag) != 0; }
  friend bool operator==(const Program&, const Program&) = default;
};

inline constexpr size_t kActionsMax = 64;
inline constexpr size_t kProgramHeaderSize = 4;
inline constexpr size_t kActionHeaderSize = 4;

// Accepts every byte string. Omits actions after the first kActionsMax.
Program Parse(ByteView bytes);
// Parse(Encode(program)) == program if no payload exceeds 65,535 bytes.
std::vector<uint8_t> Encode(const Program& program);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_PROGRAM_PROGRAM_H_
