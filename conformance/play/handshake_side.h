// HandshakeSide: the runner's half of the handshake, made of core's SymmetricState token by token,
// so that it can also write what no honest side would.
//
//   HandshakeSide side(Role::kInitiator, std::move(keys));
//   Bytes init = *side.WriteInit({.payload = {0x00}});     // without the version byte
//   if (!side.ReadResp(bytes)) ...
//   auto [first, second] = side.Split();
//
//     <- s
//     ...
//     -> e, es, s, ss           init
//     <- e, ee, se              resp
#ifndef ASMTP_CONFORMANCE_PLAY_HANDSHAKE_SIDE_H_
#define ASMTP_CONFORMANCE_PLAY_HANDSHAKE_SIDE_H_

#include <expected>
#include <optional>
#include <string>
#include <utility>

#include "conformance/transcript/value.h"
#include "core/crypto/keys.h"
#include "core/noise/pattern.h"
#include "core/noise/symmetric_state.h"

namespace asmtp::conformance {

// What is wrong with a flight.
struct FlightFaults {
  Bytes prologue;                  // hashed by the runner only
  Bytes payload;                   // instead of the empty one
  std::optional<Bytes> e;          // sent and hashed; every DH with it gives zero
  Bytes e_mask;                    // added bit by bit to the e that is sent and hashed
  std::optional<Bytes> e_shown;    // sent and hashed; see SideKeys::iut
  std::optional<Bytes> s;          // sent; every DH with it gives zero
  bool e_reused = false;           // the ephemeral key of the first session
  std::optional<noise::Token> dh;  // whose result is mixed with one bit flipped
  std::optional<StaticPublic> rs;  // taken for the responder's key
};

struct SideKeys {
  StaticKeyPair s;
  EphemeralKeyPair e;
  StaticPublic rs;  // of the IUT
  // Sent, hashed and told in place of the public key of `s`.
  std::optional<StaticPublic> s_shown = std::nullopt;
  // The IUT's own pair: what its static key makes of an e that is no public key of the runner's.
  std::optional<StaticKeyPair> iut = std::nullopt;

  const StaticPublic& own() const { return s_shown ? *s_shown : s.public_key(); }
};

class HandshakeSide {
 public:
  template <class T>
  using OrWhy = std::expected<T, std::string>;

  HandshakeSide(noise::Role role, SideKeys keys);

  // Writes or reads the Noise message of a flight. Reading fails, with a sentence, where the flight
  // is not what the runner's keys make of it; then the side is of no further use.
  OrWhy<Bytes> WriteInit(const FlightFaults& faults);
  OrWhy<void> ReadInit(ByteView message);
  OrWhy<Bytes> WriteResp(const FlightFaults& faults);
  OrWhy<void> ReadResp(ByteView message);

  // Takes another ephemeral key, before the first flight of the runner.
  void UseEphemeral(EphemeralKeyPair e) { keys_.e = std::move(e); }

  // Whether both flights are done.
  bool IsFinished() const { return finished_; }
  // Split(): the first CipherState is for the initiator's messages.
  std::pair<noise::CipherState, noise::CipherState> Split() const { return symmetric_.Split(); }
  const Hash512& session_id() const { return symmetric_.GetHandshakeHash(); }
  noise::Role role() const { return role_; }
  const SideKeys& keys() const { return keys_; }

 private:
  void Begin(ByteView prologue, const StaticPublic& responder);
  OrWhy<void> MixDh(const Scalar& mine, ByteView theirs, bool zero, bool wrong = false);
  OrWhy<void> MixDhWithIut(const FlightFaults& faults, const Scalar& mine, ByteView theirs,
                           bool wrong);
  Bytes WriteE(const FlightFaults& faults);
  OrWhy<void> ReadE(ByteView& message);
  OrWhy<void> ReadSealed(ByteView& message, size_t size, std::string_view what,
                         MutableByteView out);
  void WriteSealed(ByteView plaintext, Bytes& out);

  noise::Role role_;
  SideKeys keys_;
  noise::SymmetricState symmetric_;
  ByteArray<kPublicKeySize> re_{};
  bool static_is_zero_ = false;
  bool ephemeral_is_zero_ = false;
  bool finished_ = false;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_HANDSHAKE_SIDE_H_
