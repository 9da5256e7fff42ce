#include "core/testing/plain_message.h"

#include <gtest/gtest.h>

#include "core/testing/layout.h"
#include "core/testing/samples.h"

namespace asmtp {
namespace {

TEST(PlainMessages, CoverEveryUnsignedTypeOfFixedSize) {
  std::vector<std::string_view> expected;
  ForEachType<Message>([&]<class View>(std::type_identity<View>) {
    if (kIsPlain<View>) expected.push_back(kFormat<View>.name);
  });
  std::vector<std::string_view> names;
  for (const PlainMessage& plain : PlainMessages({})) names.push_back(plain.name);
  EXPECT_EQ(names, expected);
  EXPECT_EQ(names.front(), "GetPassport");
}

TEST(PlainMessages, HoldTheGivenValues) {
  const ByteArray<kTopicSize> topic = Filled<kTopicSize>(2);
  const Hash128 id = Filled<kPassportIdSize>(1);
  for (const PlainMessage& plain : PlainMessages({.topic = topic, .id = id, .number = 8})) {
    const auto message = Decode(plain.bytes);
    ASSERT_TRUE(message) << plain.name;
    if (const auto* get = std::get_if<GetPassport>(&*message)) {
      EXPECT_EQ(get->id, id);
    }
    if (const auto* query = std::get_if<QueryTopicMessages>(&*message)) {
      EXPECT_EQ(query->topic, topic);
      EXPECT_EQ(query->since, 8U);
    }
  }
}

TEST(LowerWords, SplitsAtCapitals) {
  EXPECT_EQ(LowerWords("QueryTopicMessages", '_'), "query_topic_messages");
  EXPECT_EQ(LowerWords("Topic", ' '), "topic");
}

}  // namespace
}  // namespace asmtp
