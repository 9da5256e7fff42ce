// Floors: the same work done by the libraries alone, without this project's core.
//
//   floor::Seal(key, n, plaintext, out);        // beside FrameWriter::Seal
//
// Calls libsodium directly, because a floor must not use the code that is compared with it.
#ifndef ASMTP_BENCH_FLOOR_H_
#define ASMTP_BENCH_FLOOR_H_

#include "core/bytes/bytes.h"
#include "core/crypto/suite.h"

namespace asmtp::bench::floor {

using Bytes32 = ByteArray<32>;

// One AEAD encryption and one ChaCha20 block for the next key; `out` has 16 bytes more than
// `plaintext`. Does not replace the key, because a floor does no other work.
void Seal(const Bytes32& key, uint64_t n, ByteView plaintext, MutableByteView out);

// One AEAD decryption, in place, and one ChaCha20 block. Returns whether the tag verified.
bool Open(const Bytes32& key, uint64_t n, MutableByteView ciphertext);

// One X25519. Returns a byte of the result.
uint8_t X25519(const Bytes32& scalar, const Bytes32& point);

// Generates a key pair of the suite. Returns a byte of the public key.
uint8_t GenerateKey(Suite suite);

// One Ed25519 verification.
bool Verify(const uint8_t* key, ByteView message, const uint8_t* signature);

// One BLAKE2b-128. Returns a byte of the result.
uint8_t Hash(ByteView input);

}  // namespace asmtp::bench::floor

#endif  // ASMTP_BENCH_FLOOR_H_
