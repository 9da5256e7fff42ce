// Side: the proxy's half of one session with one IUT: flights and frames, no I/O.
//
//   Side side(Role::kInitiator, {s, e, rs});      the IUT is the initiator, the proxy responds
//   side.ReadFlight(init);
//   Write(*side.WriteFlight());
//   auto plaintext = side.Open(ciphertext);
//   Bytes ciphertext = side.Seal(plaintext);
#ifndef ASMTP_CONFORMANCE_RECORD_SIDE_H_
#define ASMTP_CONFORMANCE_RECORD_SIDE_H_

#include <expected>
#include <optional>
#include <string>

#include "conformance/play/handshake_side.h"
#include "conformance/transcript/value.h"
#include "core/noise/cipher_state.h"

namespace asmtp::conformance {

class Side {
 public:
  Side(noise::Role iut_role, SideKeys keys) : handshake_(noise::Peer(iut_role), std::move(keys)) {}

  // Writes the proxy's flight, and reads the IUT's, each with its version. Fail with a sentence.
  std::expected<Bytes, std::string> WriteFlight();
  std::expected<void, std::string> ReadFlight(ByteView flight);
  // Size of the IUT's flight.
  size_t flight_size() const;

  // Both handshake flights are done: seals the next message, and opens the IUT's next one, which
  // fails where it does not verify.
  Bytes Seal(ByteView plaintext);
  std::optional<Bytes> Open(ByteView ciphertext);

 private:
  bool IsInitiator() const { return handshake_.role() == noise::Role::kInitiator; }
  void FinishHandshake();

  HandshakeSide handshake_;
  noise::CipherState sending_;
  noise::CipherState receiving_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_SIDE_H_
