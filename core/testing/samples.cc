#include "core/testing/samples.h"

#include "core/testing/gossip_builder.h"
#include "core/testing/plain_message.h"

namespace asmtp {
namespace {

const ByteArray<kTopicSize> kTopic = Filled<kTopicSize>(0x22);

std::vector<uint8_t> Gossiped(std::vector<uint8_t> address, size_t subscriptions) {
  GossipDraft draft = {.time = 7, .address = std::move(address), .port = 1000};
  for (size_t i = 0; i < subscriptions; ++i) {
    draft.subscriptions.push_back({kTopic, static_cast<uint8_t>(i)});
  }
  return BuildGossip(draft, KeyOf(1));
}

std::vector<uint8_t> Said(ByteView content) {
  return ToBytes(Topic{.topic = kTopic, .content = content});
}

}  // namespace

SigningKey KeyOf(uint8_t seed) {
  const ByteArray<32> bytes = Filled<32>(seed);
  return SigningKey::FromSeed(bytes);
}

PassportBuilder SamplePassport() {
  const SigningKey alice = KeyOf(1);
  const SigningKey bob = KeyOf(2);
  PassportBuilder passport;
  passport.Append(alice, 100,
                  Content()
                      .Register(alice, {.alias = "alice", .created_at = 100})
                      .SetSharedKey({.key = Filled<32>(5), .created_at = 90}));
  const Hash128 id = passport.id();
  passport.Append(
      alice, 200,
      Content()
          .Register(bob, {.alias = "bob", .passport_id = id, .created_at = 150})
          .SetSharedKey({.key = Filled<32>(6), .created_at = 200, .recipients = {{}, {}}}));
  passport.Append(bob, 300, Content().Deregister(alice.public_key(), 300));
  return passport;
}

std::vector<Sample> Samples() {
  const std::vector<uint8_t> ipv4 = {192, 0, 2, 1};
  const std::vector<uint8_t> ipv6 = {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  const ByteArray<kPassportIdSize> id = Filled<kPassportIdSize>(0x11);
  std::vector<Sample> samples = {
      {"gossip over IPv4", Gossiped(ipv4, 0)},
      {"gossip over IPv4 with subscriptions", Gossiped(ipv4, 3)},
      {"gossip over IPv6", Gossiped(ipv6, 0)},
      {"gossip over IPv6 with subscriptions", Gossiped(ipv6, 2)},
      {"topic without content", Said({})},
      {"topic", Said(AsBytes("a few words"))},
      {"put passport without blocks", ToBytes(PutPassport{.id = id, .blocks = {}})},
      {"put passport", SamplePassport().Message()},
  };
  for (auto& [name, bytes] : PlainMessages({.topic = kTopic, .id = id, .number = 8})) {
    samples.push_back({LowerWords(name, ' '), std::move(bytes)});
  }
  return samples;
}

}  // namespace asmtp
