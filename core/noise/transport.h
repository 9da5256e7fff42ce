// Transport: what a finished handshake yields. ASMTP rekeys a direction after each of its messages
// and never resets the counter:
//
//   message i of a direction:   nonce i, under the key of Split() rekeyed i times
//
//   Transport transport = *std::move(handshake).Finish();
//   transport.sealer.Seal(plaintext, out);         // out.size() == plaintext.size() + 16
//   transport.opener.Open(ciphertext, out);        // out.size() == ciphertext.size() - 16
//
// The two directions share nothing, so each may live on a thread of its own. Neither allocates.
#ifndef ASMTP_CORE_NOISE_TRANSPORT_H_
#define ASMTP_CORE_NOISE_TRANSPORT_H_

#include <expected>
#include <utility>

#include "core/crypto/hash.h"
#include "core/crypto/keys.h"
#include "core/noise/cipher_state.h"

namespace asmtp::noise {

// The sending direction.
class Sealer {
 public:
  explicit Sealer(CipherState cipher) : cipher_(std::move(cipher)) {}

  // Encrypts the next message and rekeys. `out` may start where `plaintext` starts. Fails with
  // kBufferSize, kNonceExhausted, kFailed (moved from), and then changes nothing.
  std::expected<void, Error> Seal(ByteView plaintext, MutableByteView out);

  // Messages sealed so far: the nonce of the next one, and how often its key was replaced.
  uint64_t count() const { return cipher_.nonce(); }

 private:
  CipherState cipher_;
};

// The receiving direction.
class Opener {
 public:
  explicit Opener(CipherState cipher) : cipher_(std::move(cipher)) {}

  // Decrypts the next message and rekeys. `out` may start where `ciphertext` starts. Fails with
  // kBadTag, kBufferSize, kNonceExhausted, kFailed (moved from); then key and counter stay
  // as they were.
  std::expected<void, Error> Open(ByteView ciphertext, MutableByteView out);

  // Messages opened so far.
  uint64_t count() const { return cipher_.nonce(); }

 private:
  CipherState cipher_;
};

struct Transport {
  Sealer sealer;
  Opener opener;
  Hash512 session_id;  // the handshake hash h, equal on both sides
  StaticPublic rs;     // the peer's static key
};

}  // namespace asmtp::noise

#endif  // ASMTP_CORE_NOISE_TRANSPORT_H_
