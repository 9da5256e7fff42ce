// Appendix A of SPEC.md is what its sessions give.
#include "conformance/vectors/worked_example.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/testing/hex.h"
#include "core/testing/names.h"

namespace asmtp::vectors {
namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

ByteArray<kSecretKeySize> Secret(const nlohmann::json& json, const std::string& name) {
  ByteArray<kSecretKeySize> secret{};
  EXPECT_TRUE(FromHexInto(json[name].get<std::string>(), secret));
  return secret;
}

// Returns the first session of a suite.
SecretsOfSession FirstSession(Suite suite) {
  const auto file = nlohmann::json::parse(ReadAll("corpus/vectors/handshakes.json"));
  const auto& vectors = file["vectors"];
  const auto found = std::ranges::find_if(vectors, [&](const nlohmann::json& vector) {
    return vector["protocol_name"].get<std::string>() == ProtocolName(suite);
  });
  const auto side = [&](const std::string& name) {
    return SecretsOfSession::Side{.s = Secret(*found, name + "_static_secret"),
                                  .e = Secret(*found, name + "_ephemeral_secret")};
  };
  SecretsOfSession session{.suite = suite,
                           .initiator = side("initiator"),
                           .responder = side("responder"),
                           .messages = {}};
  for (const auto& message : (*found)["messages"]) {
    session.messages.push_back({.from_initiator = message["from"] == "initiator",
                                .plaintext = *FromHex(message["plaintext"].get<std::string>())});
  }
  return session;
}

// Returns a section of SPEC.md from "Keys:" on.
std::string SectionOfSpec(const std::string& heading) {
  const std::string spec = ReadAll("SPEC.md");
  const size_t begin = spec.find("Keys:\n", spec.find("\n### " + heading));
  const size_t end = std::min(spec.find("\n## ", begin), spec.find("\n### ", begin));
  return begin == spec.npos ? "" : spec.substr(begin, end - begin);
}

TEST(WorkedExample, IsInSpec) {
  EXPECT_EQ(SectionOfSpec("A.1 "), WorkedExample(FirstSession(Suite::kEd25519)));
  EXPECT_EQ(SectionOfSpec("A.2 "), WorkedExample(FirstSession(Suite::kX25519)));
}

}  // namespace
}  // namespace asmtp::vectors
