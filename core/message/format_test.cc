#include "core/message/format.h"

#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "core/testing/format_info.h"
#include "core/testing/layout.h"
#include "core/testing/samples.h"

namespace asmtp {
namespace {

std::vector<FormatInfo> AllFormats() {
  std::vector<FormatInfo> all(MessageFormats().begin(), MessageFormats().end());
  all.insert(all.end(), EntryFormats().begin(), EntryFormats().end());
  all.push_back(BlockHeaderFormat());
  all.push_back(*RecordFormat(FieldKind::kSubscriptions));
  all.push_back(*RecordFormat(FieldKind::kRecipients));
  return all;
}

TEST(Format, TypesCountFromOne) {
  for (size_t i = 0; i < MessageFormats().size(); ++i) EXPECT_EQ(MessageFormats()[i].type, i + 1);
  for (size_t i = 0; i < EntryFormats().size(); ++i) EXPECT_EQ(EntryFormats()[i].type, i + 1);
  EXPECT_EQ(MessageFormats().size(), std::variant_size_v<Message>);
  EXPECT_EQ(EntryFormats().size(), std::variant_size_v<Entry>);
}

TEST(Format, NamesAreUnique) {
  std::set<std::string_view> formats;
  for (const FormatInfo& format : AllFormats()) {
    EXPECT_TRUE(formats.insert(format.name).second) << format.name;
    std::set<std::string_view> fields = {"type"};
    for (const FieldInfo& field : format.fields) {
      EXPECT_TRUE(fields.insert(field.name).second) << format.name << field.name;
    }
  }
}

TEST(Format, VariableSizesHaveARuleAndRestIsLast) {
  for (const FormatInfo& format : AllFormats()) {
    for (const FieldInfo& field : format.fields) {
      EXPECT_EQ(field.size == 0, !field.rule.empty()) << field.name;
      EXPECT_TRUE(field.rule != "rest" || &field == &format.fields.back()) << field.name;
    }
  }
}

TEST(Format, SignaturesAreLastAndNameTheirSigner) {
  for (const FormatInfo& format : AllFormats()) {
    const bool is_signed = format.fields.back().name == "signature";
    EXPECT_EQ(!format.signer.empty(), is_signed) << format.name;
  }
  EXPECT_EQ(FindMessageFormat("Gossip")->signer, "id");
  EXPECT_EQ(BlockHeaderFormat().signer, "author");
  EXPECT_EQ(EntryFormats()[0].signer, "key");
}

TEST(Format, IsFoundByNameAndByType) {
  EXPECT_EQ(FindMessageFormat("QueryTopicMessages")->type, 7);
  EXPECT_EQ(FindMessageFormat(uint8_t{7})->name, "QueryTopicMessages");
  EXPECT_EQ(FindMessageFormat("querytopicmessages"), nullptr);
  EXPECT_EQ(FindMessageFormat(uint8_t{0}), nullptr);
  EXPECT_EQ(FindMessageFormat(uint8_t{kMessageTypeCount + 1}), nullptr);
}

// An asymmetric integer shows that no field is skipped, swapped or reversed.
TEST(Format, EncodesEveryFieldInItsPlace) {
  QueryTopicMessages query;
  const ByteArray<kTopicSize> topic = Filled<kTopicSize>(3);
  query.topic = topic;
  query.since = 0x01020304;
  std::vector<uint8_t> expected = {7};
  expected.insert(expected.end(), topic.begin(), topic.end());
  expected.insert(expected.end(), {1, 2, 3, 4});
  std::vector<uint8_t> bytes(EncodedSize(query));
  ASSERT_TRUE(Encode(query, bytes));
  EXPECT_EQ(bytes, expected);
}

}  // namespace
}  // namespace asmtp
