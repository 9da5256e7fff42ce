#include "core/testing/describe.h"

#include <gtest/gtest.h>

#include <random>

#include "core/testing/gossip_builder.h"
#include "core/testing/hex.h"
#include "core/testing/samples.h"

namespace asmtp {
namespace {

// Expects that the bytes of the listed fields are the whole message, in order.
void ExpectWhole(const std::vector<uint8_t>& bytes, const std::vector<FieldValue>& fields) {
  std::vector<uint8_t> joined;
  for (const FieldValue& field : fields) {
    ASSERT_EQ(field.offset, joined.size()) << field.path;
    joined.insert(joined.end(), field.bytes.begin(), field.bytes.end());
  }
  ASSERT_EQ(joined, bytes);
}

bool IsWhole(const std::vector<FieldValue>& fields) {
  return fields.empty() || fields.back().path != kUnreadPath;
}

std::string Lines(ByteView message, size_t first, size_t count) {
  std::string lines;
  const auto fields = Describe(message);
  for (size_t i = first; i < std::min(first + count, fields.size()); ++i) {
    const std::string value = ToHex(fields[i].bytes);
    lines +=
        std::to_string(fields[i].offset) + " " + fields[i].path + " " + value.substr(0, 8) + "\n";
  }
  return lines;
}

TEST(Describe, ListsEveryFieldOfEverySample) {
  for (const Sample& sample : Samples()) {
    SCOPED_TRACE(sample.name);
    const auto fields = Describe(sample.bytes);
    ExpectWhole(sample.bytes, fields);
    EXPECT_TRUE(IsWhole(fields));
    EXPECT_EQ(fields.front().path, "type");
  }
}

TEST(Describe, NumbersRecords) {
  EXPECT_EQ(Lines(Samples()[1].bytes, 4, 7),
            "39 address c0000201\n"
            "43 port 03e8\n"
            "45 subscriptions[0].topic 22222222\n"
            "77 subscriptions[0].interest 00\n"
            "78 subscriptions[1].topic 22222222\n"
            "110 subscriptions[1].interest 01\n"
            "111 subscriptions[2].topic 22222222\n");
}

TEST(Describe, NumbersBlocksAndEntries) {
  const std::vector<uint8_t> message = SamplePassport().Message();
  EXPECT_EQ(Lines(message, 2, 2), "17 blocks[0].size 00000149\n21 blocks[0].version 0000\n");
  EXPECT_EQ(Lines(message, 10, 3),
            "157 blocks[0].content[0].type 0001\n"
            "159 blocks[0].content[0].key 8a88e3dd\n"
            "191 blocks[0].content[0].alias 616c6963\n");
}

TEST(Describe, IgnoresWrongSignatures) {
  PassportBuilder passport = SamplePassport();
  passport.blocks()[0].signature = {};
  const std::vector<uint8_t> message = passport.Message();
  EXPECT_FALSE(Decode(message));
  EXPECT_TRUE(IsWhole(Describe(message)));
}

TEST(Describe, StopsWhereTheStructureBreaks) {
  const ByteArray<kTopicSize> topic = Filled<kTopicSize>(0x22);
  std::vector<uint8_t> query = ToBytes(QueryTopicMessages{.topic = topic, .since = 8});
  query.pop_back();
  EXPECT_EQ(Lines(query, 0, 9), "0 type 07\n1 topic 22222222\n33 unread 000000\n");
  EXPECT_EQ(Lines(std::vector<uint8_t>{9, 1}, 0, 9), "0 type 09\n1 unread 01\n");
  EXPECT_EQ(Lines({}, 0, 9), "");
}

TEST(Describe, CoversTruncatedAndChangedMessages) {
  std::mt19937 random(3);
  for (const Sample& sample : Samples()) {
    SCOPED_TRACE(sample.name);
    for (size_t size = 0; size < sample.bytes.size(); ++size) {
      std::vector<uint8_t> cut(sample.bytes.begin(),
                               sample.bytes.begin() + static_cast<ptrdiff_t>(size));
      ExpectWhole(cut, Describe(cut));
      if (size != 0) cut[random() % size] = static_cast<uint8_t>(random());
      ExpectWhole(cut, Describe(cut));
    }
  }
}

}  // namespace
}  // namespace asmtp
