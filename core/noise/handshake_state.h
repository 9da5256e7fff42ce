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
// Commit on success: a step works on a copy. Where the peer is at fault the keys are wiped and
// every later step answers kFailed; where the caller is, nothing changes. A move leaves the source
// without keys, and it answers kFailed too.
//
// s and e know their suite. Where it is not the same the handshake is over before it begins: the
// keys are wiped and every step answers kSuiteMismatch. rs is 32 bytes that belong to no suite; one
// that was meant for another suite is a key that nobody has, and no peer answers to it.
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

// Noise 3: no handshake message is longer.
inline constexpr size_t kNoiseMessageSizeMax = 65535;

class HandshakeState {
 public:
  // Initialize(IK, initiator = true, prologue, s, e, rs). The ephemeral key is the caller's to
  // choose, and to use once.
  static HandshakeState Initiator(ByteView prologue, StaticKeyPair s, EphemeralKeyPair e,
                                  const StaticPublic& rs);
  // Initialize(IK, initiator = false, prologue, s, e): the initiator's keys come in the message.
  static HandshakeState Responder(ByteView prologue, StaticKeyPair s, EphemeralKeyPair e);

  // WriteMessage(payload, message_buffer): writes the next message to the start of `out` and
  // returns its size, which is MessageSize(payload.size()). Fails with kWrongTurn, kFinished,
  // kFailed, kSuiteMismatch, kMessageSize (the payload is too large), kBufferSize, kLowOrderPoint
  // (the peer's key).
  std::expected<size_t, Error> WriteMessage(ByteView payload, MutableByteView out);

  // ReadMessage(message, payload_buffer): writes the payload to the start of `payload_out` and
  // returns its size. Fails as WriteMessage does, and with kBadTag.
  std::expected<size_t, Error> ReadMessage(ByteView message, MutableByteView payload_out);

  // Returns the size of the next message with a payload of `payload_size` bytes, and 0 where there
  // is no next message.
  size_t MessageSize(size_t payload_size) const;

  // Whether both messages are done.
  bool IsFinished() const { return !HasFailed() && next_message_ == kMessageCount; }
  // Whether every step will be refused: one has failed, Split() has consumed the handshake, it was
  // moved from, or the suites differ. The keys are wiped.
  bool HasFailed() const { return !alive_; }
  // Whether it is this side's turn to write.
  bool IsMyTurn() const;

  Role role() const { return role_; }
  Suite suite() const { return s_.suite(); }
  // The peer's static key: known to the initiator from the start, to the responder after the first
  // message.
  const std::optional<StaticPublic>& rs() const { return rs_.key; }
  // The peer's ephemeral key, once received.
  const std::optional<EphemeralPublic>& re() const { return re_.key; }
  // The handshake hash h as it stands.
  const Hash512& GetHandshakeHash() const { return symmetric_.GetHandshakeHash(); }

  // Split(): consumes a finished handshake and returns its two CipherStates, the first for the
  // initiator's messages. Nothing rekeys them. Fails with kNotFinished, and as every step does once
  // HasFailed().
  std::expected<std::pair<CipherState, CipherState>, Error> Split() &&;

  // Split(), and ASMTP's use of it: consumes a finished handshake. Fails as Split() does.
  std::expected<Transport, Error> Finish() &&;

 private:
  // A public key of the peer as it travelled, and prepared: each takes part in two tokens.
  template <class Public>
  struct PeerKey {
    // Zeros until there is a key: copying it carries no bytes along that were in this memory
    // before, which may be a secret's.
    PeerKey() : key(std::in_place) { key.reset(); }
    PeerKey(const Public& public_key, const DhPublic& prepared) : key(public_key), dh(prepared) {}

    std::optional<Public> key;
    DhPublic dh;
  };

  // What a step changes, apart from the turn.
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
