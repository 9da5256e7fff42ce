#include "fuzz/wire/plaintext_mutator.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/message/message.h"
#include "core/testing/layout.h"

namespace asmtp::fuzz::wire {
namespace {

using Bytes = std::vector<uint8_t>;

std::string ReasonOf(const Bytes& plaintext) {
  const auto message = Decode(plaintext);
  return message ? "" : std::string(Name(message.error().kind));
}

TEST(PlaintextMutatorTest, MakesMessagesOfEveryType) {
  Random random(1);
  ByteMutator bytes(random);
  PlaintextMutator mutator(bytes);
  std::map<uint8_t, std::set<Bytes>> made;
  for (int i = 0; i < 2000; ++i) {
    const Bytes message = mutator.Make(true);
    ASSERT_EQ(ReasonOf(message), "");
    made[message.front()].insert(message);
  }
  EXPECT_EQ(made.size(), std::variant_size_v<Message>);
  // Must not repeat the samples.
  for (const auto& [type, messages] : made) EXPECT_GT(messages.size(), 50U) << int{type};
}

// Reaches every reason of a decoder, including those after the check of a hash and a signature.
TEST(PlaintextMutatorTest, ReachesEveryReason) {
  Random random(2);
  ByteMutator bytes(random);
  PlaintextMutator mutator(bytes);
  std::set<std::string> reasons;
  for (int i = 0; i < 20'000; ++i) reasons.insert(ReasonOf(mutator.Make(false)));
  for (size_t kind = 0; kind < kDecodeErrorKindCount; ++kind) {
    const std::string name(Name(static_cast<DecodeError::Kind>(kind)));
    EXPECT_TRUE(reasons.contains(name)) << name;
  }
}

TEST(PlaintextMutatorTest, DependsOnlyOnTheSeed) {
  const auto make = [](uint64_t seed) {
    Random random(seed);
    ByteMutator bytes(random);
    PlaintextMutator mutator(bytes);
    std::vector<Bytes> made;
    for (int i = 0; i < 50; ++i) made.push_back(mutator.Make(i % 2 == 0));
    return made;
  };
  EXPECT_EQ(make(3), make(3));
  EXPECT_NE(make(3), make(4));
}

}  // namespace
}  // namespace asmtp::fuzz::wire
