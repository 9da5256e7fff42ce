#include "conformance/vectors/handshake_vectors.h"

#include <fmt/format.h>

#include <utility>

#include "core/session/session.h"
#include "core/testing/names.h"

namespace asmtp::vectors {
namespace {

using noise::Role;

struct Side {
  StaticSecret static_secret;
  StaticPublic static_public;
  EphemeralSecret ephemeral_secret;
};

struct SessionMessage {
  Role from;
  std::vector<uint8_t> plaintext;
  std::vector<uint8_t> ciphertext;
};

struct HandshakeVector {
  Suite suite;
  Side initiator;
  Side responder;
  uint8_t version;
  ByteArray<kInitializeFrameSize> initialize;
  ByteArray<kResponseFrameSize> response;
  Hash512 session_id;
  std::vector<SessionMessage> messages;

  const Side& SideOf(Role role) const { return role == Role::kInitiator ? initiator : responder; }
};

std::string_view Name(Role role) { return role == Role::kInitiator ? "initiator" : "responder"; }

// ---- reading ------------------------------------------------------------------------------------

Side ReadSide(FieldReader& fields, Role role) {
  const std::string prefix(Name(role));
  return {.static_secret = fields.SecretBytes<StaticSecret>(prefix + "_static_secret"),
          .static_public = fields.PublicBytes<StaticPublic>(prefix + "_static_public"),
          .ephemeral_secret = fields.SecretBytes<EphemeralSecret>(prefix + "_ephemeral_secret")};
}

SessionMessage ReadMessage(FieldReader fields) {
  const bool initiator = fields.Choice("from", {"initiator", "responder"}) == "initiator";
  return {.from = initiator ? Role::kInitiator : Role::kResponder,
          .plaintext = fields.Bytes("plaintext"),
          .ciphertext = fields.Bytes("ciphertext")};
}

HandshakeVector ReadVector(FieldReader& fields, Suite suite) {
  HandshakeVector vector{
      .suite = suite,
      .initiator = ReadSide(fields, Role::kInitiator),
      .responder = ReadSide(fields, Role::kResponder),
      .version = static_cast<uint8_t>(fields.Integer("version", UINT8_MAX)),
      .initialize = fields.FixedBytes<kInitializeFrameSize>("handshake_initialize"),
      .response = fields.FixedBytes<kResponseFrameSize>("handshake_response"),
      .session_id = fields.FixedBytes<kHash512Size>("session_id"),
      .messages = {},
  };
  for (const FieldReader& message : fields.Objects("messages")) {
    vector.messages.push_back(ReadMessage(message));
  }
  return vector;
}

// ---- playing ------------------------------------------------------------------------------------

std::string Describe(const Event& event) {
  if (std::holds_alternative<NeedBytes>(event)) return "NeedBytes";
  if (std::holds_alternative<PeerIdentified>(event)) return "PeerIdentified";
  if (std::holds_alternative<Opened>(event)) return "Opened";
  if (std::holds_alternative<Received>(event)) return "Received";
  return fmt::format("Closed ({})", Name(std::get<Closed>(event).reason));
}

// Plays one side of a vector's session against the recorded bytes of the other.
class Player {
 public:
  Player(const HandshakeVector& vector, Role role, Framing framing)
      : vector_(vector), role_(role), session_(Begin(vector, role, framing)) {}

  Failure Play() {
    Failure failure = role_ == Role::kInitiator ? Initiate() : Respond();
    if (!failure) failure = Open();
    for (size_t i = 0; i < vector_.messages.size() && !failure; ++i) {
      const SessionMessage& message = vector_.messages[i];
      const std::string what = fmt::format("messages[{}]", i);
      failure = message.from == role_ ? Send(message, what) : Receive(message, what);
    }
    return failure;
  }

 private:
  static Session Begin(const HandshakeVector& vector, Role role, Framing framing) {
    const Side& side = vector.SideOf(role);
    const FrameFormat format(framing, FrameLengthMax(framing));
    auto s = StaticKeyPair::FromSecret(vector.suite, side.static_secret);
    auto e = EphemeralKeyPair::FromSecret(vector.suite, side.ephemeral_secret);
    if (role == Role::kResponder) {
      return Session::Responder(format, std::move(s), std::move(e));
    }
    return Session::Initiator(format, std::move(s), std::move(e), vector.responder.static_public);
  }

  Failure Initiate() {
    if (auto failure = Compare("handshake_initialize", vector_.initialize, session_.TakeOutput())) {
      return failure;
    }
    session_.Feed(vector_.response);
    return std::nullopt;
  }

  Failure Respond() {
    session_.Feed(vector_.initialize);
    const Event event = session_.Next();
    const auto* identified = std::get_if<PeerIdentified>(&event);
    if (identified == nullptr) return Unexpected("handshake_initialize", "PeerIdentified", event);
    if (auto failure = ComparePeer(identified->rs)) return failure;
    if (const auto accepted = session_.Accept(); !accepted) {
      return fmt::format("handshake_response: expected 49 bytes, found {}", Name(accepted.error()));
    }
    return Compare("handshake_response", vector_.response, session_.TakeOutput());
  }

  Failure Open() {
    const Event event = session_.Next();
    const auto* opened = std::get_if<Opened>(&event);
    if (opened == nullptr) return Unexpected("handshake_response", "Opened", event);
    if (auto failure = ComparePeer(opened->rs)) return failure;
    return Compare("session_id", vector_.session_id, opened->session_id);
  }

  Failure Send(const SessionMessage& message, const std::string& what) {
    std::vector<uint8_t> frame(session_.format().FrameSize(message.plaintext.size()));
    const auto size = session_.Seal(message.plaintext, frame);
    if (!size) return fmt::format("{}: expected a frame, found {}", what, Name(size.error()));
    return Compare(what + ", frame", FrameOf(message), ByteView(frame).first(*size));
  }

  Failure Receive(const SessionMessage& message, const std::string& what) {
    session_.Feed(FrameOf(message));
    const Event event = session_.Next();
    const auto* received = std::get_if<Received>(&event);
    if (received == nullptr) return Unexpected(what, "Received", event);
    return Compare(what + ".plaintext", message.plaintext, received->plaintext);
  }

  // Returns the recorded ciphertext with its length in front.
  std::vector<uint8_t> FrameOf(const SessionMessage& message) const {
    std::vector<uint8_t> frame(session_.format().header_size());
    WriteFrameHeader(session_.format().framing(), static_cast<uint32_t>(message.ciphertext.size()),
                     frame);
    frame.insert(frame.end(), message.ciphertext.begin(), message.ciphertext.end());
    return frame;
  }

  Failure ComparePeer(const StaticPublic& rs) const {
    const Role peer = noise::Peer(role_);
    return Compare(fmt::format("{}_static_public", Name(peer)),
                   vector_.SideOf(peer).static_public.bytes(), rs.bytes());
  }

  static Failure Unexpected(std::string_view what, std::string_view expected, const Event& event) {
    return Compare(what, expected, Describe(event));
  }

  const HandshakeVector& vector_;
  Role role_;
  Session session_;
};

// ---- checking -----------------------------------------------------------------------------------

Failure CheckPublic(const HandshakeVector& vector, Role role) {
  const Side& side = vector.SideOf(role);
  const auto pair = StaticKeyPair::FromSecret(vector.suite, side.static_secret);
  return Compare(fmt::format("{}_static_public", Name(role)), side.static_public.bytes(),
                 pair.public_key().bytes());
}

// Returns whether every message fits a frame; a u16 frame carries less than a u32 frame.
bool Carries(Framing framing, const HandshakeVector& vector) {
  return std::ranges::all_of(vector.messages, [framing](const SessionMessage& message) {
    return std::max(message.plaintext.size() + kTagSize, message.ciphertext.size()) <=
           FrameLengthMax(framing);
  });
}

Failure CheckSession(const HandshakeVector& vector) {
  for (const Framing framing : kFramings) {
    if (!Carries(framing, vector)) continue;
    for (const Role role : {Role::kInitiator, Role::kResponder}) {
      const Failure failure = Player(vector, role, framing).Play();
      if (failure) return fmt::format("{}, {}: {}", Name(role), Name(framing), *failure);
    }
  }
  return std::nullopt;
}

Failure CheckVector(const HandshakeVector& vector) {
  if (auto failure =
          Compare("version", std::to_string(kVersion1), std::to_string(vector.version))) {
    return failure;
  }
  for (const Role role : {Role::kInitiator, Role::kResponder}) {
    if (auto failure = CheckPublic(vector, role)) return failure;
  }
  return CheckSession(vector);
}

}  // namespace

Verdict CheckHandshakeVector(FieldReader fields) {
  // The format is this project's own, so an unknown protocol name is an error in the file.
  const std::string protocol_name =
      fields.Choice("protocol_name", {ProtocolName(Suite::kEd25519), ProtocolName(Suite::kX25519)});
  const auto suite = SuiteOf(protocol_name);
  if (!suite || fields.failed()) return Skipped(protocol_name);
  const HandshakeVector vector = ReadVector(fields, *suite);
  if (fields.failed()) return Skipped(protocol_name);
  return PassedUnless(CheckVector(vector), protocol_name);
}

}  // namespace asmtp::vectors
