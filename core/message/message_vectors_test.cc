// Every message vector has the verdict of the reference decoder, or a difference that SPEC.md
// lists.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/message/format.h"
#include "core/message/message.h"
#include "core/testing/hex.h"

namespace asmtp {
namespace {

struct MessageVector {
  std::string description;
  std::vector<uint8_t> bytes;
  std::string reference;
  std::string type;
};

std::vector<MessageVector> Vectors() {
  std::ifstream file("corpus/vectors/messages.json");
  const nlohmann::json document = nlohmann::json::parse(file);
  std::vector<MessageVector> vectors;
  for (const auto& vector : document.at("vectors")) {
    vectors.push_back({vector.at("description"), *FromHex(vector.at("bytes").get<std::string>()),
                       vector.at("reference"), vector.value("type", "")});
  }
  return vectors;
}

// The difference: the reference ignores bytes after the topic, and this project rejects them.
bool HasBytesAfterTopic(const MessageVector& vector) {
  return (vector.type == "RegisterTopic" || vector.type == "DeregisterTopic") &&
         vector.bytes.size() > kTypeSize + kTopicSize;
}

std::string_view TypeName(const Message& message) {
  return std::visit([]<class View>(const View&) { return kFormat<View>.name; }, message);
}

TEST(MessageVectors, MatchReferenceOrListedDifference) {
  size_t differences = 0;
  const auto vectors = Vectors();
  for (const MessageVector& vector : vectors) {
    SCOPED_TRACE(vector.description + " " + ToHex(vector.bytes));
    const auto message = Decode(vector.bytes);
    if (HasBytesAfterTopic(vector)) {
      ++differences;
      ASSERT_FALSE(message);
      EXPECT_EQ(message.error(), (DecodeError{DecodeError::Kind::kTrailingBytes, 33}));
      continue;
    }
    EXPECT_EQ(message.has_value(), vector.reference == "accept");
    if (message && !vector.type.empty()) {
      EXPECT_EQ(TypeName(*message), vector.type);
    }
  }
  EXPECT_EQ(vectors.size(), 472u);
  EXPECT_GT(differences, 0u);
  RecordProperty("differences", static_cast<int>(differences));
}

TEST(MessageVectors, RoundTrip) {
  for (const MessageVector& vector : Vectors()) {
    const auto message = Decode(vector.bytes);
    if (!message) continue;
    SCOPED_TRACE(vector.description);
    ASSERT_EQ(EncodedSize(*message), vector.bytes.size());
    std::vector<uint8_t> encoded(vector.bytes.size());
    ASSERT_EQ(Encode(*message, encoded), vector.bytes.size());
    EXPECT_EQ(encoded, vector.bytes);
  }
}

}  // namespace
}  // namespace asmtp
