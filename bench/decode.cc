// decode/MESSAGE: one message of each type, and longer ones of types with variable size.
//
//   ours    Decode, which verifies every signature and hash in the message
//   floor   libsodium's verifications and hashes of the same bytes; no floor for messages without
#include <functional>
#include <vector>

#include "bench/benchmarks.h"
#include "bench/floor.h"
#include "bench/pairs.h"
#include "core/testing/gossip_builder.h"
#include "core/testing/layout.h"
#include "core/testing/passport_builder.h"
#include "core/testing/plain_message.h"

namespace asmtp::bench {
namespace {

using Bytes = std::vector<uint8_t>;

SigningKey KeyOf(uint8_t name) {
  ByteArray<32> seed;
  seed.fill(name);
  return SigningKey::FromSeed(seed);
}

Bytes GossipWith(size_t subscriptions) {
  return BuildGossip({.time = 1, .subscriptions = std::vector<SubscriptionDraft>(subscriptions)},
                     KeyOf(1));
}

// Each block after the first registers a key.
Bytes PassportWith(size_t blocks) {
  PassportBuilder passport;
  passport.Append(KeyOf(1), 1, Content().Register(KeyOf(1), {.alias = "0", .created_at = 1}));
  for (size_t i = 1; i < blocks; ++i) {
    passport.Append(
        KeyOf(1), 1,
        Content().Register(
            KeyOf(static_cast<uint8_t>(i + 1)),
            {.alias = std::to_string(i), .passport_id = passport.id(), .created_at = 1}));
  }
  return passport.Message();
}

ByteArray<kTopicSize> SomeTopic() {
  ByteArray<kTopicSize> topic;
  topic.fill(0x33);
  return topic;
}

Bytes TopicWith(size_t content_size) {
  const ByteArray<kTopicSize> topic = SomeTopic();
  const Bytes content(content_size, 0x33);
  return ToBytes(Topic{.topic = topic, .content = content});
}

void VerifyGossip(const Gossip& gossip, ByteView message) {
  const ByteView covered = message.subspan(kTypeSize, message.size() - kTypeSize - kSignatureSize);
  Require(floor::Verify(gossip.id.data(), covered, gossip.signature.data()),
          "a gossip does not verify");
}

void VerifyBlocks(const Blocks& blocks) {
  for (const Block block : blocks) {
    const BlockHeader& header = block.header();
    Require(floor::Verify(header.author.data(), block.bytes().first(kSignedHeaderSize),
                          header.signature.data()),
            "a block does not verify");
    benchmark::DoNotOptimize(floor::Hash(block.bytes().subspan(kBlockHeaderSize)));
    for (const Entry entry : block.entries()) {
      const auto& registration = std::get<RegisterMasterKey>(entry);
      const ByteView covered(registration.key.data(), kSignedRegistrationSize);
      Require(floor::Verify(registration.key.data(), covered, registration.signature.data()),
              "a registration does not verify");
    }
  }
}

// Returns the cryptographic part of decoding `message`, or null if there is none.
std::function<void()> FloorOf(const Message& message, ByteView bytes) {
  if (const auto* gossip = std::get_if<Gossip>(&message)) {
    return [gossip, bytes] { VerifyGossip(*gossip, bytes); };
  }
  if (const auto* passport = std::get_if<PutPassport>(&message)) {
    return [passport] { VerifyBlocks(passport->blocks); };
  }
  return nullptr;
}

void BenchDecode(benchmark::State& state, const Bytes& bytes) {
  const auto message = Decode(bytes);
  Require(message.has_value(), "a message does not decode");
  const auto floor = FloorOf(*message, bytes);
  const size_t batch = floor ? 1 : 1000;
  const Side ours = {.run = [&] {
    for (size_t i = 0; i < batch; ++i) benchmark::DoNotOptimize(Decode(bytes));
  }};
  Pairs pairs(state, batch);
  while (pairs.KeepRunning()) {
    if (floor) {
      pairs.Time(ours, {.run = floor});
    } else {
      pairs.Time(ours);
    }
  }
}

void RegisterOne(const std::string& name, Bytes bytes) {
  Register("decode/" + name,
           [bytes = std::move(bytes)](benchmark::State& state) { BenchDecode(state, bytes); });
}

}  // namespace

void RegisterDecode() {
  RegisterOne("Gossip", GossipWith(0));
  RegisterOne("Gossip/20_subscriptions", GossipWith(20));
  RegisterOne("Gossip/1023_subscriptions", GossipWith(kMostSubscriptions));
  RegisterOne("Topic", TopicWith(0));
  RegisterOne("Topic/65000_bytes", TopicWith(65000));
  RegisterOne("PutPassport/1_block", PassportWith(1));
  RegisterOne("PutPassport/10_blocks", PassportWith(10));
  for (auto& [name, bytes] : PlainMessages({.topic = SomeTopic()})) {
    RegisterOne(std::string(name), std::move(bytes));
  }
}

}  // namespace asmtp::bench
