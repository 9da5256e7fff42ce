// Tests that sequences consist of messages, and of which.
#include "fuzz/wire/sequences.h"

#include <gtest/gtest.h>

#include <set>

#include "core/message/message.h"

namespace asmtp::fuzz::wire {
namespace {

constexpr size_t kSequences = 3000;

struct Source {
  Random random{7};
  ByteMutator bytes{random};
  PlaintextMutator plaintexts{bytes};
  Sequences sequences{random, plaintexts};
};

size_t BlocksOf(const Message& message) {
  const auto* passport = std::get_if<PutPassport>(&message);
  if (passport == nullptr) return 0;
  size_t count = 0;
  for (auto at = passport->blocks.begin(); at != passport->blocks.end(); ++at) ++count;
  return count;
}

TEST(SequencesTest, AllButTheLastPlaintextAreMessages) {
  Source source;
  for (size_t i = 0; i < kSequences; ++i) {
    const auto sequence = source.sequences.Make();
    ASSERT_FALSE(sequence.empty());
    for (size_t j = 0; j + 1 < sequence.size(); ++j) EXPECT_TRUE(Decode(sequence[j]));
    for (const auto& plaintext : sequence) EXPECT_LE(plaintext.size(), 65'535U);
  }
}

// What single messages would not show.
TEST(SequencesTest, HoldWhatBelongsTogether) {
  Source source;
  size_t repeated = 0, same_id = 0, odd = 0, three_blocks = 0, many_blocks = 0;
  std::set<size_t> sizes;
  for (size_t i = 0; i < kSequences; ++i) {
    const auto sequence = source.sequences.Make();
    odd += !Decode(sequence.back());
    for (size_t j = 0; j < sequence.size(); ++j) {
      sizes.insert(sequence[j].size());
      repeated += j != 0 && sequence[j] == sequence[j - 1];
      const auto message = Decode(sequence[j]);
      if (!message) continue;
      const size_t blocks = BlocksOf(*message);
      three_blocks += blocks >= 3;
      many_blocks += blocks >= 100;
      const auto before = j == 0 ? std::nullopt : std::optional(Decode(sequence[j - 1]));
      const auto* gossip = std::get_if<Gossip>(&*message);
      if (gossip == nullptr || !before || !*before) continue;
      const auto* earlier = std::get_if<Gossip>(&**before);
      same_id +=
          earlier != nullptr && Equal(earlier->id, gossip->id) && earlier->time != gossip->time;
    }
  }
  EXPECT_GT(repeated, 100U);
  EXPECT_GT(same_id, 100U);
  EXPECT_GT(odd, 100U);
  EXPECT_GT(three_blocks, 100U);
  EXPECT_GT(many_blocks, 5U);
  for (const size_t size : {64U, 512U, 4095U, 4096U, 4097U, 65'535U})
    EXPECT_TRUE(sizes.contains(size));
}

TEST(SequencesTest, DependOnlyOnTheSeed) {
  Source one, other;
  for (int i = 0; i < 100; ++i) EXPECT_EQ(one.sequences.Make(), other.sequences.Make());
}

}  // namespace
}  // namespace asmtp::fuzz::wire
