#include "fuzz/wire/sequences.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/message/format.h"
#include "core/testing/gossip_builder.h"

namespace asmtp::fuzz::wire {
namespace {

// The largest payload of an action, which is more than a length of 16 bits counts, with its tag.
constexpr size_t kSizeMax = 65'535;
constexpr size_t kKeys = 4;

SigningKey AnyKey(Random& random) {
  ByteArray<32> seed;
  seed.fill(static_cast<uint8_t>(1 + random.Below(kKeys)));
  return SigningKey::FromSeed(seed);
}

Sequences::Bytes TopicOf(size_t size) {
  Sequences::Bytes topic(size, 0x61);
  topic.front() = kFormat<Topic>.type;
  return topic;
}

}  // namespace

std::vector<Sequences::Bytes> Sequences::Make() {
  switch (random_.Below(5)) {
    case 0:
      return Repeats();
    case 1:
      return Gossips();
    case 2:
      return Passports();
    case 3:
      return Sizes();
    default:
      return Texts();
  }
}

// The same messages again: at once, later, in another order.
std::vector<Sequences::Bytes> Sequences::Repeats() {
  std::vector<Bytes> different(1 + random_.Below(3));
  for (Bytes& message : different) message = plaintexts_.Make(true);
  std::vector<Bytes> sequence;
  const size_t count = 2 + random_.Below(6);
  for (size_t i = 0; i < count; ++i) sequence.push_back(random_.Pick(different));
  if (random_.OneIn(2)) sequence.push_back(Spoilt(random_.Pick(different)));
  return sequence;
}

Sequences::Bytes Sequences::Gossip(const SigningKey& id) {
  GossipDraft draft{.time = static_cast<uint32_t>(random_.Below(16)),
                    .address = Bytes(random_.OneIn(2) ? 4 : 16, 1),
                    .port = static_cast<uint16_t>(random_.Below(3))};
  draft.subscriptions.resize(random_.OneIn(8) ? random_.Below(1024) : random_.Below(4));
  for (SubscriptionDraft& subscription : draft.subscriptions) {
    subscription.topic.fill(random_.Byte());
    subscription.interest = random_.Byte();
  }
  return BuildGossip(draft, id);
}

// Newer and older gossips of one id, then one whose signature belongs to another.
std::vector<Sequences::Bytes> Sequences::Gossips() {
  const SigningKey id = AnyKey(random_);
  std::vector<Bytes> sequence;
  const size_t count = 1 + random_.Below(4);
  for (size_t i = 0; i < count; ++i) sequence.push_back(Gossip(id));
  if (random_.OneIn(3)) return sequence;
  if (random_.OneIn(2)) {
    sequence.push_back(Spoilt(sequence.back()));
    return sequence;
  }
  Bytes last = Gossip(id);
  const Bytes& other = sequence.front();
  std::copy(other.end() - kSignatureSize, other.end(), last.end() - kSignatureSize);
  sequence.push_back(std::move(last));
  return sequence;
}

Content Sequences::AnyContent(uint32_t time) {
  Content content;
  const size_t count = random_.OneIn(12) ? 60 + random_.Below(80) : random_.Below(5);
  for (size_t i = 0; i < count; ++i) {
    const SigningKey key = AnyKey(random_);
    switch (random_.Below(count > 60 ? 2 : 3)) {
      case 0:
        content.Deregister(key.public_key(), time);
        break;
      case 1:
        content.SetSharedKey({.created_at = time,
                              .recipients = std::vector<RecipientDraft>(
                                  random_.OneIn(8) ? random_.Below(256) : random_.Below(3))});
        break;
      default:
        content.Register(key, {.alias = "a", .created_at = time});
    }
  }
  return content;
}

Content Sequences::SpoiltContent(uint32_t time) {
  Content content;
  const size_t count = 2 + random_.Below(2);
  for (size_t i = 0; i < count; ++i) {
    content.Register(AnyKey(random_), {.alias = "a", .created_at = time});
  }
  Bytes bytes = content.bytes();
  const size_t at = random_.Below(bytes.size());
  bytes[at] = static_cast<uint8_t>(bytes[at] ^ 1U << random_.Below(8));
  return Content().Raw(bytes);
}

Sequences::Bytes Sequences::Passport(bool spoilt_content) {
  PassportBuilder passport;
  const bool is_long = !spoilt_content && random_.OneIn(12);
  const size_t blocks = is_long ? 100 + random_.Below(300) : 1 + random_.Below(5);
  const size_t spoilt = spoilt_content ? random_.Below(blocks) : blocks;
  for (uint32_t i = 0; i < blocks; ++i) {
    const uint32_t time = 100 + i;
    passport.Append(AnyKey(random_), time,
                    is_long       ? Content()
                    : i == spoilt ? SpoiltContent(time)
                                  : AnyContent(time));
  }
  return passport.Message();
}

// A valid passport, then one with a single changed bit, in a block of any place. The bit may be one
// that the hash and the signature of the block cover.
std::vector<Sequences::Bytes> Sequences::Passports() {
  const bool spoilt_content = random_.OneIn(3);
  Bytes passport = Passport(spoilt_content);
  while (passport.size() > kSizeMax) passport = Passport(spoilt_content);
  if (spoilt_content) return {std::move(passport)};
  if (random_.OneIn(3)) return {passport, passport};
  Bytes spoilt = Spoilt(passport);
  if (random_.OneIn(2)) return {std::move(spoilt)};
  return {std::move(passport), std::move(spoilt)};
}

// Keeps the type.
Sequences::Bytes Sequences::Spoilt(Bytes message) {
  const size_t at = 1 + random_.Below(message.size() - 1);
  message[at] = static_cast<uint8_t>(message[at] ^ 1U << random_.Below(8));
  return message;
}

// A power of two, or a multiple of 64, and its neighbours. The tag of 16 bytes and the length field
// move the place where a power counts.
size_t Sequences::AroundAPower(size_t most) {
  static constexpr std::array kNear = {0, 0, -1, 1, -2, 2, -4, -16, -17, -15, -18, -20, 16, 64};
  const size_t base =
      random_.OneIn(3) ? 64 * (1 + random_.Below(most / 64)) : size_t{1} << (5 + random_.Below(12));
  const auto size = static_cast<int64_t>(base) + random_.Pick(kNear);
  return static_cast<size_t>(std::clamp<int64_t>(size, 33, static_cast<int64_t>(most)));
}

std::vector<Sequences::Bytes> Sequences::Sizes() {
  std::vector<Bytes> sequence;
  const size_t count = 1 + random_.Below(4);
  for (size_t i = 0; i < count; ++i) sequence.push_back(TopicOf(AroundAPower(kSizeMax)));
  sequence.push_back(TopicOf(33));  // shows whether the key was replaced
  return sequence;
}

// Content that text functions change.
std::vector<Sequences::Bytes> Sequences::Texts() {
  using namespace std::string_view_literals;
  static constexpr std::array kParts = {"a"sv,  " "sv,    "\0"sv,   "\n"sv, "\r\n"sv, "\t"sv,
                                        "A"sv,  "\xff"sv, "\xc3"sv, "é"sv,  "%s"sv,   "\\"sv,
                                        "\""sv, "&"sv,    "="sv,    ""sv};
  Bytes topic = TopicOf(33);
  const size_t count = 1 + random_.Below(6);
  for (size_t i = 0; i < count; ++i) {
    const std::string_view part = random_.Pick(kParts);
    topic.insert(topic.end(), part.begin(), part.end());
  }
  return {topic, std::move(topic)};
}

}  // namespace asmtp::fuzz::wire
