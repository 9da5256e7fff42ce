// Transport: the result of a finished handshake. ASMTP rekeys a direction after each message and
// never resets its nonce:
//
//   message i of a direction:   nonce i, under the key of Split() rekeyed i times
//
//   Transport transport = *std::move(handshake).Finish();
//   transport.sealer.Seal(plaintext, out);         // out.size() == plaintext.size() + 16
//   transport.opener.Open(ciphertext, out);        // out.size() == ciphertext.size() - 16
//
// The two directions share nothing, so each may be used on its own thread. Neither allocates.
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
  // kBufferSize, kNonceExhausted or kFailed (moved from), and then changes nothing.
  std::expected<void, Error> Seal(ByteView plaintext, MutableByteView out);

  // Messages sealed so far. This is the nonce of the next message and the number of rekeys.
  uint64_t count() const { return cipher_.nonce(); }

 private:
  CipherState cipher_;
};

// The receiving direction.
class Opener {
 public:
  explicit Opener(CipherState cipher) : cipher_(std::move(cipher)) {}

  // Decrypts the next message and rekeys. `out` may start where `ciphertext` starts. Fails with
  // kBadTag, kBufferSize, kNonceExhausted or kFailed (moved from), and then keeps key and nonce.
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
