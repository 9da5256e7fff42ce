// Handshake: the two handshake frames of SPEC.md section 4, as wrong as the data says.
//
//   <- s
//   ...
//   -> e, es, s, ss        initialize
//   <- e, ee, se           response
//
//   Handshake handshake(role, std::move(keys), wrong);
//   out = handshake.WriteInitialize();
//   if (!handshake.ReadResponse(frame)) ...
//   auto [first, second] = handshake.Split();
#ifndef ASMTP_CONFORMANCE_FAULTY_SEAM_HANDSHAKE_H_
#define ASMTP_CONFORMANCE_FAULTY_SEAM_HANDSHAKE_H_

#include "conformance/faulty/seam/noise.h"
#include "core/crypto/keys.h"
#include "core/noise/pattern.h"

namespace asmtp::faulty {

struct HandshakeKeys {
  StaticKeyPair s;
  EphemeralKeyPair e;
  StaticPublic wanted;  // the responder, or the initiator that is welcome
};

class Handshake {
 public:
  // `wrong` must outlive it.
  Handshake(noise::Role role, HandshakeKeys keys, const Wrong& wrong);

  // Sizes of the frames that are read.
  size_t InitializeSize() const;
  size_t ResponseSize() const;

  // Frames with their version byte.
  Bytes WriteInitialize();
  bool ReadInitialize(ByteView frame);
  Bytes WriteResponse();
  bool ReadResponse(ByteView frame);

  // Responder, after ReadInitialize: whether the initiator is the wanted one.
  bool IsWanted() const;
  std::pair<Cipher, Cipher> Split() const { return symmetric_.Split(); }

 private:
  void Begin(const StaticPublic& responder);
  bool ReadE(ByteView& message);
  bool ReadStatic(ByteView& message);
  bool ReadPayload(ByteView message);
  void WritePayload(Bytes& out);
  bool MixDh(const Scalar& mine, ByteView theirs);

  HandshakeKeys keys_;
  const Wrong* wrong_;
  Symmetric symmetric_;
  ByteArray<kPublicKeySize> re_{};
  ByteArray<kPublicKeySize> rs_{};
};

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_SEAM_HANDSHAKE_H_
