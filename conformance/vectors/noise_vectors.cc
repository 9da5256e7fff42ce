#include "conformance/vectors/noise_vectors.h"

#include <fmt/format.h>

#include <utility>

#include "core/noise/handshake_state.h"
#include "core/testing/names.h"

namespace asmtp::vectors {
namespace {

using noise::CipherState;
using noise::HandshakeState;
using noise::Role;

struct Side {
  std::vector<uint8_t> prologue;
  StaticSecret static_secret;
  EphemeralSecret ephemeral_secret;
};

struct NoiseMessage {
  std::vector<uint8_t> payload;
  std::vector<uint8_t> ciphertext;
};

struct NoiseVector {
  Suite suite;
  Side initiator;
  Side responder;
  StaticPublic responder_public;
  std::optional<Hash512> handshake_hash;
  std::vector<NoiseMessage> messages;
};

std::string_view Name(Role role) { return role == Role::kInitiator ? "initiator" : "responder"; }

// ---- reading ------------------------------------------------------------------------------------

Side ReadSide(FieldReader& fields, const std::string& prefix) {
  return {.prologue = fields.Bytes(prefix + "_prologue"),
          .static_secret = fields.SecretBytes<StaticSecret>(prefix + "_static"),
          .ephemeral_secret = fields.SecretBytes<EphemeralSecret>(prefix + "_ephemeral")};
}

NoiseVector ReadVector(FieldReader& fields, Suite suite) {
  NoiseVector vector{
      .suite = suite,
      .initiator = ReadSide(fields, "init"),
      .responder = ReadSide(fields, "resp"),
      .responder_public = fields.PublicBytes<StaticPublic>("init_remote_static"),
      .handshake_hash = std::nullopt,
      .messages = {},
  };
  if (fields.Has("handshake_hash")) {
    vector.handshake_hash = fields.FixedBytes<kHash512Size>("handshake_hash");
  }
  for (FieldReader& message : fields.Objects("messages")) {
    vector.messages.push_back({message.Bytes("payload"), message.Bytes("ciphertext")});
  }
  if (vector.messages.size() < noise::kMessageCount) {
    fields.Refuse("messages", "the two messages of the handshake");
  }
  return vector;
}

// ---- playing ------------------------------------------------------------------------------------

// Plays one side of a vector against the recorded bytes of the other.
class Player {
 public:
  Player(const NoiseVector& vector, Role role)
      : vector_(vector), role_(role), handshake_(Begin(vector, role)) {}

  Failure Play() {
    for (size_t i = 0; i < vector_.messages.size(); ++i) {
      const bool mine = (i % 2 == 0) == (role_ == Role::kInitiator);
      const NoiseMessage& message = vector_.messages[i];
      const auto got = i < noise::kMessageCount ? HandshakeStep(message, mine)
                                                : TransportStep(message, mine, i % 2 == 0);
      const std::string what = fmt::format("messages[{}].{}", i, mine ? "ciphertext" : "payload");
      const ByteView expected = mine ? message.ciphertext : message.payload;
      if (!got)
        return fmt::format("{}: expected {} bytes, found {}", what, expected.size(),
                           Name(got.error()));
      if (auto failure = Compare(what, expected, *got)) return failure;
      if (handshake_.IsFinished() && !ciphers_) {
        if (auto failure = Split()) return failure;
      }
    }
    return std::nullopt;
  }

 private:
  using Bytes = std::expected<std::vector<uint8_t>, noise::Error>;

  static HandshakeState Begin(const NoiseVector& vector, Role role) {
    const Side& side = role == Role::kInitiator ? vector.initiator : vector.responder;
    auto s = StaticKeyPair::FromSecret(vector.suite, side.static_secret);
    auto e = EphemeralKeyPair::FromSecret(vector.suite, side.ephemeral_secret);
    if (role == Role::kResponder) {
      return HandshakeState::Responder(side.prologue, std::move(s), std::move(e));
    }
    return HandshakeState::Initiator(side.prologue, std::move(s), std::move(e),
                                     vector.responder_public);
  }

  Bytes HandshakeStep(const NoiseMessage& message, bool mine) {
    std::vector<uint8_t> out(noise::kNoiseMessageSizeMax);
    const auto size = mine ? handshake_.WriteMessage(message.payload, out)
                           : handshake_.ReadMessage(message.ciphertext, out);
    if (!size) return std::unexpected(size.error());
    out.resize(*size);
    return out;
  }

  Bytes TransportStep(const NoiseMessage& message, bool mine, bool from_initiator) {
    CipherState& cipher = from_initiator ? ciphers_->first : ciphers_->second;
    std::vector<uint8_t> out(mine ? cipher.EncryptedSize(message.payload.size())
                                  : cipher.DecryptedSize(message.ciphertext.size()));
    const auto done = mine ? cipher.EncryptWithAd({}, message.payload, out)
                           : cipher.DecryptWithAd({}, message.ciphertext, out);
    if (!done) return std::unexpected(done.error());
    return out;
  }

  // The end of the handshake.
  Failure Split() {
    const Hash512 h = handshake_.GetHandshakeHash();
    if (auto ciphers = std::move(handshake_).Split()) ciphers_ = *std::move(ciphers);
    if (!vector_.handshake_hash) return std::nullopt;
    return Compare("handshake_hash", *vector_.handshake_hash, h);
  }

  const NoiseVector& vector_;
  Role role_;
  HandshakeState handshake_;
  std::optional<std::pair<CipherState, CipherState>> ciphers_;
};

// ---- checking -----------------------------------------------------------------------------------

Failure CheckVector(const NoiseVector& vector) {
  const auto responder = StaticKeyPair::FromSecret(vector.suite, vector.responder.static_secret);
  if (auto failure = Compare("init_remote_static", vector.responder_public.bytes(),
                             responder.public_key().bytes())) {
    return failure;
  }
  for (const Role role : {Role::kInitiator, Role::kResponder}) {
    const Failure failure = Player(vector, role).Play();
    if (failure) return fmt::format("{}: {}", Name(role), *failure);
  }
  return std::nullopt;
}

}  // namespace

Verdict CheckNoiseVector(FieldReader fields) {
  const std::string protocol_name =
      fields.Text(fields.Has("protocol_name") ? "protocol_name" : "name");
  const auto suite = SuiteOf(protocol_name);
  if (!suite || protocol_name != ProtocolName(*suite)) return Skipped(protocol_name);
  if (fields.IsTrue("fail") || fields.IsTrue("fallback")) return Skipped(protocol_name);
  const NoiseVector vector = ReadVector(fields, *suite);
  if (fields.failed()) return Skipped(protocol_name);
  return PassedUnless(CheckVector(vector), protocol_name);
}

}  // namespace asmtp::vectors
