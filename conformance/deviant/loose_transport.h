// LooseSealer and LooseOpener: the two directions after the handshake, one key per frame.
//
//   frame i:   nonce i, under the key of Split() rekeyed i times
//
//   LooseSealer sealer(split, Role::kInitiator, framing);
//   sealer.Seal(plaintext, {});                                       correct
//   sealer.Seal(plaintext, {.rekeys = Direction::Rekeys::kNever});    under the first key
//
// A deviation affects one frame only; the next frame has its own.
#ifndef ASMTP_CONFORMANCE_DEVIANT_LOOSE_TRANSPORT_H_
#define ASMTP_CONFORMANCE_DEVIANT_LOOSE_TRANSPORT_H_

#include <optional>

#include "conformance/deviant/loose_frames.h"

namespace asmtp::deviant {

class LooseSealer {
 public:
  LooseSealer() = default;
  LooseSealer(const LooseSplit& split, noise::Role sender, Framing framing)
      : chain_(split, sender), session_id_(split.session_id), framing_(framing) {}

  // Returns a whole frame. `others` is the number of frames in the other direction so far.
  Bytes SealFrame(ByteView plaintext, const Direction& deviation, uint64_t others = 0);
  // Returns the frame without its length field.
  Bytes Seal(ByteView plaintext, const Direction& deviation);

  // The key and nonce of the last frame.
  const FrameSecret& last() const { return last_; }
  // Number of frames sealed so far.
  uint64_t count() const { return count_; }

 private:
  const FrameSecret& Advance(ByteView plaintext, const Direction& deviation, uint64_t others);

  LooseChain chain_;
  Bytes session_id_;
  Framing framing_ = Framing::kU32;
  FrameSecret last_;
  uint64_t count_ = 0;
  uint64_t kept_ = 0;  // frames after which the key was not replaced
};

class LooseOpener {
 public:
  LooseOpener() = default;
  LooseOpener(const LooseSplit& split, noise::Role sender)
      : chain_(split, sender), session_id_(split.session_id) {}

  // Returns the plaintext, or nothing if the frame does not verify; that frame is not counted.
  std::optional<Bytes> Open(const FrameParts& frame, const Direction& deviation,
                            uint64_t others = 0);
  std::optional<Bytes> Open(ByteView body) { return Open({.header = {}, .body = body}, {}); }

  // The key and nonce used for the last frame, whether or not it verified.
  const FrameSecret& last() const { return last_; }
  // Number of frames opened so far.
  uint64_t count() const { return count_; }

 private:
  LooseChain chain_;
  Bytes session_id_;
  FrameSecret last_;
  uint64_t count_ = 0;
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_LOOSE_TRANSPORT_H_
