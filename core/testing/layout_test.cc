#include "core/testing/layout.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/testing/samples.h"

namespace asmtp {
namespace {

// The offsets in the drawings of SPEC.md.
static_assert(kOffsetOf<&BlockHeader::version> == 0);
static_assert(kOffsetOf<&BlockHeader::previous> == 24);
static_assert(kOffsetOf<&BlockHeader::author> == 40);
static_assert(kOffsetOf<&RegisterMasterKey::passport_id> == 64);
static_assert(kOffsetOf<&RegisterMasterKey::registration_timeout> == 84);
static_assert(kOffsetOf<&Gossip::address> == 38);
static_assert(kMessageTypeCount == std::variant_size_v<Message>);
static_assert(kEntryTypeCount == 3);
static_assert(kIsPlain<GetPassport> && kIsPlain<QueryTopicMessages>);
static_assert(kHasRest<Topic> && kHasRest<PutPassport>);
static_assert(!kHasRest<Gossip> && !kHasRest<GetPassport> && !kHasRest<SetSharedKey>);
static_assert(!kIsPlain<Topic> && !kIsPlain<PutPassport> && !kIsPlain<Gossip>);

TEST(Layout, FindsFieldsInBodies) {
  const ByteArray<kTopicSize> topic = Filled<kTopicSize>(3);
  std::vector<uint8_t> body(kFixedSize<QueryTopicMessages>);
  CopyTo(topic, FieldIn<&QueryTopicMessages::topic>(body));
  PutNumber<&QueryTopicMessages::since>(0x101020304, body);
  std::vector<uint8_t> expected(topic.begin(), topic.end());
  expected.insert(expected.end(), {1, 2, 3, 4});
  EXPECT_EQ(body, expected);
  EXPECT_EQ(NumberIn<&QueryTopicMessages::since>(body), 0x01020304U);
  EXPECT_EQ(FieldIn<&QueryTopicMessages::topic>(ByteView(body)).size(), kTopicSize);
}

TEST(Layout, SizesFollowTheBody) {
  EXPECT_EQ(SizeBefore<&Gossip::subscriptions>(ByteArray<2>{0x80, 0}), 44U);
  EXPECT_EQ(SizeBefore<&Gossip::subscriptions>(ByteArray<2>{0x7c, 9}), 56U);
  EXPECT_EQ(SizeOf<Gossip>(ByteArray<2>{0x80, 2}), 44U + 2 * 33 + 64);
  EXPECT_EQ(SizeOf<SetSharedKey>(ByteArray<1>{255}), 37U + 255 * 88);
  EXPECT_EQ(SizeOf<DeregisterMasterKey>(ByteArray<50>{}), 36U);
}

TEST(Layout, MissingFieldsAnnounceNothing) {
  EXPECT_EQ(SizeOf<SetSharedKey>({}), kFixedSize<SetSharedKey>);
  EXPECT_EQ(SizeOf<Gossip>(ByteArray<1>{0x80}), kFixedSize<Gossip> + kIpv6Size);
  EXPECT_EQ(SizeOf<Topic>(ByteArray<50>{}), kTopicSize);
  EXPECT_EQ(SizeOf<PutPassport>(ByteArray<50>{}), kPassportIdSize);
}

TEST(Layout, SizeMatchesEverySample) {
  for (const Sample& sample : Samples()) {
    const ByteView body = ByteView(sample.bytes).subspan(kTypeSize);
    VisitType<Message>(sample.bytes[0], [&]<class View>(std::type_identity<View>) {
      if constexpr (kIsPlain<View> || kFormat<View>.signer != nullptr) {
        EXPECT_EQ(SizeOf<View>(body), body.size()) << sample.name;
      }
    });
  }
}

TEST(Layout, ForEachTypeFollowsTheOrderOfTypes) {
  std::vector<uint16_t> types;
  ForEachType<Entry>(
      [&]<class View>(std::type_identity<View>) { types.push_back(kFormat<View>.type); });
  EXPECT_EQ(types, (std::vector<uint16_t>{1, 2, 3}));
}

}  // namespace
}  // namespace asmtp
