// The recorded sessions of corpus/vectors/handshakes.json. A test that uses them needs
// //corpus:vectors in its `data`.
#ifndef ASMTP_CORE_TESTING_HANDSHAKE_VECTORS_H_
#define ASMTP_CORE_TESTING_HANDSHAKE_VECTORS_H_

#include <vector>

#include "core/bytes/bytes.h"
#include "core/crypto/keys.h"

namespace asmtp {

// One session with the secrets of both sides.
struct HandshakeVector {
  struct Side {
    StaticKeyPair s;
    StaticPublic s_public;  // as recorded, not derived
    EphemeralKeyPair e;
  };
  struct Message {
    bool from_initiator;
    std::vector<uint8_t> plaintext;
    std::vector<uint8_t> ciphertext;
  };

  size_t index;  // its position in the file
  Suite suite;
  Side initiator;
  Side responder;
  std::vector<uint8_t> initialize;  // handshake frames, including the version byte
  std::vector<uint8_t> response;
  std::vector<uint8_t> session_id;
  std::vector<Message> messages;
};

// Returns every vector of the file. Ends the program if the file cannot be read.
std::vector<HandshakeVector> ReadHandshakeVectors();

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_HANDSHAKE_VECTORS_H_
