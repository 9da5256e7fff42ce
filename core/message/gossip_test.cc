#include <gtest/gtest.h>

#include "core/message/message.h"
#include "core/testing/gossip_builder.h"
#include "core/testing/layout.h"
#include "core/testing/samples.h"
#include "core/testing/signing_key.h"

namespace asmtp {
namespace {

constexpr DecodeError::Kind kGossipSignature = DecodeError::Kind::kGossipSignature;

const GossipDraft kDraft = {.time = 0x01020304,
                            .address = {192, 0, 2, 1},
                            .port = 0x1234,
                            .subscriptions = {{Filled<kTopicSize>(1), 9}, {{}, 255}}};

TEST(Gossip, ViewsEveryField) {
  const SigningKey id = KeyOf(1);
  const std::vector<uint8_t> bytes = BuildGossip(kDraft, id);
  const auto message = Decode(bytes);
  const Gossip& gossip = std::get<Gossip>(*message);
  EXPECT_EQ(gossip.info, 0x8002);
  EXPECT_TRUE(gossip.IsIpv4());
  EXPECT_EQ(gossip.SubscriptionCount(), 2);
  EXPECT_EQ(gossip.info & kGossipReservedBits, 0);
  EXPECT_EQ(gossip.id, FixedView<kKeySize>(id.public_key()));
  EXPECT_EQ(gossip.time, 0x01020304u);
  EXPECT_TRUE(Equal(gossip.address, kDraft.address));
  EXPECT_EQ(gossip.port, 0x1234);
}

TEST(Gossip, SubscriptionsAllowRandomAccess) {
  const std::vector<uint8_t> bytes = BuildGossip(kDraft, KeyOf(1));
  const auto message = Decode(bytes);
  const auto& subscriptions = std::get<Gossip>(*message).subscriptions;
  ASSERT_EQ(subscriptions.size(), 2u);
  EXPECT_EQ(subscriptions[1].interest, 255);
  EXPECT_EQ(subscriptions[0].interest, 9);
  EXPECT_TRUE(Equal(subscriptions[0].topic, Filled<kTopicSize>(1)));
  std::vector<uint8_t> interests;
  for (const Subscription subscription : subscriptions) interests.push_back(subscription.interest);
  EXPECT_EQ(interests, (std::vector<uint8_t>{9, 255}));
}

TEST(Gossip, AcceptsUpToTheMostSubscriptions) {
  EXPECT_EQ(kMostSubscriptions, 1023u);
  for (const size_t count : {127UZ, 128UZ, 255UZ, 256UZ, 257UZ, 512UZ, kMostSubscriptions}) {
    GossipDraft draft = {};
    draft.subscriptions.resize(count);
    draft.subscriptions.back().interest = 7;
    std::vector<uint8_t> bytes = BuildGossip(draft, KeyOf(1));
    const auto message = Decode(bytes);
    ASSERT_TRUE(message) << count;
    const auto& subscriptions = std::get<Gossip>(*message).subscriptions;
    ASSERT_EQ(subscriptions.size(), count);
    EXPECT_EQ(subscriptions[count - 1].interest, 7);
    EXPECT_EQ(ToBytes(*message), bytes);
    bytes.pop_back();
    EXPECT_EQ(KindOf(Decode(bytes)), DecodeError::Kind::kTruncated) << count;
  }
}

TEST(Gossip, ReservedBitsAreKeptAndIgnored) {
  for (uint16_t bit = 0x0400; bit <= 0x4000; bit = static_cast<uint16_t>(bit << 1)) {
    const std::vector<uint8_t> bytes = BuildGossip({.reserved_bits = bit}, KeyOf(1));
    const auto message = Decode(bytes);
    ASSERT_TRUE(message);
    EXPECT_EQ(std::get<Gossip>(*message).info & kGossipReservedBits, bit);
    EXPECT_EQ(ToBytes(*message), bytes);
  }
}

TEST(Gossip, SignatureCoversEveryByteBeforeIt) {
  const std::vector<uint8_t> bytes = BuildGossip(kDraft, KeyOf(1));
  constexpr size_t kInfo = kTypeSize;  // a changed info changes the size
  for (size_t i = kInfo + kGossipInfoSize; i < bytes.size(); ++i) {
    std::vector<uint8_t> changed = bytes;
    changed[i] ^= 1;
    const DecodeError expected = {kGossipSignature, bytes.size() - kSignatureSize};
    EXPECT_EQ(ErrorOf(Decode(changed)), expected) << i;
  }
  std::vector<uint8_t> changed = bytes;
  changed[kInfo] ^= 0x40;
  EXPECT_EQ(KindOf(Decode(changed)), kGossipSignature);
}

TEST(Gossip, IsValidWhenSignedAgain) {
  std::vector<uint8_t> bytes = BuildGossip(kDraft, KeyOf(1));
  bytes[kTypeSize + kGossipInfoSize + kKeySize] ^= 1;
  EXPECT_FALSE(Decode(bytes));
  ResignGossip(bytes, KeyOf(1));
  EXPECT_TRUE(Decode(bytes));
  ResignGossip(bytes, KeyOf(2));
  EXPECT_EQ(KindOf(Decode(bytes)), kGossipSignature);
}

// With the neutral element as the key and as R, S = 0 satisfies the equation for every message.
TEST(Gossip, RejectsLowOrderKeys) {
  std::vector<uint8_t> bytes = BuildGossip({}, KeyOf(1));
  const auto put_neutral = [&](size_t offset) {
    std::fill_n(bytes.begin() + static_cast<ptrdiff_t>(offset), 32, 0);
    bytes[offset] = 1;
  };
  std::fill(bytes.end() - kSignatureSize, bytes.end(), 0);
  put_neutral(kTypeSize + kGossipInfoSize);
  put_neutral(bytes.size() - kSignatureSize);
  EXPECT_EQ(KindOf(Decode(bytes)), kGossipSignature);
}

}  // namespace
}  // namespace asmtp
