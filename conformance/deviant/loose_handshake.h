// LooseHandshake: one side of a handshake that may deviate in each of its messages, which is also
// how a peer that deviates is worked out again. It walks core's pattern table, or the tokens that
// the deviation puts in its place:
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

// A secret, and what it gives as it should.
struct LoosePair {
  LoosePair(Suite suite, FixedView<kSecretKeySize> secret);
  static LoosePair Generate(Suite suite);

  Key32 secret{};
  Key32 scalar{};
  Key32 public_key{};
};

// What one side knows.
struct SideKeys {
  LoosePair s;
  LoosePair e;
  Key32 rs{};  // the public key of the other side, as it is expected
  // Sent, hashed and told in place of the public key of `s`.
  std::optional<Key32> s_shown = std::nullopt;
  // The other side's static pair, where its secret is known.
  std::optional<LoosePair> other = std::nullopt;

  const Key32& shown() const { return s_shown ? *s_shown : s.public_key; }
};

// The results of DH, each computed once, for whoever works one session out many times.
using DhMemo = std::map<std::tuple<Key32, Key32, bool>, std::optional<Key32>>;

class LooseHandshake {
 public:
  // Whose keys are not what they should be, where a deviation is about keys.
  enum class Errs : uint8_t { kSelf, kOther };

  // `memo`, where it is there, must outlive the handshake.
  LooseHandshake(noise::Role role, Suite suite, SideKeys keys, Errs errs = Errs::kSelf,
                 DhMemo* memo = nullptr);

  // Writes the next message; nothing where a DH that it needs cannot be computed.
  OrWhy<Bytes> Write(const Deviation& deviation);
  // Reads the next message of the other side from the front of `bytes`. Fails, with a sentence,
  // where it does not verify; then the handshake is of no further use.
  OrWhy<void> Read(ByteView bytes, const Deviation& deviation);
  // Takes the next message, whoever sent it, without verifying it.
  OrWhy<void> Take(ByteView bytes, const Deviation& deviation);

  // Takes another ephemeral key, before the first message of this side.
  void UseEphemeral(const LoosePair& e) { keys_.e = e; }
  // Whether the static key that was read is the one that is expected, as the deviation sends it.
  bool IsExpected(const Deviation& deviation) const;

  bool IsFinished() const { return next_ == noise::kMessageCount; }
  LooseSplit Split(const Deviation& deviation) const { return symmetric_.Split(deviation); }
  const Bytes& session_id() const { return symmetric_.h(); }
  noise::Role role() const { return role_; }
  const SideKeys& keys() const { return keys_; }
  // The static key of the other side: the expected one, or the one that was read.
  const Key32& rs() const { return rs_.bytes; }

 private:
  enum class Mode : uint8_t { kWrite, kRead, kTake };

  // A public key, and whether it is an X25519 key in any case.
  struct Public {
    Key32 bytes{};
    bool is_u = false;
  };

  // One message under way.
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
