#include "conformance/vectors/failure_vectors.h"

#include <fmt/format.h>

#include <utility>

#include "conformance/vectors/difference.h"
#include "core/session/session.h"
#include "core/testing/names.h"

namespace asmtp::vectors {
namespace {

struct Act {
  std::string name;  // start, initialize, response, frame or end
  std::vector<uint8_t> input;
  std::vector<uint8_t> output;
  std::optional<std::vector<uint8_t>> plaintext;  // that the side receives
  std::string phase;                              // afterwards
  std::string error;                              // "" if nothing has failed
};

struct FailureVector {
  std::string description;
  Suite suite;
  Framing framing;
  bool is_initiator;
  StaticSecret s;
  EphemeralSecret e;
  StaticPublic peer;  // the responder, or the only initiator that is wanted
  std::vector<Act> acts;
};

// ---- reading ------------------------------------------------------------------------------------

// Checks that the changed byte of an input is not the valid one.
void CheckChange(FieldReader fields, const std::vector<uint8_t>& input) {
  const uint64_t offset = fields.Integer("offset", input.size() - 1);
  const auto valid = fields.FixedBytes<1>("valid");
  if (!fields.failed() && input[offset] == valid[0]) {
    fields.Refuse("valid", "another byte than in the input");
  }
}

Act ReadAct(FieldReader fields) {
  Act act{.name = fields.Choice("act", {"start", "initialize", "response", "frame", "end"}),
          .input = {},
          .output = fields.Bytes("output"),
          .plaintext = std::nullopt,
          .phase = fields.Choice("phase", {"Connected", "SentInitialize", "Open", "Closed"}),
          .error = ""};
  const bool gets_bytes = act.name != "start" && act.name != "end";
  if (gets_bytes) act.input = fields.Bytes("input");
  if (fields.Has("plaintext")) act.plaintext = fields.Bytes("plaintext");
  if (fields.Has("error")) act.error = fields.Text("error");
  if (!act.error.empty()) (void)fields.Text("clause");
  if (fields.Has("changed") && !act.input.empty()) {
    CheckChange(fields.Object("changed"), act.input);
  }
  return act;
}

FailureVector ReadVector(FieldReader& fields, std::string description, Suite suite) {
  FailureVector vector{
      .description = std::move(description),
      .suite = suite,
      .framing = FramingOf(fields.Choice("framing", {"u32", "u16"})).value_or(Framing::kU32),
      .is_initiator = fields.Choice("role", {"initiator", "responder"}) == "initiator",
      .s = fields.SecretBytes<StaticSecret>("static_secret"),
      .e = fields.SecretBytes<EphemeralSecret>("ephemeral_secret"),
      .peer = fields.PublicBytes<StaticPublic>("peer_static_public"),
      .acts = {}};
  for (const FieldReader& act : fields.Objects("acts")) vector.acts.push_back(ReadAct(act));
  if (vector.acts.empty()) fields.Refuse("acts", "at least one act");
  return vector;
}

// ---- playing ------------------------------------------------------------------------------------

std::string_view NameOf(Phase phase) {
  switch (phase) {
    case Phase::kListening:
      return "Connected";
    case Phase::kReceivedInitialize:
      return "ReceivedInitialize";
    case Phase::kSentInitialize:
      return "SentInitialize";
    case Phase::kOpen:
      return "Open";
    case Phase::kClosed:
      return "Closed";
  }
  return "?";
}

// What an act has led to.
struct Effect {
  std::optional<std::vector<uint8_t>> plaintext;
  std::string error;
};

class Player {
 public:
  explicit Player(const FailureVector& vector) : vector_(vector), session_(Begin(vector)) {}

  Failure Play() {
    for (size_t i = 0; i < vector_.acts.size(); ++i) {
      const Act& act = vector_.acts[i];
      if (const Failure failure = PlayAct(act)) {
        return fmt::format("acts[{}] ({}): {}", i, act.name, *failure);
      }
    }
    return std::nullopt;
  }

 private:
  static Session Begin(const FailureVector& vector) {
    const FrameFormat format(vector.framing, FrameLengthMax(vector.framing));
    auto s = StaticKeyPair::FromSecret(vector.suite, vector.s);
    auto e = EphemeralKeyPair::FromSecret(vector.suite, vector.e);
    if (vector.is_initiator) {
      return Session::Initiator(format, std::move(s), std::move(e), vector.peer);
    }
    return Session::Responder(format, std::move(s), std::move(e));
  }

  Failure PlayAct(const Act& act) {
    if (act.name == "end") {
      session_.FeedEnd();
    } else {
      session_.Feed(act.input);
    }
    const Effect effect = Work();
    if (auto failure = Compare("error", act.error, effect.error)) return failure;
    if (auto failure = Compare("output", act.output, session_.TakeOutput())) return failure;
    if (auto failure = ComparePlaintext(act, effect)) return failure;
    return Compare("phase", act.phase, NameOf(session_.phase()));
  }

  // Takes events until the session waits for bytes or has ended.
  Effect Work() {
    Effect effect;
    for (;;) {
      const Event event = session_.Next();
      if (std::holds_alternative<NeedBytes>(event)) return effect;
      if (const auto* closed = std::get_if<Closed>(&event)) {
        const bool is_orderly = closed->reason == SessionError::kPeerClosed;
        effect.error = is_orderly ? "" : Name(closed->reason);
        return effect;
      }
      if (const auto* identified = std::get_if<PeerIdentified>(&event)) {
        (void)(identified->rs == vector_.peer ? session_.Accept() : session_.Refuse());
      }
      if (const auto* received = std::get_if<Received>(&event)) {
        effect.plaintext.emplace(received->plaintext.begin(), received->plaintext.end());
      }
    }
  }

  static Failure ComparePlaintext(const Act& act, const Effect& effect) {
    const auto shown = [](const auto& plaintext) { return plaintext ? "one" : "none"; };
    if (auto failure = Compare("plaintext", shown(act.plaintext), shown(effect.plaintext))) {
      return failure;
    }
    return act.plaintext ? Compare("plaintext", ByteView(*act.plaintext), *effect.plaintext)
                         : std::nullopt;
  }

  const FailureVector& vector_;
  Session session_;
};

}  // namespace

Verdict CheckFailureVector(FieldReader fields) {
  std::string description = fields.Text("description");
  const std::string protocol_name =
      fields.Choice("protocol_name", {ProtocolName(Suite::kEd25519), ProtocolName(Suite::kX25519)});
  const auto suite = SuiteOf(protocol_name);
  if (!suite || fields.failed()) return Skipped(description);
  const FailureVector vector = ReadVector(fields, description, *suite);
  if (fields.failed()) return Skipped(description);
  if (const Failure failure = Player(vector).Play()) return Failed(description, *failure);
  const bool is_accepted = fields.Has("reference") && fields.Text("reference") == "accept";
  if (!is_accepted) return Passed(description);
  if (vector.acts.back().error != Name(SessionError::kLowOrderPoint)) {
    return Failed(description, "the reference accepts this, and no difference explains it");
  }
  return Passed(description, &kZeroSharedSecret);
}

}  // namespace asmtp::vectors
