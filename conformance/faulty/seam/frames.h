// Sender and Receiver: the two directions of SPEC.md sections 5 and 6, as wrong as the data says.
//
//   out = sender.Send(plaintext);                     frames, ready for the stream
//   inbox is what has arrived:
//   Taken taken = receiver.Take(inbox);               takes one frame off its front
#ifndef ASMTP_CONFORMANCE_FAULTY_SEAM_FRAMES_H_
#define ASMTP_CONFORMANCE_FAULTY_SEAM_FRAMES_H_

#include "conformance/faulty/seam/noise.h"
#include "core/wire/framing.h"

namespace asmtp::faulty {

// The cipher of one direction, and what happens to it with each frame.
class Chain {
 public:
  Chain() = default;
  Chain(Cipher cipher, const DirectionWrong& wrong);

  // The cipher for the next frame.
  const Cipher& cipher() const { return cipher_; }
  // Says that the frame is done.
  void Advance();

 private:
  Cipher cipher_;
  const DirectionWrong* wrong_ = nullptr;
  uint64_t frames_ = 0;
};

class Sender {
 public:
  Sender() = default;
  Sender(Framing framing, Cipher cipher, const DirectionWrong& wrong)
      : framing_(framing), chain_(std::move(cipher), wrong), wrong_(&wrong) {}

  Bytes Send(ByteView plaintext);

 private:
  Bytes Frame(ByteView plaintext);

  Framing framing_ = Framing::kU32;
  Chain chain_;
  const DirectionWrong* wrong_ = nullptr;
};

// What came off the front of the stream.
struct Taken {
  enum class Kind : uint8_t { kNothing, kPlaintext, kFailure };
  Kind kind = Kind::kNothing;
  Bytes plaintext;
};

class Receiver {
 public:
  Receiver() = default;
  // `other` is the first cipher of the other direction.
  Receiver(Framing framing, Cipher cipher, Cipher other, const Wrong& wrong)
      : framing_(framing),
        chain_(std::move(cipher), wrong.receive),
        other_(std::move(other)),
        wrong_(&wrong) {}

  Taken Take(Bytes& inbox);

 private:
  std::optional<uint64_t> LengthIn(ByteView inbox) const;
  bool IsInRange(uint64_t length) const;
  void DropOtherFraming(Bytes& inbox) const;
  Taken TakePartial(Bytes& inbox, bool has_header) const;
  std::optional<Bytes> Open(ByteView ciphertext);
  std::optional<Bytes> OpenWith(const Cipher& cipher, ByteView ciphertext) const;
  std::optional<Bytes> OpenAnyway(ByteView ciphertext) const;

  Framing framing_ = Framing::kU32;
  Chain chain_;
  Cipher before_;
  Cipher other_;
  const Wrong* wrong_ = nullptr;
};

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_SEAM_FRAMES_H_
