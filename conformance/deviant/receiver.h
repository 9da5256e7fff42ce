// Receiver: takes frames off a stream, with the mistakes of a deviation.
//
//   Receiver::Taken taken = receiver.Take(inbox, sent);      removes one frame from the front
#ifndef ASMTP_CONFORMANCE_DEVIANT_RECEIVER_H_
#define ASMTP_CONFORMANCE_DEVIANT_RECEIVER_H_

#include <optional>

#include "conformance/deviant/loose_transport.h"

namespace asmtp::deviant {

class Receiver {
 public:
  // The result of Take().
  struct Taken {
    enum class Kind : uint8_t { kNothing, kPlaintext, kFailure };
    Kind kind = Kind::kNothing;
    Bytes plaintext;
  };

  Receiver() = default;
  // `wrong` must outlive it.
  Receiver(const LooseSplit& split, noise::Role sender, Framing framing, const Deviation& wrong)
      : framing_(framing), chain_(split, sender), session_id_(split.session_id), wrong_(&wrong) {}

  // Takes the next frame from the front of `inbox`, the bytes received and not yet processed.
  // `sent` is the number of frames sent in the other direction so far.
  Taken Take(Bytes& inbox, uint64_t sent);
  // Returns the size of the next ciphertext, or nothing if its length field has not arrived yet.
  std::optional<uint64_t> LengthIn(ByteView inbox) const;
  // Number of frames taken so far.
  uint64_t count() const { return count_; }

 private:
  bool IsInRange(uint64_t length) const;
  void DropOtherFraming(Bytes& inbox) const;
  Taken TakePartial(Bytes& inbox, bool has_header) const;
  std::optional<Bytes> Open(const FrameParts& frame, uint64_t sent);
  std::optional<Bytes> OpenWith(const FrameSecret& secret, const FrameParts& frame) const;
  std::optional<Bytes> OpenAnyway(const FrameParts& frame, const FrameSecret& right);

  Framing framing_ = Framing::kU32;
  LooseChain chain_;
  Bytes session_id_;
  const Deviation* wrong_ = nullptr;
  std::optional<FrameSecret> before_;  // of the previous frame
  uint64_t count_ = 0;
  uint64_t kept_ = 0;  // frames after which the key was not replaced
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_RECEIVER_H_
