// Properties of every mutation of a message.
#include "fuzz/mutate/message_mutator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/message/message.h"
#include "fuzz/model/message.h"
#include "fuzz/mutate/gossip_parts.h"
#include "fuzz/mutate/passport_parts.h"
#include "fuzz/seeds/message_seeds.h"

namespace asmtp::fuzz {
namespace {

constexpr size_t kMax = 4096;

Bytes Mutated(ByteView input, size_t max_size, uint64_t seed) {
  Random random(seed);
  ByteMutator bytes(random);
  return MutateMessage(input, max_size, bytes);
}

Bytes Crossed(ByteView a, ByteView b, size_t max_size, uint64_t seed) {
  Random random(seed);
  return CrossMessages(a, b, max_size, random);
}

std::vector<Bytes> Inputs() {
  std::vector<Bytes> inputs = {{}, {1}, {3}, Bytes(700, 1), Bytes(700, 3), Bytes(700, 0xff)};
  for (const auto& [name, bytes] : MessageSeeds()) inputs.push_back(bytes);
  return inputs;
}

Bytes Seed(const std::string& name) { return MessageSeeds().at(name); }

TEST(MessageMutatorTest, NeverPassesTheMaximumSize) {
  for (const Bytes& input : Inputs()) {
    for (const size_t max_size : {0U, 1U, 2U, 17U, 109U, 110U, 300U, 4096U}) {
      for (uint64_t seed = 0; seed < 10; ++seed) {
        ASSERT_LE(Mutated(input, max_size, seed).size(), max_size);
        ASSERT_LE(Crossed(input, Bytes(300, 3), max_size, seed).size(), max_size);
      }
    }
  }
}

TEST(MessageMutatorTest, DependsOnlyOnTheSeed) {
  for (const Bytes& input : Inputs()) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
      ASSERT_EQ(Mutated(input, kMax, seed), Mutated(input, kMax, seed));
      ASSERT_EQ(Crossed(input, input, kMax, seed), Crossed(input, input, kMax, seed));
    }
  }
}

// Drops unusable bytes, and makes the rest consistent.
template <class Parts>
void ExpectCompleteForAnyBytes() {
  for (const Bytes& input : Inputs()) {
    EXPECT_EQ(model::WhyNoMessage(Parts(input).Plaintext()), "");
    for (const size_t size : {1U, 20U, 22U, 150U, 200U}) {
      const ByteView part = ByteView(input).first(std::min<size_t>(size, input.size()));
      EXPECT_EQ(model::WhyNoMessage(Parts(part).Plaintext()), "");
    }
  }
}

TEST(MessageMutatorTest, MakesAGossipFromAnyBytes) { ExpectCompleteForAnyBytes<GossipParts>(); }

TEST(MessageMutatorTest, MakesAPassportFromAnyBytes) { ExpectCompleteForAnyBytes<PassportParts>(); }

// Joined parts split into the same parts again.
TEST(MessageMutatorTest, KeepsWhatItDoesNotChange) {
  for (const Bytes& input : Inputs()) {
    const Bytes gossip = GossipParts(input).Plaintext();
    EXPECT_EQ(GossipParts(gossip).Plaintext(), gossip);
    const Bytes passport = PassportParts(input).Plaintext();
    EXPECT_EQ(PassportParts(passport).Plaintext(), passport);
  }
}

TEST(MessageMutatorTest, KeepsAPassportThatTheLedgerAccepts) {
  for (const char* name : {"put_passport_two_keys", "put_passport_author_replaced",
                           "put_passport_three_entries_in_a_block"}) {
    const Bytes plaintext = PassportParts(Seed(name)).Plaintext();
    EXPECT_EQ(plaintext.size(), Seed(name).size());
    EXPECT_TRUE(model::Judge(ByteView(plaintext).subspan(17))) << name;
  }
}

// Counts the verdicts of the model in a walk over mutations that are messages.
std::map<std::string, size_t> VerdictsOf(Bytes plaintext) {
  std::map<std::string, size_t> verdicts;
  for (uint64_t seed = 0; seed < 20000; ++seed) {
    const Bytes next = Mutated(plaintext, 1500, seed);
    const std::string why = model::WhyNoMessage(next);
    ++verdicts[why];
    if (why.empty() && next[0] == plaintext[0]) plaintext = next;
  }
  return verdicts;
}

TEST(MessageMutatorTest, FindsEveryVerdictOnGossips) {
  auto verdicts = VerdictsOf(Seed("gossip_ipv4_1_subscription"));
  for (const char* why : {"truncated", "trailing-bytes", "gossip-signature"}) {
    EXPECT_GT(verdicts[why], 0U) << why;
  }
  EXPECT_GT(verdicts[""], 800U);
}

TEST(MessageMutatorTest, FindsEveryVerdictOnPassports) {
  auto verdicts = VerdictsOf(Seed("put_passport_two_keys"));
  for (const char* why : {"block-size", "content-size", "header-signature", "content-hash",
                          "unknown-entry", "entry-truncated"}) {
    EXPECT_GT(verdicts[why], 0U) << why;
  }
  EXPECT_GT(verdicts[""], 800U);
}

// Counts the verdicts of the model on messages with one fault.
std::map<std::string, size_t> VerdictsOfSpoilt(const std::string& name) {
  std::map<std::string, size_t> verdicts;
  const Bytes plaintext = Seed(name);
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    ByteMutator bytes(random);
    ++verdicts[model::WhyNoMessage(MutateSigned(plaintext, kMax, 1, bytes))];
  }
  return verdicts;
}

// Every field under a signature or a hash is sometimes wrong while the signature or the hash is
// valid.
TEST(MessageMutatorTest, SpoilsWhateverIsSigned) {
  auto gossips = VerdictsOfSpoilt("gossip_ipv4_1_subscription");
  for (const char* why : {"truncated", "trailing-bytes", "gossip-signature"}) {
    EXPECT_GT(gossips[why], 100U) << why;
  }
  auto passports = VerdictsOfSpoilt("put_passport_two_keys");
  for (const char* why :
       {"block-size", "content-size", "header-signature", "content-hash", "unknown-entry",
        "entry-truncated", "registration-window", "registration-signature"}) {
    EXPECT_GT(passports[why], 30U) << why;
  }
}

// The same signature modulo L: only its S differs.
TEST(MessageMutatorTest, MakesALargerSOfAGossip) {
  const Bytes gossip = GossipParts(Seed("gossip_ipv4_1_subscription")).Plaintext();
  size_t larger = 0;
  for (uint64_t seed = 0; seed < 16000; ++seed) {
    Bytes next = Mutated(gossip, kMax, seed);
    if (next.size() < 109 || next.back() < 0x10 || next[0] != 1) continue;
    const Bytes whole = GossipParts(next).Plaintext();
    next.resize(next.size() - 32);
    larger += whole.size() == next.size() + 32 &&
              std::ranges::equal(next, ByteView(whole).first(next.size()));
  }
  EXPECT_GT(larger, 5U);
}

// The values of a field under a valid signature.
TEST(MessageMutatorTest, ChangesEveryFieldOfAValidGossip) {
  std::set<uint32_t> infos;
  std::set<uint32_t> times;
  std::set<uint32_t> ports;
  std::set<Bytes> ids;
  std::set<Bytes> addresses;
  size_t repeated = 0;
  Bytes plaintext = Seed("gossip_ipv4_1_subscription");
  for (uint64_t seed = 0; seed < 16000; ++seed) {
    const Bytes next = Mutated(plaintext, 600, seed);
    const auto message = Decode(next);
    const auto* gossip = message ? std::get_if<Gossip>(&*message) : nullptr;
    if (gossip == nullptr) continue;
    infos.insert(gossip->info);
    times.insert(gossip->time);
    ports.insert(gossip->port);
    ids.insert({gossip->id.data(), gossip->id.data() + gossip->id.size()});
    addresses.emplace(gossip->address.begin(), gossip->address.end());
    std::set<ByteArray<kTopicSize>> topics;
    for (const Subscription one : gossip->subscriptions) {
      repeated += topics.insert(one.topic.Copy()).second ? 0U : 1U;
    }
    plaintext = next;
  }
  EXPECT_GT(infos.size(), 50U);
  EXPECT_GT(times.size(), 50U);
  EXPECT_GT(ports.size(), 20U);
  EXPECT_GT(ids.size(), 4U);
  EXPECT_GT(addresses.size(), 50U);
  EXPECT_GT(repeated, 50U);
}

TEST(MessageMutatorTest, ReachesTheLedgerWithOtherEntries) {
  std::map<std::string, size_t> verdicts;
  Bytes plaintext = Seed("put_passport_two_keys");
  for (uint64_t seed = 0; seed < 20000; ++seed) {
    const Bytes next = Mutated(plaintext, 1500, seed);
    if (!model::WhyNoMessage(next).empty() || next[0] != 3) continue;
    const auto passport = model::Judge(ByteView(next).subspan(17));
    ++verdicts[passport ? "" : passport.error()];
    if (passport) plaintext = next;
  }
  for (const char* why : {"entry-after-block", "key-already-active", "key-not-active",
                          "strange-author", "registration-timed-out", "other-passport"}) {
    EXPECT_GT(verdicts[why], 0U) << why;
  }
  EXPECT_GT(verdicts[""], 100U);
}

TEST(MessageMutatorTest, ShrinksToNoSubscriptionAndToNoBlock) {
  Bytes gossip = Seed("gossip_ipv4_20_subscriptions");
  Bytes passport = Seed("put_passport_deregistration");
  for (uint64_t seed = 0; seed < 40; ++seed) {
    if (gossip.size() > 109) gossip = Mutated(gossip, gossip.size() - 1, seed);
    if (passport.size() > 17) passport = Mutated(passport, passport.size() - 1, seed);
  }
  EXPECT_EQ(gossip.size(), 109U);
  EXPECT_EQ(passport.size(), 17U);
  EXPECT_EQ(model::WhyNoMessage(gossip), "");
  EXPECT_EQ(model::WhyNoMessage(passport), "");
}

TEST(MessageMutatorTest, CrossesBothParents) {
  const Bytes a = GossipParts(Seed("gossip_ipv4_20_subscriptions")).Plaintext();
  const Bytes b = GossipParts(Seed("gossip_ipv6_2_subscriptions")).Plaintext();
  std::set<size_t> sizes;
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    const Bytes child = Crossed(a, b, kMax, seed);
    if (model::WhyNoMessage(child).empty()) sizes.insert(child.size());
  }
  EXPECT_GT(sizes.size(), 10U);
}

}  // namespace
}  // namespace asmtp::fuzz
