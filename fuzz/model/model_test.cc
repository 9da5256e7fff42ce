// Compares the model with every golden vector: 32 sessions, 472 messages, 54 passports.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "fuzz/model/message.h"
#include "fuzz/model/noise.h"

namespace asmtp::model {
namespace {

using Json = nlohmann::json;

Json ReadVectors(const std::string& name) {
  std::ifstream stream("corpus/vectors/" + name + ".json");
  return Json::parse(stream)["vectors"];
}

Bytes FromHex(const std::string& hex) {
  Bytes bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

Bytes Field(const Json& vector, const char* name) {
  return FromHex(vector.at(name).get<std::string>());
}

void CheckMessages(const Json& vector, Direction first, Direction second) {
  for (const Json& message : vector["messages"]) {
    Direction& direction = message["from"] == "initiator" ? first : second;
    Direction receiver = direction;
    EXPECT_EQ(direction.SealNext(Field(message, "plaintext")), Field(message, "ciphertext"));
    EXPECT_EQ(receiver.OpenNext(Field(message, "ciphertext")), Field(message, "plaintext"));
    EXPECT_EQ(receiver.k, direction.k);
  }
}

TEST(ModelTest, MakesEverySessionByteForByte) {
  const Json vectors = ReadVectors("handshakes");
  EXPECT_EQ(vectors.size(), 32U);
  for (const Json& vector : vectors) {
    const bool ed25519 = vector["protocol_name"] == "Noise_IK_ed25519_ChaChaPoly_BLAKE2b";
    const Group group = ed25519 ? Group::kEd25519 : Group::k25519;
    Side initiator(group, Field(vector, "initiator_static_secret"),
                   Field(vector, "initiator_ephemeral_secret"),
                   Field(vector, "responder_static_public"));
    Side responder(group, Field(vector, "responder_static_secret"),
                   Field(vector, "responder_ephemeral_secret"));
    EXPECT_EQ(initiator.WriteInitialize(), Field(vector, "handshake_initialize"));
    ASSERT_TRUE(responder.ReadInitialize(Field(vector, "handshake_initialize")));
    EXPECT_EQ(responder.rs(), Field(vector, "initiator_static_public"));
    EXPECT_EQ(responder.WriteResponse(), Field(vector, "handshake_response"));
    ASSERT_TRUE(initiator.ReadResponse(Field(vector, "handshake_response")));
    EXPECT_EQ(initiator.h(), Field(vector, "session_id"));
    EXPECT_EQ(responder.h(), Field(vector, "session_id"));
    const auto [first, second] = responder.Split();
    CheckMessages(vector, first, second);
  }
}

// DIF-1: bytes after the topic of types 5 and 6.
bool IsTrailingAfterTopic(const Bytes& plaintext) {
  return plaintext.size() > 33 && (plaintext[0] == 5 || plaintext[0] == 6);
}

TEST(ModelTest, JudgesEveryMessage) {
  const Json vectors = ReadVectors("messages");
  EXPECT_EQ(vectors.size(), 472U);
  for (const Json& vector : vectors) {
    const Bytes plaintext = Field(vector, "bytes");
    const bool wanted = vector["reference"] == "accept" && !IsTrailingAfterTopic(plaintext);
    EXPECT_EQ(WhyNoMessage(plaintext).empty(), wanted) << vector << WhyNoMessage(plaintext);
  }
}

TEST(ModelTest, JudgesEveryPassport) {
  const Json vectors = ReadVectors("passports");
  EXPECT_EQ(vectors.size(), 54U);
  for (const Json& vector : vectors) {
    const Bytes blocks = Field(vector, "blocks");
    const bool decodes = WhyNoMessage(Join(Bytes{3}, Bytes(16), blocks)).empty();
    const auto passport = decodes ? Judge(blocks) : std::unexpected("no message");
    const bool differs = !decodes || (!passport && passport.error() == "first-has-previous");
    if (vector["reference"] != "accept" || differs) {  // DIF-6
      EXPECT_FALSE(passport) << vector["description"];
      continue;
    }
    ASSERT_TRUE(passport) << vector["description"] << passport.error();
    EXPECT_EQ(passport->id, Field(vector, "id"));
    std::vector<Bytes> wanted;
    for (const Json& key : vector["active_master_keys"]) wanted.push_back(FromHex(key));
    EXPECT_TRUE(std::ranges::is_permutation(passport->master_keys, wanted));
  }
}

}  // namespace
}  // namespace asmtp::model
