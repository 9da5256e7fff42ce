// LooseHandshake: one side of a handshake that may deviate in each of its messages. It also
// recomputes the handshake of a peer that deviates. It follows core's pattern table, or the tokens
// of the deviation:
//
//     <- s
//     ...
//     -> e, es, s, ss           initialize
//     <- e, ee, se              response
//
//   LooseHandshake handshake(Role::kInitiator, suite, keys, Errs::kSelf);
//   Bytes initialize = *handshake.Write(wrong);         version byte included
//   if (!handshake.Read(response, {})) ...
//   LooseSplit split = handshake.Split({});
#ifndef ASMTP_CONFORMANCE_DEVIANT_LOOSE_HANDSHAKE_H_
#define ASMTP_CONFORMANCE_DEVIANT_LOOSE_HANDSHAKE_H_

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "conformance/deviant/loose_symmetric.h"

namespace asmtp::deviant {

template <class T>
using OrWhy = std::expected<T, std::string>;

// A secret, and the correct scalar and public key for it.
struct LoosePair {
  LoosePair(Suite suite, FixedView<kSecretKeySize> secret);
  static LoosePair Generate(Suite suite);

  Key32 secret{};
  Key32 scalar{};
  Key32 public_key{};
};

// The keys that one side knows.
struct SideKeys {
  LoosePair s;
  LoosePair e;
  Key32 rs{};  // the expected public key of the other side
  // Sent, hashed and shown instead of the public key of `s`.
  std::optional<Key32> s_shown = std::nullopt;
  // The other side's static key pair, if its secret is known.
  std::optional<LoosePair> other = std::nullopt;

  const Key32& shown() const { return s_shown ? *s_shown : s.public_key; }
};

// A cache of DH results, for computing one session many times.
using DhMemo = std::map<std::tuple<Key32, Key32, bool>, std::optional<Key32>>;

class LooseHandshake {
 public:
  // The side whose keys are wrong, if the deviation is about keys.
  enum class Errs : uint8_t { kSelf, kOther };

  // `memo` may be null. It must outlive the handshake.
  LooseHandshake(noise::Role role, Suite suite, SideKeys keys, Errs errs = Errs::kSelf,
                 DhMemo* memo = nullptr);

  // Writes the next message. Fails with a sentence if it needs a DH that cannot be computed.
  OrWhy<Bytes> Write(const Deviation& deviation);
  // Reads the next message of the other side from the front of `bytes`. Fails with a sentence if it
  // does not verify. The handshake is unusable after that.
  OrWhy<void> Read(ByteView bytes, const Deviation& deviation);
  // Processes the next message of either side without verifying it.
  OrWhy<void> Take(ByteView bytes, const Deviation& deviation);

  // Replaces the ephemeral key. Call before the first message of this side.
  void UseEphemeral(const LoosePair& e) { keys_.e = e; }
  // Whether the received static key is the expected one, in the form the deviation sends.
  bool IsExpected(const Deviation& deviation) const;

  bool IsFinished() const { return next_ == noise::kMessageCount; }
  LooseSplit Split(const Deviation& deviation) const { return symmetric_.Split(deviation); }
  const Bytes& session_id() const { return symmetric_.h(); }
  noise::Role role() const { return role_; }
  const SideKeys& keys() const { return keys_; }
  // The static key of the other side: as received, or the expected one before that.
  const Key32& rs() const { return rs_.bytes; }

 private:
  enum class Mode : uint8_t { kWrite, kRead, kTake };

  // A public key, and whether it is an X25519 key whatever the suite.
  struct Public {
    Key32 bytes{};
    bool is_u = false;
  };

  // One message being processed.
  struct Message {
    Mode mode;
    const Deviation& deviation;
    ByteView in = {};
    Bytes out = {};
  };

  OrWhy<void> Go(Message& message);
  OrWhy<void> DoToken(noise::Token token, Message& message);
  OrWhy<void> DoEphemeral(Message& message);
  OrWhy<void> DoStatic(Message& message);
  OrWhy<void> DoDh(noise::Token token, Message& message);
  OrWhy<void> DoPayload(Message& message);
  OrWhy<void> ReadPayload(Message& message);
  void Begin(const Deviation& deviation);

  Bytes WriteEphemeral(const Deviation& deviation);
  OrWhy<void> ReadEphemeral(ByteView e, const Deviation& deviation);
  std::optional<Key32> SharedSecret(noise::Token token, const Deviation& deviation);
  std::optional<Key32> DhOf(const Key32& scalar, const Public& theirs);
  LoosePair EphemeralIn(const Deviation& deviation) const;
  Bytes StaticOf(noise::Role role, const Deviation& deviation) const;
  Bytes AsU(ByteView key) const;
  bool IsMine() const { return noise::kMessagePatterns[next_].writer == role_; }

  noise::Role role_;
  Suite suite_;
  SideKeys keys_;
  Errs errs_;
  DhMemo* memo_;
  LooseSymmetric symmetric_;
  Public rs_;
  Public re_;
  bool re_known_ = false;
  bool static_is_zero_ = false;     // every DH with this side's static key
  bool ephemeral_is_zero_ = false;  // and with its ephemeral key
  size_t next_ = 0;                 // index into the pattern
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_LOOSE_HANDSHAKE_H_
