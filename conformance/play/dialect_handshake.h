// DialectHandshake: the handshake of a session, worked out again in a dialect from its bytes and
// the runner's secrets.
//
//   DialectHandshake handshake(evidence, shared_secrets, Dialect());
//   handshake.TakeInit(init)             hashes and mixes what the runner itself sent
//   handshake.VerifyResp(bytes, wrong)   whether these bytes are a response in that dialect
#ifndef ASMTP_CONFORMANCE_PLAY_DIALECT_HANDSHAKE_H_
#define ASMTP_CONFORMANCE_PLAY_DIALECT_HANDSHAKE_H_

#include <map>
#include <optional>
#include <tuple>

#include "conformance/play/dialect.h"
#include "conformance/play/evidence.h"

namespace asmtp::conformance {

// The results of DH in one session, each computed once.
class SharedSecrets {
 public:
  // `evidence` must outlive it.
  explicit SharedSecrets(const Evidence& evidence) : evidence_(evidence) {}

  // Returns the DH of a token, in the dialect, where the IUT's ephemeral key is `e`. Nothing where
  // the runner's secrets do not give it, or it is zero.
  std::optional<Bytes> Of(noise::Token token, const Dialect& dialect, ByteView e);

 private:
  std::optional<Bytes> Compute(noise::Token token, bool e_is_u, bool seed_is_scalar, ByteView e);

  const Evidence& evidence_;
  std::map<std::tuple<noise::Token, bool, bool>, std::optional<Bytes>> known_;
};

// Keys of Split(), and what else of the handshake outlives it.
struct DialectSplit {
  Key32 initiator{};  // for the initiator's frames
  Key32 responder{};
  Bytes ck;
  Bytes session_id;
};

class DialectHandshake {
 public:
  // `evidence` and `secrets` must outlive it.
  DialectHandshake(const Evidence& evidence, SharedSecrets& secrets, const Dialect& dialect);

  // Goes on in another dialect.
  void Speak(const Dialect& dialect) { dialect_ = dialect; }

  // Takes a flight as it is. Returns whether every key could be computed.
  bool TakeInit(ByteView flight) { return Init(flight, /*verify=*/false); }
  bool TakeResp(ByteView flight) { return Resp(flight, /*verify=*/false); }
  // Returns whether the bytes begin with the IUT's flight, in this dialect.
  bool VerifyInit(ByteView bytes) { return Init(bytes, /*verify=*/true); }
  bool VerifyResp(ByteView bytes) { return Resp(bytes, /*verify=*/true); }

  // Returns the runner's initialize in this dialect, version byte included; empty where its secrets
  // do not give it.
  Bytes WriteInit();

  DialectSplit Split() const;

 private:
  bool Init(ByteView bytes, bool verify);
  bool Resp(ByteView bytes, bool verify);
  bool Ephemeral(ByteView& bytes);
  bool Mix(Dialect::Tokens tokens);
  bool StaticKey(ByteView& bytes, bool verify);
  bool Payload(ByteView bytes, bool verify);
  // DecryptAndHash, of what has to hold `plaintext`.
  bool Sealed(ByteView sealed, const Bytes* plaintext, bool verify);

  // EncryptAndHash, behind what is there.
  void Seal(ByteView plaintext, Bytes& out);
  void HashSealed(ByteView sealed, ByteView plaintext);
  ByteView Ad() const { return dialect_.ad_empty ? ByteView() : ByteView(h_); }

  void MixHash(std::initializer_list<ByteView> parts);
  void MixKey(ByteView material);
  Key32 KeyOf(const Bytes& output) const;
  Bytes AsU(ByteView key) const;
  Bytes StaticPublicOf(noise::Role role) const;

  const Evidence& evidence_;
  SharedSecrets& secrets_;
  Dialect dialect_;
  Bytes h_;
  Bytes ck_;
  Key32 k_{};
  uint64_t n_ = 0;
  Bytes iut_e_;  // the IUT's ephemeral key, once it is known
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_DIALECT_HANDSHAKE_H_
