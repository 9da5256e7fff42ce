// Program: what happens between two ends of a connection, as a list of actions. Any bytes are one.
//
//   header, 4:   | flags 1 | keys 1 | length limit 2 |
//   action:      | op 1 | where 1 | size 2, big-endian | payload |
//
//   const Program program = Parse(bytes);
//   for (const Action& action : program.actions) ...
//   Encode(program)                                  the bytes again, without what was cut off
//
// An op that is not known is an action that does nothing, and a size that passes the end stands for
// what is left: what a mutator makes is never refused. Both ends seal by themselves, so a program
// is honest unless an action says otherwise, and its bytes need no cryptography.
#ifndef ASMTP_FUZZ_PROGRAM_PROGRAM_H_
#define ASMTP_FUZZ_PROGRAM_PROGRAM_H_

#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

enum class Op : uint8_t {
  kSend,        // an end seals the payload; the frame waits on the wire
  kSendSample,  // an end seals a valid message, chosen by the payload
  kDeliver,     // what waits arrives, cut into pieces of the sizes in the payload
  kDeliverOne,  // the first frame that waits arrives
  kFlip,        // a bit of a waiting frame: payload = bit number, 2
  kOverwrite,   // bytes of a waiting frame: payload = offset 2, bytes
  kTruncate,    // the end of a waiting frame: payload = bytes to drop, 1
  kExtend,      // the payload follows a waiting frame
  kDrop,        // a waiting frame is lost
  kSwap,        // a waiting frame changes places with the next
  kRepeat,      // a frame from the past of this direction waits once more
  kReflect,     // a frame from the past of the other direction waits
  kSplice,      // a frame of another session waits
  kForge,       // one who holds the sender's key seals: payload = fault 1, plaintext
  kRaw,         // the payload waits
  kEnd,         // the stream ends, for the end that reads this direction
  kClose,       // the end that writes this direction closes
  kDecide,      // the end that writes this direction accepts or refuses its peer
};
inline constexpr size_t kOpCount = 18;

// Returns e.g. "send-sample", or "" where the byte is no op.
std::string_view Name(Op op);

// Which frame an action is about: direction 0 is the initiator's, 1 the responder's; `index` counts
// among the frames that wait, or that have been sent, and goes round.
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
    kHandshakeByHand = 4,   // the handshake frames wait to be delivered; else it is done at once
    kStranger = 8,          // the responder wants another initiator
    kWrongNumber = 16,      // the initiator calls another responder
    kRawResponderKey = 32,  // the initiator calls 32 bytes that belong to nobody
    kReflexive = 64,        // both ends have the same static key
    kDecideLater = 128,     // the responder decides when it is told to, or at the end; else at once
  };
  uint8_t flags = 0;
  uint8_t keys = 0;           // which secrets both ends have
  uint16_t length_limit = 0;  // of a frame, 0: as large as its framing allows up to 64 KiB
  std::vector<Action> actions;

  bool Has(Flag flag) const { return (flags & flag) != 0; }
  friend bool operator==(const Program&, const Program&) = default;
};

inline constexpr size_t kActionsMax = 64;
inline constexpr size_t kProgramHeaderSize = 4;
inline constexpr size_t kActionHeaderSize = 4;

// Every byte string is a program. Actions beyond kActionsMax are left out.
Program Parse(ByteView bytes);
// Parse(Encode(program)) == program, where no payload is longer than 65,535 bytes.
std::vector<uint8_t> Encode(const Program& program);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_PROGRAM_PROGRAM_H_
