// Dialogue: the exchange of two IUTs through the proxy, as steps for both roles of an IUT. What one
// IUT sent, the runner sends when it plays with the other.
//
//   dialogue.Connect();
//   dialogue.Handshake({of the initiator, of the proxy}, {of the proxy, of the responder});
//   dialogue.Message(Role::kInitiator, plaintext, {received, sealed}, waited);
//   dialogue.Ended(Role::kInitiator, false, waited);
//
//     only initiator recv msg ...           the initiator is the IUT
//       wire initiator ed25519 ~ ...
//     only responder send msg ...           the responder is the IUT
//       wire responder ed25519 ~ ...
#ifndef ASMTP_CONFORMANCE_RECORD_DIALOGUE_H_
#define ASMTP_CONFORMANCE_RECORD_DIALOGUE_H_

#include <chrono>
#include <string>
#include <vector>

#include "conformance/record/recording.h"

namespace asmtp::conformance {

// The bytes of one event on both streams, by the role of the IUT there.
struct WirePair {
  Bytes initiator;
  Bytes responder;
};

class Dialogue {
 public:
  explicit Dialogue(Suite suite) : suite_(suite) {}

  void Connect();
  void Handshake(const WirePair& initialize, const WirePair& response);
  // A message that the IUT of this role sent to the other, `waited` after the previous event.
  void Message(noise::Role from, ByteView plaintext, const WirePair& wires,
               std::chrono::milliseconds waited);
  // A message that the proxy sent to both and both echoed.
  void Echo(ByteView plaintext, const WirePair& sent, const WirePair& received);
  // The IUT of this role ended its side with a RST or a FIN, and the proxy that of the other.
  void Ended(noise::Role who, bool reset, std::chrono::milliseconds waited);
  // The proxy ended both.
  void Close();

  // Whether an IUT that only echoes can play the dialogue in both roles.
  bool IsEcho() const { return is_echo_; }
  // The size of the largest ciphertext.
  size_t largest() const { return largest_; }
  size_t messages() const { return messages_; }
  const std::vector<RecordedStep>& steps() const { return steps_; }
  // The ephemeral keys of both IUTs in each session.
  const std::vector<RecordedEphemeral>& ephemerals() const { return ephemerals_; }

 private:
  std::vector<RecordedWire> Both(const WirePair& wires) const;
  void Remember(noise::Role role, ByteView frame);
  void Measure(const WirePair& wires);

  Suite suite_;
  bool is_echo_ = true;
  size_t largest_ = 0;
  size_t messages_ = 0;
  size_t sessions_ = 0;
  std::vector<RecordedStep> steps_;
  std::vector<RecordedEphemeral> ephemerals_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_DIALOGUE_H_
