#include "core/message/message.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "core/testing/gossip_builder.h"
#include "core/testing/layout.h"
#include "core/testing/samples.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;

// Returns the sizes at which a truncated sample is still a message: anywhere in a rest field, in
// PutPassport only between two blocks.
std::set<size_t> MessagePrefixes(const Message& message) {
  std::set<size_t> sizes = {EncodedSize(message)};
  if (const auto* topic = std::get_if<Topic>(&message)) {
    for (size_t i = 0; i < topic->content.size(); ++i) sizes.insert(kTypeSize + kTopicSize + i);
  }
  if (const auto* passport = std::get_if<PutPassport>(&message)) {
    size_t size = kTypeSize + kPassportIdSize;
    for (const Block block : passport->blocks) {
      sizes.insert(size);
      size += kBlockSizeSize + block.bytes().size();
    }
  }
  return sizes;
}

TEST(Decode, AcceptsSamplesOfEveryType) {
  std::set<size_t> types;
  for (const Sample& sample : Samples()) {
    SCOPED_TRACE(sample.name);
    const auto message = Decode(sample.bytes);
    ASSERT_TRUE(message) << Describe(message.error());
    types.insert(message->index());
  }
  EXPECT_EQ(types.size(), std::variant_size_v<Message>);
}

TEST(Decode, HandlesEveryTruncation) {
  for (const Sample& sample : Samples()) {
    const auto prefixes = MessagePrefixes(*Decode(sample.bytes));
    for (size_t size = 0; size <= sample.bytes.size(); ++size) {
      SCOPED_TRACE(sample.name + " cut at " + std::to_string(size));
      // A copy of exactly this size lets a sanitizer detect every read past its end.
      const std::vector<uint8_t> cut(sample.bytes.begin(),
                                     sample.bytes.begin() + static_cast<ptrdiff_t>(size));
      const auto message = Decode(cut);
      EXPECT_EQ(message.has_value(), prefixes.contains(size));
      if (!message) {
        EXPECT_LE(message.error().offset, size);
      }
    }
  }
}

TEST(Decode, HandlesTrailingBytes) {
  for (const Sample& sample : Samples()) {
    const bool is_topic = sample.bytes.front() == kFormat<Topic>.type;
    const bool is_passport = sample.bytes.front() == kFormat<PutPassport>.type;
    std::vector<uint8_t> extended = sample.bytes;
    for (size_t more = 1; more <= 200; ++more) {
      extended.push_back(static_cast<uint8_t>(more % 3));
      SCOPED_TRACE(sample.name + " and " + std::to_string(more));
      const auto message = Decode(extended);
      EXPECT_EQ(message.has_value(), is_topic);
      if (message) continue;
      EXPECT_EQ(message.error().kind, is_passport ? Kind::kBlockSize : Kind::kTrailingBytes);
      EXPECT_EQ(message.error().offset, sample.bytes.size());
    }
  }
}

TEST(Decode, RejectsUnknownTypes) {
  for (const Sample& sample : Samples()) {
    for (int type = 0; type < 256; ++type) {
      if (type >= 1 && type <= int{kMessageTypeCount}) continue;
      std::vector<uint8_t> bytes = sample.bytes;
      bytes.front() = static_cast<uint8_t>(type);
      EXPECT_EQ(ErrorOf(Decode(bytes)), (DecodeError{Kind::kUnknownType, 0})) << type;
    }
  }
}

TEST(Decode, SmallestMessageHas17Bytes) {
  for (int type = 0; type < 256; ++type) {
    std::vector<uint8_t> bytes(kSmallestMessageSize, 0);
    bytes.front() = static_cast<uint8_t>(type);
    const bool has_this_size =
        type == kFormat<PutPassport>.type || type == kFormat<GetPassport>.type;
    EXPECT_EQ(Decode(bytes).has_value(), has_this_size) << type;
    bytes.pop_back();
    EXPECT_EQ(ErrorOf(Decode(bytes)), (DecodeError{Kind::kTooShort, 0})) << type;
  }
}

TEST(Decode, ReportsTheOffsetOfATruncatedField) {
  std::vector<uint8_t> query = ToBytes(QueryTopicMessages{});
  query.pop_back();
  EXPECT_EQ(ErrorOf(Decode(query)), (DecodeError{Kind::kTruncated, kTypeSize + kTopicSize}));
}

TEST(Encode, RoundTripsSamples) {
  for (const Sample& sample : Samples()) {
    const auto message = Decode(sample.bytes);
    EXPECT_EQ(EncodedSize(*message), sample.bytes.size()) << sample.name;
    EXPECT_EQ(ToBytes(*message), sample.bytes) << sample.name;
  }
}

TEST(Encode, RejectsEverySmallerOutput) {
  for (const Sample& sample : Samples()) {
    const auto message = Decode(sample.bytes);
    for (size_t size = 0; size < sample.bytes.size(); ++size) {
      std::vector<uint8_t> out(size);
      EXPECT_EQ(ErrorOf(Encode(*message, out)), EncodeError::kNoRoom) << sample.name << size;
    }
    std::vector<uint8_t> out(sample.bytes.size() + 1, 0xee);
    EXPECT_EQ(Encode(*message, out), sample.bytes.size());
    EXPECT_EQ(out.back(), 0xee);
  }
}

TEST(Encode, RejectsSizesTheInfoDoesNotAnnounce) {
  const ByteArray<kIpv4Size> address{};
  const ByteArray<Subscription::kSize> subscription{};
  Gossip gossip{.info = kGossipIpv4Bit | 1,
                .address = address,
                .subscriptions = Records<Subscription>(subscription)};
  std::vector<uint8_t> out(500);
  EXPECT_TRUE(Encode(gossip, out));
  gossip.info = kGossipIpv4Bit;
  EXPECT_EQ(ErrorOf(Encode(gossip, out)), EncodeError::kFieldSize);
  gossip.info = 1;
  EXPECT_EQ(ErrorOf(Encode(gossip, out)), EncodeError::kFieldSize);
}

// Any bytes decode to a value that encodes to the same bytes, or to an error whose offset is inside
// the message.
void ExpectLaw(const std::vector<uint8_t>& bytes) {
  const auto message = Decode(bytes);
  if (message) {
    ASSERT_EQ(ToBytes(*message), bytes);
  } else {
    ASSERT_LE(message.error().offset, bytes.size());
    ASSERT_LT(static_cast<size_t>(message.error().kind), kDecodeErrorKindCount);
  }
}

TEST(Decode, HandlesEveryFlippedBit) {
  for (const Sample& sample : Samples()) {
    SCOPED_TRACE(sample.name);
    std::vector<uint8_t> bytes = sample.bytes;
    for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      const auto flip = static_cast<uint8_t>(1 << bit % 8);
      bytes[bit / 8] ^= flip;
      ExpectLaw(bytes);
      bytes[bit / 8] ^= flip;
    }
  }
}

TEST(Decode, HandlesRandomBytes) {
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    std::vector<uint8_t> bytes(random() % 300);
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
    if (!bytes.empty() && i % 4 != 0)
      bytes.front() = static_cast<uint8_t>(random() % (kMessageTypeCount + 2));
    ExpectLaw(bytes);
  }
}

TEST(Decode, HandlesSamplesCutAndJoinedAtRandom) {
  std::mt19937 random(2);
  const std::vector<Sample> samples = Samples();
  for (int i = 0; i < 5000; ++i) {
    const auto& head = samples[random() % samples.size()].bytes;
    const auto& tail = samples[random() % samples.size()].bytes;
    std::vector<uint8_t> bytes(head.begin(),
                               head.begin() + static_cast<ptrdiff_t>(random() % (head.size() + 1)));
    bytes.insert(bytes.end(), tail.begin() + static_cast<ptrdiff_t>(random() % tail.size()),
                 tail.end());
    ExpectLaw(bytes);
  }
}

}  // namespace
}  // namespace asmtp
