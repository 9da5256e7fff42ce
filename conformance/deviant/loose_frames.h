// Frames of a session that deviates: the keys of one direction, and a frame as a sum of its parts:
//
//   | length field | ciphertext and tag |          each as the deviation has it
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

// Under what a frame is sealed.
struct FrameSecret {
  Key32 key{};
  uint64_t nonce = 0;
  uint64_t rekeys = 0;  // replacements of the key since Split()
};

// Frames before this one: of its direction, and of the other.
struct FrameCount {
  uint64_t own = 0;
  uint64_t others = 0;
};

// The keys of one direction. Going from one frame to the next costs one REKEY.
class LooseChain {
 public:
  LooseChain() = default;
  LooseChain(const LooseSplit& split, noise::Role sender);

  FrameSecret SecretOf(const Direction& deviation, const FrameCount& count);

 private:
  // A key of Split() on its way through its replacements.
  struct Walk {
    Key32 first{};
    Key32 key{};
    Bytes ck;  // of the last handshake token; goes on where the deviation says so
    uint64_t rekeys = 0;
    Direction::Rekey rekey = Direction::Rekey::kStandard;
  };

  const Key32& Go(Walk& walk, Direction::Rekey rekey, uint64_t rekeys) const;

  bool initiator_ = true;  // whether the initiator sends
  Bytes ck_;
  Walk own_;
  Walk other_;
};

// Whether a peer with this deviation has sent right frames before this one, which is not.
bool IsFirstMistake(const Direction& deviation, const FrameCount& count);

// REKEY for the key of frame `n`.
Key32 RekeyIn(Direction::Rekey rekey, const Key32& key, uint64_t n, Bytes& ck);

// Returns the length field of a ciphertext. Its size is in bytes and includes the tag.
Bytes LengthField(Direction::Length length, Framing framing, size_t size);

size_t LengthFieldSize(Direction::Length length, Framing framing);
// Returns what the field at the front of a stream says about the ciphertext behind it; nothing where
// more of it is needed.
std::optional<uint64_t> ReadLengthField(Direction::Length length, Framing framing, ByteView stream);

// The parts of a frame. They borrow.
struct FrameParts {
  ByteView header;
  ByteView body;
};
// Cuts the first frame off a stream; nothing where more of it is needed.
std::optional<FrameParts> CutFrame(Direction::Length length, Framing framing, ByteView stream);

// Returns what follows a length field.
Bytes SealBody(const Direction& deviation, const FrameSecret& secret, ByteView ad,
               ByteView plaintext);
// Returns the plaintext, or nothing where the tag does not verify. A body without a tag always
// opens.
std::optional<Bytes> OpenFrame(const Direction& deviation, const FrameSecret& secret,
                               ByteView session_id, const FrameParts& frame);
// Returns the whole frame.
Bytes SealFrame(const Direction& deviation, const FrameSecret& secret, Framing framing,
                ByteView session_id, ByteView plaintext);

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_LOOSE_FRAMES_H_
