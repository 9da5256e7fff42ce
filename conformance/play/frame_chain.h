// SealChain and OpenChain: the runner's two directions after the handshake, one key per message.
//
//   message i:   nonce i, under the key of Split() rekeyed i times
//
//   chain.Seal(plaintext, {});                          as it should be
//   chain.Seal(plaintext, {.key = KeyFault::kSkip});    under the key of the message before
//
// Whatever is wrong with one message, the next one is sealed as it should be.
#ifndef ASMTP_CONFORMANCE_PLAY_FRAME_CHAIN_H_
#define ASMTP_CONFORMANCE_PLAY_FRAME_CHAIN_H_

#include <optional>
#include <utility>

#include "conformance/play/trace.h"
#include "conformance/transcript/tamper.h"
#include "conformance/transcript/value.h"
#include "core/noise/cipher_state.h"

namespace asmtp::conformance {

enum class KeyFault : uint8_t {
  kNone,
  kSkip,   // the rekey after the message before was left out
  kTwice,  // it was done twice
  kOther,  // the key of the other direction
  kFirst,  // the key of Split(), never replaced
  kZero,   // 32 zero bytes
};

struct SealFaults {
  KeyFault key = KeyFault::kNone;
  std::optional<TamperNumber> nonce;
};

class SealChain {
 public:
  // `first` seals the first message; `other` is the first key of the other direction.
  SealChain(noise::CipherState first, noise::CipherState other)
      : current_(std::move(first)),
        previous_(current_.Clone()),
        first_(current_.Clone()),
        other_(std::move(other)) {}

  // Returns ciphertext and tag.
  Bytes Seal(ByteView plaintext, const SealFaults& faults);
  // Under what the last message was sealed, faults included.
  const FrameKey& last() const { return last_; }
  // Messages sealed so far.
  uint64_t count() const { return current_.nonce(); }
  // What sealed the first message.
  const noise::CipherState& first() const { return first_; }

 private:
  // A key, and how often it was replaced.
  struct Key {
    noise::CipherState cipher;
    uint64_t rekeys = 0;
  };
  Key KeyFor(KeyFault fault) const;

  noise::CipherState current_;
  noise::CipherState previous_;
  noise::CipherState first_;
  noise::CipherState other_;
  FrameKey last_;
};

class OpenChain {
 public:
  explicit OpenChain(noise::CipherState first) : current_(std::move(first)) {}

  // Returns the plaintext, or nothing where the ciphertext does not verify.
  std::optional<Bytes> Open(ByteView ciphertext);
  // Under what the last message was opened, or was tried to be.
  const FrameKey& last() const { return last_; }
  // Messages opened so far.
  uint64_t count() const { return current_.nonce(); }

 private:
  noise::CipherState current_;
  FrameKey last_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_FRAME_CHAIN_H_
