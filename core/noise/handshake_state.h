// HandshakeState (Noise 5.3) for the pattern IK:
//
//     <- s                      the initiator knows the responder's static key
//     ...
//     -> e, es, s, ss           first message,  96 bytes + payload
//     <- e, ee, se              second message, 48 bytes + payload
//
//   HandshakeState alice = HandshakeState::Initiator(prologue, s, e, rs);
//   alice.WriteMessage(payload, out);
//   alice.ReadMessage(message, payload_out);
//   auto transport = std::move(alice).Finish();        // consumes the handshake
//
// A step works on a copy and commits on success. An error of the peer wipes the keys, and every
// later step fails with kFailed. An error of the caller changes nothing. A moved-from object has no
// keys and also fails with kFailed.
//
// s and e know their suites. If the suites differ, the keys are wiped and every step fails with
// kSuiteMismatch. rs has no suite: 32 bytes meant for another suite are a key that no peer holds,
// so no peer answers.
#ifndef ASMTP_CORE_NOISE_HANDSHAKE_STATE_H_
#define ASMTP_CORE_NOISE_HANDSHAKE_STATE_H_

#include <expected>
#include <optional>
#include <utility>

#include "core/crypto/keys.h"
#include "core/noise/pattern.h"
#include "core/noise/symmetric_state.h"
#include "core/noise/transport.h"

namespace asmtp::noise {

// The largest Noise message, in bytes (Noise 3).
inline constexpr size_t kNoiseMessageSizeMax = 65535;

class HandshakeState {
 public:
  // Initialize(IK, initiator = true, prologue, s, e, rs). The caller chooses the ephemeral key and
  // must use it only once.
  static HandshakeState Initiator(ByteView prologue, StaticKeyPair s, EphemeralKeyPair e,
                                  const StaticPublic& rs);
  // Initialize(IK, initiator = false, prologue, s, e). The first message has the initiator's keys.
  static HandshakeState Responder(ByteView prologue, StaticKeyPair s, EphemeralKeyPair e);

  // WriteMessage(payload, message_buffer): writes the next message to the start of `out` and
  // returns its size, MessageSize(payload.size()). Fails with kWrongTurn, kFinished, kFailed,
  // kSuiteMismatch, kMessageSize (the payload is too large), kBufferSize or kLowOrderPoint (the
  // peer's key).
  std::expected<size_t, Error> WriteMessage(ByteView payload, MutableByteView out);

  // ReadMessage(message, payload_buffer): writes the payload to the start of `payload_out` and
  // returns its size. Fails like WriteMessage(), or with kBadTag.
  std::expected<size_t, Error> ReadMessage(ByteView message, MutableByteView payload_out);

  // Returns the size of the next message with a payload of `payload_size` bytes, or 0 if there is
  // no next message.
  size_t MessageSize(size_t payload_size) const;

  // Whether both messages are done.
  bool IsFinished() const { return !HasFailed() && next_message_ == kMessageCount; }
  // Whether every step fails and the keys are wiped, because a step has failed, Split() has
  // consumed the handshake, the object was moved from, or the suites differ.
  bool HasFailed() const { return !alive_; }
  // Whether it is this side's turn to write.
  bool IsMyTurn() const;

  Role role() const { return role_; }
  Suite suite() const { return s_.suite(); }
  // The peer's static key. A responder knows it after the first message.
  const std::optional<StaticPublic>& rs() const { return rs_.key; }
  // The peer's ephemeral key after it is received.
  const std::optional<EphemeralPublic>& re() const { return re_.key; }
  // The current handshake hash h.
  const Hash512& GetHandshakeHash() const { return symmetric_.GetHandshakeHash(); }

  // Split(): consumes a finished handshake and returns two CipherStates, the first for messages of
  // the initiator. Nothing rekeys them. Fails with kNotFinished, or like every step if HasFailed().
  std::expected<std::pair<CipherState, CipherState>, Error> Split() &&;

  // Consumes a finished handshake and returns a Transport, which rekeys as ASMTP requires. Fails
  // like Split().
  std::expected<Transport, Error> Finish() &&;

 private:
  // A public key of the peer, as received and prepared for Dh(). Two tokens use each key.
  template <class Public>
  struct PeerKey {
    // Zeroes the memory of the key: copies of uninitialized bytes could contain an old secret.
    PeerKey() : key(std::in_place) { key.reset(); }
    PeerKey(const Public& public_key, const DhPublic& prepared) : key(public_key), dh(prepared) {}

    std::optional<Public> key;
    DhPublic dh;
  };

  // The state that a step changes, except for the turn.
  struct Step {
    SymmetricState symmetric;
    PeerKey<StaticPublic> rs;
    PeerKey<EphemeralPublic> re;
  };

  HandshakeState(Role role, ByteView prologue, StaticKeyPair s, EphemeralKeyPair e,
                 const std::optional<StaticPublic>& rs);

  template <class Public>
  PeerKey<Public> Prepare(const Public& key) const;
  std::expected<void, Error> CheckTurn(bool writing) const;
  std::expected<void, Error> WriteToken(Token token, Step& step, MutableByteView& out) const;
  std::expected<void, Error> ReadToken(Token token, Step& step, ByteView& message) const;
  std::expected<void, Error> MixDh(Token token, Step& step) const;
  void Commit(Step step);
  std::unexpected<Error> Refuse() const;
  std::unexpected<Error> Fail(Error error);
  void End();

  Role role_;
  SymmetricState symmetric_;
  StaticKeyPair s_;
  EphemeralKeyPair e_;
  PeerKey<StaticPublic> rs_;
  PeerKey<EphemeralPublic> re_;
  size_t next_message_ = 0;  // index into the pattern
  HoldsSecrets alive_{true};
};

}  // namespace asmtp::noise

#endif  // ASMTP_CORE_NOISE_HANDSHAKE_STATE_H_
