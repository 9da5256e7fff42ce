// Frames of a session that deviates: the keys of one direction, and the parts of a frame:
//
//   | length field | ciphertext and tag |          each as the deviation makes it
//
//   LooseChain chain(split, Role::kInitiator);           the initiator's frames
//   const FrameSecret secret = chain.SecretOf(wrong, {.own = n, .others = m});
//   Bytes frame = SealFrame(wrong, secret, framing, split.session_id, plaintext);
//
//   const auto frame = CutFrame(wrong.length, framing, bytes);        the first of a stream
//   auto plaintext = OpenFrame(wrong, secret, split.session_id, *frame);
#ifndef ASMTP_CONFORMANCE_DEVIANT_LOOSE_FRAMES_H_
#define ASMTP_CONFORMANCE_DEVIANT_LOOSE_FRAMES_H_

#include <array>
#include <optional>

#include "conformance/deviant/loose_symmetric.h"
#include "core/wire/framing.h"

namespace asmtp::deviant {

// The key and nonce of a frame.
struct FrameSecret {
  Key32 key{};
  uint64_t nonce = 0;
  uint64_t rekeys = 0;  // replacements of the key since Split()
};

// Number of frames before this one, in its own and in the other direction.
struct FrameCount {
  uint64_t own = 0;
  uint64_t others = 0;
  uint64_t kept = 0;  // own frames after which the key was not replaced
};

// The keys of one direction. Advancing by one frame costs one REKEY.
class LooseChain {
 public:
  LooseChain() = default;
  LooseChain(const LooseSplit& split, noise::Role sender);

  FrameSecret SecretOf(const Direction& deviation, const FrameCount& count);

 private:
  // A key of Split() and its replacements so far.
  struct Walk {
    Key32 first{};
    Key32 key{};
    Bytes ck;  // of the last handshake token; advanced only by Rekey::kHkdfOfChain
    uint64_t rekeys = 0;
    Direction::Rekey rekey = Direction::Rekey::kStandard;
  };

  const Key32& Go(Walk& walk, Direction::Rekey rekey, uint64_t rekeys) const;

  bool initiator_ = true;  // whether the initiator sends
  Bytes ck_;
  Walk own_;
  Walk other_;
};

// Whether this is the first wrong frame of a peer with this deviation.
bool IsFirstMistake(const Direction& deviation, const FrameCount& count);

// Returns the replacement of the key of frame `n`. Advances `ck` for Rekey::kHkdfOfChain.
Key32 RekeyIn(Direction::Rekey rekey, const Key32& key, uint64_t n, Bytes& ck);

// Returns the length field of a ciphertext of `size` bytes, tag included.
Bytes LengthField(Direction::Length length, Framing framing, size_t size);

size_t LengthFieldSize(Direction::Length length, Framing framing);
// Returns the size of the ciphertext after the length field at the front of `stream`, or nothing if
// the field is incomplete.
std::optional<uint64_t> ReadLengthField(Direction::Length length, Framing framing, ByteView stream);

// The parts of a frame. Borrows its bytes.
struct FrameParts {
  ByteView header;
  ByteView body;
};
// Returns the first frame of a stream, or nothing if it is incomplete.
std::optional<FrameParts> CutFrame(Direction::Length length, Framing framing, ByteView stream);

// Returns the ciphertext and tag, which follow the length field.
Bytes SealBody(const Direction& deviation, const FrameSecret& secret, ByteView ad,
               ByteView plaintext);
// Returns the plaintext, or nothing if the tag does not verify. A body without a tag always opens.
std::optional<Bytes> OpenFrame(const Direction& deviation, const FrameSecret& secret,
                               ByteView session_id, const FrameParts& frame);
// The parts of a frame that was sealed.
struct SealedFrame {
  Bytes header;
  Bytes body;
};
SealedFrame SealParts(const Direction& deviation, const FrameSecret& secret, Framing framing,
                      ByteView session_id, ByteView plaintext);
// Returns the whole frame.
Bytes SealFrame(const Direction& deviation, const FrameSecret& secret, Framing framing,
                ByteView session_id, ByteView plaintext);

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_LOOSE_FRAMES_H_
