// WrongNoise: the IUT's half of a handshake with faults, for WrongIut.
#ifndef ASMTP_CONFORMANCE_PLAY_WRONG_NOISE_H_
#define ASMTP_CONFORMANCE_PLAY_WRONG_NOISE_H_

#include <string_view>

#include "conformance/deviant/loose_crypto.h"
#include "conformance/play/config.h"
#include "conformance/play/peer.h"
#include "conformance/play/wrong_iut.h"

namespace asmtp::conformance {

using deviant::ChaCha20;
using deviant::Cipher;
using deviant::Digest;
using deviant::HashKind;
using deviant::Hkdf;
using deviant::Key32;
using deviant::MacKind;
using deviant::Nonce12;
using deviant::OpenAead;
using deviant::SealAead;

class WrongNoise {
 public:
  WrongNoise(const Config& config, const Keys& keys, const Faults& faults);

  // The IUT as initiator: the whole flight, version byte included.
  Bytes WriteInit();
  // The IUT as initiator; what is wrong in it is not repeated.
  bool ReadResp(ByteView flight);
  // The IUT as responder, without a fault.
  bool ReadInit(ByteView flight);
  // The IUT as responder, with its faults.
  Bytes WriteResp();

  // The keys of Split(), the initiator's first.
  std::pair<Key32, Key32> Split() const;
  const Bytes& ck() const { return ck_; }
  const Bytes& h() const { return h_; }

 private:
  bool Is(std::string_view fault) const { return active_ && faults_.contains(fault); }
  HashKind hash() const;
  Cipher cipher() const { return Is("suite-aes-gcm") ? Cipher::kAesGcm : Cipher::kChaChaPoly; }
  std::string NameOfProtocol() const;
  void Begin();
  void WriteE(Bytes& out);
  void MixHash(const Bytes& data);
  void MixKey(const Bytes& material);
  Bytes Seal(const Bytes& plaintext);
  bool Open(ByteView sealed, Bytes& plaintext);
  Bytes Ee() const;
  Bytes OfMyStatic(ByteView theirs) const;
  Bytes OfMyEphemeral(ByteView theirs) const;
  Bytes U(ByteView key) const;
  Bytes Payload() const { return Is("payload-not-empty") ? Bytes{1, 2, 3} : Bytes(); }

  Config config_;
  const Faults& faults_;
  StaticKeyPair s_;
  EphemeralKeyPair e_;
  StaticKeyPair s_unhashed_;  // the seed as an X25519 scalar
  EphemeralKeyPair e_x25519_;
  Bytes rs_;
  Bytes re_;
  Bytes h_;
  Bytes ck_;
  Key32 k_{};
  uint8_t n_ = 0;
  bool active_ = false;  // whether faults happen
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_WRONG_NOISE_H_
