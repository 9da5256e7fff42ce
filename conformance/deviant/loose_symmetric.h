// LooseSymmetric: SymmetricState (Noise 5.2) of a session that deviates: ck, h, k and n. Each
// operation applies the deviation passed to it.
//
//   LooseSymmetric symmetric;
//   symmetric.Initialize("Noise_IK_ed25519_ChaChaPoly_BLAKE2b", wrong);
//   symmetric.MixHash({prologue}, wrong);
//   symmetric.MixKey(secret, wrong);
//   Bytes sealed = symmetric.EncryptAndHash(plaintext, wrong);
//   LooseSplit split = symmetric.Split(wrong);
//
// The deviation is an argument of each call, because a peer may err in one message only.
#ifndef ASMTP_CONFORMANCE_DEVIANT_LOOSE_SYMMETRIC_H_
#define ASMTP_CONFORMANCE_DEVIANT_LOOSE_SYMMETRIC_H_

#include <initializer_list>
#include <optional>
#include <string_view>

#include "conformance/deviant/deviation.h"

namespace asmtp::deviant {

// The keys of Split(), and the other values that outlive the handshake.
struct LooseSplit {
  Key32 initiator{};  // seals the initiator's frames
  Key32 responder{};
  Bytes ck;
  Bytes session_id;
};

// The 12 bytes of the nonce n.
Nonce12 NonceIn(NonceForm form, uint64_t n);

class LooseSymmetric {
 public:
  void Initialize(std::string_view protocol_name, const Deviation& deviation);
  void MixHash(std::initializer_list<ByteView> parts, const Deviation& deviation);
  void MixKey(ByteView material, const Deviation& deviation);
  Bytes EncryptAndHash(ByteView plaintext, const Deviation& deviation);
  // Hashes `sealed` even if it does not verify.
  std::optional<Bytes> DecryptAndHash(ByteView sealed, const Deviation& deviation);
  // Returns the plaintext, and hashes nothing.
  std::optional<Bytes> Open(ByteView sealed, const Deviation& deviation) const;
  // The second half of EncryptAndHash.
  void HashSealed(ByteView sealed, ByteView plaintext, const Deviation& deviation);
  LooseSplit Split(const Deviation& deviation) const;

  const Bytes& h() const { return h_; }

 private:
  Bytes h_;
  Bytes ck_;
  Key32 k_{};
  uint64_t n_ = 0;
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_LOOSE_SYMMETRIC_H_
