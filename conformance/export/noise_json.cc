#include "conformance/export/noise_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/play/peer.h"
#include "core/testing/hex.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {
namespace {

using Json = nlohmann::ordered_json;

struct Handshake {
  const TraceEvent* initialize = nullptr;
  const TraceEvent* response = nullptr;
  const Hash512* hash = nullptr;

  bool IsComplete() const {
    return initialize != nullptr && response != nullptr && hash != nullptr;
  }
};

// The events of the first session up to its first tamper.
Handshake FirstHandshake(const std::vector<TraceEvent>& trace) {
  Handshake handshake;
  for (const TraceEvent& event : trace) {
    if (event.session != 1 || !event.step->tampers.empty()) continue;
    const Item item = ItemOf(event);
    if (item == Item::kInitialize) handshake.initialize = &event;
    if (item == Item::kResponse) handshake.response = &event;
    if (event.session_id) handshake.hash = &*event.session_id;
  }
  return handshake;
}

// Whether the handshake frame shows the ephemeral key of that secret. An IUT that had streams
// before this session uses another one.
bool Shows(const TraceEvent& frame, Suite suite, const SecretText& secret) {
  const ByteArray<kPublicKeySize> e = EphemeralPair(suite, secret).public_key().bytes();
  return std::ranges::equal(
      e, ByteView(frame.wire.first).subspan(kProtocolVersionSize).first(e.size()));
}

// An empty payload, and the Noise message of the handshake frame.
Json Message(const TraceEvent& frame) {
  return {{"payload", ""},
          {"ciphertext", ToHex(ByteView(frame.wire.first).subspan(kProtocolVersionSize))}};
}

Json Vector(const Handshake& handshake, const Keys& keys, const Config& config) {
  const bool iut_initiates = config.role == noise::Role::kInitiator;
  const SecretText& initiator_s = iut_initiates ? keys.iut_s : keys.runner_s;
  const SecretText& responder_s = iut_initiates ? keys.runner_s : keys.iut_s;
  const SecretText& initiator_e = iut_initiates ? keys.iut_e : keys.runner_e;
  const SecretText& responder_e = iut_initiates ? keys.runner_e : keys.iut_e;
  return {{"protocol_name", ProtocolName(config.suite)},
          {"init_prologue", ""},
          {"init_static", ToHex(initiator_s.bytes)},
          {"init_ephemeral", ToHex(initiator_e.bytes)},
          {"init_remote_static", ToHex(StaticPair(config.suite, responder_s).public_key().bytes())},
          {"resp_prologue", ""},
          {"resp_static", ToHex(responder_s.bytes)},
          {"resp_ephemeral", ToHex(responder_e.bytes)},
          {"handshake_hash", ToHex(*handshake.hash)},
          {"messages", {Message(*handshake.initialize), Message(*handshake.response)}}};
}

}  // namespace

void NoiseJson::Add(const ExportedCase& exported) {
  for (const ExportedRun& run : exported.runs) Add(run, *exported.one_case);
}

void NoiseJson::Add(const ExportedRun& run, const Case& one_case) {
  const Config& config = run.config;
  if (one_case.keys.IsRecorded(config.role, config.suite)) return;
  const Keys keys = one_case.keys.For(config.role);
  const Handshake handshake = FirstHandshake(run.result.trace);
  if (!handshake.IsComplete() || keys.shown) return;
  const bool iut_initiates = config.role == noise::Role::kInitiator;
  const TraceEvent& of_iut = iut_initiates ? *handshake.initialize : *handshake.response;
  if (!Shows(of_iut, config.suite, keys.iut_e)) return;
  std::string vector = Vector(handshake, keys, config).dump(1);
  if (known_.insert(vector).second) vectors_.push_back(std::move(vector));
}

std::string NoiseJson::Take() {
  std::string text;
  for (const std::string& vector : vectors_) text += (text.empty() ? "" : ",\n") + vector;
  vectors_.clear();
  known_.clear();
  return "{\"vectors\": [\n" + text + "\n]}\n";
}

}  // namespace asmtp::conformance
