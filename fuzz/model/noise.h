// Noise IK and the transport with its rekey, by sections 4 and 5 of SPEC.md: the second opinion on
// core/noise. A side is a value. It is unusable after a failed step.
//
//   Side a(Group::kEd25519, s, e, rs);                  initiator
//   const Bytes initialize = *a.WriteInitialize();
//   if (!b.ReadInitialize(initialize)) ...              b: Side(group, s, e), responder
//   auto [first, second] = a.Split();
//   first.SealNext(plaintext)                           then rekeys
#ifndef ASMTP_FUZZ_MODEL_NOISE_H_
#define ASMTP_FUZZ_MODEL_NOISE_H_

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/model/primitives.h"

namespace asmtp::model {

inline constexpr size_t kInitializeSize = 97;
inline constexpr size_t kResponseSize = 49;

// Why a handshake frame was refused.
enum class HandshakeFailure : uint8_t { kNone, kVersion, kZeroDh, kTag };

// One direction: frame i is sealed with nonce i, under the key of Split() replaced i times.
struct Direction {
  Bytes k;
  uint64_t n = 0;

  Bytes SealNext(View plaintext);
  std::optional<Bytes> OpenNext(View ciphertext);
};

class Side {
 public:
  // An initiator, which knows `rs`.
  Side(Group group, View s, View e, View rs);
  // A responder.
  Side(Group group, View s, View e);

  // Each returns nothing, or false, if the step fails. failure() tells why.
  std::optional<Bytes> WriteInitialize();
  bool ReadInitialize(View frame);
  std::optional<Bytes> WriteResponse();
  bool ReadResponse(View frame);

  HandshakeFailure failure() const { return failure_; }
  // The peer's static key. For a responder, valid after ReadInitialize().
  const Bytes& rs() const { return rs_; }
  // h; after the response it is the session id.
  const Bytes& h() const { return h_; }
  // All secrets: the private keys, their scalars and the derived keys.
  std::vector<Bytes> Secrets() const;
  // The first direction is the initiator's.
  std::pair<Direction, Direction> Split() const;

 private:
  bool Fail(HandshakeFailure failure);
  void MixHash(View data);
  bool MixKey(std::optional<Bytes> shared);
  Bytes EncryptAndHash(View plaintext);
  std::optional<Bytes> DecryptAndHash(View ciphertext);
  bool ReadVersionAndE(View frame);
  Bytes WriteE();

  Group group_;
  Bytes s_;
  Bytes e_;
  Bytes rs_;
  Bytes re_;
  Bytes h_;
  Bytes ck_;
  Bytes k_;
  HandshakeFailure failure_ = HandshakeFailure::kNone;
};

}  // namespace asmtp::model

#endif  // ASMTP_FUZZ_MODEL_NOISE_H_
