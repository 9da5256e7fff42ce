#include "core/testing/handshake_vectors.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/testing/names.h"
#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

constexpr char kPath[] = "corpus/vectors/handshakes.json";

using Json = nlohmann::json;

std::vector<uint8_t> Field(const Json& json, const std::string& name) {
  return HexBytes(json.at(name).get<std::string>());
}

template <class Key>
Key KeyField(const Json& json, const std::string& name) {
  const auto bytes = HexArray<32>(json.at(name).get<std::string>());
  return Key(bytes);
}

HandshakeVector::Side ReadSide(const Json& json, Suite suite, const std::string& side) {
  const auto s = KeyField<StaticSecret>(json, side + "_static_secret");
  const auto e = KeyField<EphemeralSecret>(json, side + "_ephemeral_secret");
  return {.s = StaticKeyPair::FromSecret(suite, s),
          .s_public = KeyField<StaticPublic>(json, side + "_static_public"),
          .e = EphemeralKeyPair::FromSecret(suite, e)};
}

HandshakeVector ReadVector(const Json& json, size_t index) {
  const Suite suite = SuiteOf(json.at("protocol_name").get<std::string>()).value();
  HandshakeVector vector = {.index = index,
                            .suite = suite,
                            .initiator = ReadSide(json, suite, "initiator"),
                            .responder = ReadSide(json, suite, "responder"),
                            .initialize = Field(json, "handshake_initialize"),
                            .response = Field(json, "handshake_response"),
                            .session_id = Field(json, "session_id"),
                            .messages = {}};
  for (const Json& message : json.at("messages")) {
    vector.messages.push_back({.from_initiator = message.at("from") == "initiator",
                               .plaintext = Field(message, "plaintext"),
                               .ciphertext = Field(message, "ciphertext")});
  }
  return vector;
}

}  // namespace

std::vector<HandshakeVector> ReadHandshakeVectors() {
  std::ifstream file(kPath);
  if (!file) {
    std::fprintf(stderr, "%s cannot be read\n", kPath);
    std::abort();
  }
  std::vector<HandshakeVector> vectors;
  const Json document = Json::parse(file);
  for (const Json& json : document.at("vectors")) {
    vectors.push_back(ReadVector(json, vectors.size()));
  }
  return vectors;
}

}  // namespace asmtp
