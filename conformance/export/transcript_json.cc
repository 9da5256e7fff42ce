#include "conformance/export/transcript_json.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/play/peer.h"
#include "conformance/transcript/keys.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

using Json = nlohmann::ordered_json;

std::string_view NameOf(noise::Role role) { return Name(role); }
std::string_view NameOf(Suite suite) { return DhName(suite); }
std::string_view NameOf(Framing framing) { return asmtp::Name(framing); }

template <class T>
Json NamesOf(const std::vector<T>& values) {
  Json names = Json::array();
  for (const T& value : values) names.push_back(NameOf(value));
  return names;
}

// In the order of the file.
Json ToJson(const Header& header, const std::string& file) {
  Json clauses = Json::array();
  for (const ClauseReference& clause : header.clauses) {
    clauses.push_back({{"id", clause.id}, {"quote", clause.quote}});
  }
  return {{"id", header.id},
          {"title", header.title},
          {"level", Name(header.level)},
          {"clauses", std::move(clauses)},
          {"roles", NamesOf(header.roles)},
          {"suites", NamesOf(header.suites)},
          {"framings", NamesOf(header.framings)},
          {"tier", header.tier},
          {"tags", header.tags},
          {"since", header.since},
          {"control", header.control},
          {"file", file}};
}

std::string_view NameOfSecret(std::optional<SecretText> CaseKeys::* which) {
  for (const auto& [name, known] : kSecretNames) {
    if (known == which) return name;
  }
  return "";
}

Json ToJson(const CaseKeys& keys) {
  Json json = {{"secrets", Json::array()}, {"recorded", Json::array()}};
  for (const auto& [name, which] : kSecretNames) {
    const std::optional<SecretText>& secret = keys.*which;
    if (secret) json["secrets"].push_back({{"name", name}, {"hex", ToHex(secret->bytes)}});
  }
  for (const RoleSecret& own : keys.of_role) {
    json["secrets"].push_back({{"name", NameOfSecret(own.which)},
                               {"role", NameOf(own.role)},
                               {"hex", ToHex(own.secret.bytes)}});
  }
  for (const RecordedEphemeral& one : keys.recorded) {
    json["recorded"].push_back(
        {{"role", NameOf(one.role)}, {"suite", NameOf(one.suite)}, {"e", ToHex(one.e)}});
  }
  return json;
}

Json ToJson(const Expectation& expectation) {
  return {{"outcome", expectation.pattern},
          {"verdict", Name(expectation.verdict)},
          {"text", expectation.text}};
}

Json ToJson(const Step& step) {
  Json json = {{"text", step.text}, {"file", step.file}, {"line", step.line}};
  if (!step.label.empty()) json["label"] = step.label;
  if (!step.session.empty()) json["session"] = step.session;
  if (step.only) json["only"] = NameOf(*step.only);
  if (step.within) json["within_ms"] = step.within->count();
  for (const Tamper& tamper : step.tampers) json["tampers"].push_back(tamper.text);
  if (const auto* expect = std::get_if<Expect>(&step.body)) {
    for (const Expectation& one : expect->expectations) json["expect"].push_back(ToJson(one));
  }
  return json;
}

Json ToJson(const std::vector<Step>& steps) {
  Json json = Json::array();
  for (const Step& step : steps) json.push_back(ToJson(step));
  return json;
}

// An event on the wire; `step` counts from 0.
Json ToJson(const TraceEvent& event, size_t step) {
  const Item item = ItemOf(event);
  Json json = {{"step", step},
               {"session", event.session},
               {"direction", Name(event.kind)},
               {"item", Name(item)}};
  if (event.key) {
    json["nonce"] = event.key->nonce;
    json["rekeys"] = event.key->rekeys;
    json["key"] = ToHex(event.key->fingerprint);
    if (item == Item::kFrame) json["plaintext"] = ToHex(event.plaintext.first);
  }
  if (item < Item::kFin) json["wire"] = ToHex(event.wire.first);
  return json;
}

Json PublicKeys(const Keys& keys, const Config& config) {
  return {{"runner", ToHex(StaticPair(config.suite, keys.runner_s).public_key().bytes())},
          {"iut", ToHex(IutPublic(config.suite, keys).bytes())},
          {"peer", ToHex(PublicOfPeer(config.suite, keys).bytes())}};
}

Json ToJson(const ExportedRun& run, const Case& one_case) {
  const Config& config = run.config;
  const bool is_recorded = one_case.keys.IsRecorded(config.role, config.suite);
  Json json = {{"role", NameOf(config.role)},
               {"suite", NameOf(config.suite)},
               {"framing", NameOf(config.framing)},
               {"iut", is_recorded ? "recorded" : "core"},
               {"verdict", Name(run.result.verdict)},
               {"public_keys", PublicKeys(one_case.keys.For(config.role), config)},
               {"sessions", Json::array()},
               {"events", Json::array()}};
  for (const TraceEvent& event : run.result.trace) {
    const auto step = static_cast<size_t>(event.step - one_case.steps.data());
    if (event.session_id) {
      json["sessions"].push_back({{"session", event.session}, {"id", ToHex(*event.session_id)}});
    }
    if (event.kind != TraceEvent::Kind::kNote) json["events"].push_back(ToJson(event, step));
  }
  return json;
}

}  // namespace

void TranscriptJson::Add(const ExportedCase& exported) {
  const Case& one_case = *exported.one_case;
  Json json = ToJson(one_case.header, one_case.file);
  json["keys"] = ToJson(one_case.keys);
  json["steps"] = ToJson(one_case.steps);
  json["runs"] = Json::array();
  for (const ExportedRun& run : exported.runs) json["runs"].push_back(ToJson(run, one_case));
  cases_ += (cases_.empty() ? "" : ",\n") + json.dump(1);
}

std::string TranscriptJson::Take() {
  return "{\"format\": \"asmtp-transcript-json/1\", \"cases\": [\n" + std::exchange(cases_, {}) +
         "\n]}\n";
}

}  // namespace asmtp::conformance
