// Properties of every mutation of a chain.
#include "fuzz/mutate/chain_mutator.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "fuzz/chain/chain.h"
#include "fuzz/model/message.h"
#include "fuzz/seeds/wire_seeds.h"

namespace asmtp::fuzz {
namespace {

Bytes Mutated(ByteView input, size_t max_size, uint64_t seed) {
  Random random(seed);
  ByteMutator bytes(random);
  return MutateChain(input, max_size, bytes);
}

Bytes Crossed(ByteView a, ByteView b, size_t max_size, uint64_t seed) {
  Random random(seed);
  return CrossChains(a, b, max_size, random);
}

ChainSpec SpecOf(const Bytes& input) {
  return input.empty() ? ChainSpec() : ParseChain(ByteView(input).subspan(1));
}

std::vector<Bytes> Inputs() {
  std::vector<Bytes> inputs = {{}, {0}, {1, 2, 3}, Bytes(5), Bytes(700, 0xff), Bytes(700, 3)};
  const Seeds seeds = WireSeeds()["passport_chain"];
  for (const auto& [name, bytes] : seeds) inputs.push_back(bytes);
  return inputs;
}

TEST(ChainMutatorTest, NeverPassesTheMaximumSize) {
  for (const Bytes& input : Inputs()) {
    for (const size_t max_size : {0U, 1U, 2U, 4U, 5U, 6U, 9U, 33U, 4096U}) {
      for (uint64_t seed = 0; seed < 50; ++seed) {
        ASSERT_LE(Mutated(input, max_size, seed).size(), max_size);
        ASSERT_LE(Crossed(input, Bytes(300, 1), max_size, seed).size(), max_size);
      }
    }
  }
}

TEST(ChainMutatorTest, DependsOnlyOnTheSeed) {
  for (const Bytes& input : Inputs()) {
    for (uint64_t seed = 0; seed < 50; ++seed) {
      ASSERT_EQ(Mutated(input, 4096, seed), Mutated(input, 4096, seed));
      ASSERT_EQ(Crossed(input, input, 4096, seed), Crossed(input, input, 4096, seed));
    }
  }
}

TEST(ChainMutatorTest, NeverGrowsWithoutBound) {
  constexpr size_t kMost = 1 + kChainRowSize * kChainBlocksMax * (1 + kChainEntriesMax);
  Bytes chain;
  for (uint64_t i = 0; i < 5000; ++i) {
    chain = Mutated(chain, kMost, i);
    ASSERT_LE(chain.size(), kMost);
    ASSERT_LE(SpecOf(chain).size(), kChainBlocksMax);
  }
}

TEST(ChainMutatorTest, ReachesEveryFaultAndKindFromEverySeed) {
  for (const Bytes& input : Inputs()) {
    std::set<ChainFault> faults;
    std::set<EntryKind> kinds;
    for (uint64_t seed = 0; seed < 3000; ++seed) {
      // Two steps, because an empty chain needs a block first.
      const Bytes mutated = Mutated(Mutated(input, 4096, seed), 4096, seed + 1);
      for (const BlockSpec& block : SpecOf(mutated)) {
        faults.insert(FaultOf(block.fault));
        for (const EntrySpec& entry : block.entries) kinds.insert(entry.meaning());
      }
    }
    EXPECT_EQ(faults.size(), kChainFaultCount);
    EXPECT_EQ(kinds.size(), kEntryKindCount);
  }
}

// The verdict of the model on a chain: "" if it is a passport.
std::string WhyNot(const Bytes& chain) {
  const auto blocks = BuildChain(EncodeChain(SpecOf(chain)));
  const std::string why = model::WhyNoMessage(model::Join(Bytes{3}, Bytes(16), blocks));
  if (!why.empty()) return why;
  const auto passport = model::Judge(blocks);
  return passport ? "" : passport.error();
}

// A walk of mutations from one block finds every fault of a chain, and many valid chains.
TEST(ChainMutatorTest, FindsEveryVerdictOfTheLedger) {
  std::map<std::string, size_t> verdicts;
  Bytes chain = WireSeeds()["passport_chain"]["first"];
  for (uint64_t seed = 0; seed < 1500; ++seed) {
    const Bytes next = Mutated(chain, 200, seed);
    const std::string why = WhyNot(next);
    ++verdicts[why];
    if (why.empty() && next.size() > 1) chain = next;
  }
  for (const char* why :
       {"wrong-previous", "content-hash", "header-signature", "content-size",
        "registration-signature", "other-passport", "entry-truncated", "strange-author",
        "key-already-active", "alias-taken", "key-not-active", "last-key", "entry-after-block",
        "registration-timed-out", "registration-window", "first-without-its-author"}) {
    EXPECT_GT(verdicts[why], 0U) << why;
  }
  EXPECT_GT(verdicts[""], 150U);
}

TEST(ChainMutatorTest, ShrinksToTheBlockThatMatters) {
  Bytes chain = Bytes(1, 1);
  const Bytes first = {0, 1, 0, 1, 0, 0, 0, 0x41};
  const Bytes more = {0, 2, 0, 2, 0, 1, 1, 0x41, 3, 9, 1, 1, 0, 3, 0, 1, 3, 1, 1, 1};
  const Bytes bad = {0, 9, 4, 2, 3, 3, 0, 0, 3, 1, 1, 1};
  for (const Bytes& part : {first, more, bad, more}) {
    chain.insert(chain.end(), part.begin(), part.end());
  }
  ASSERT_EQ(WhyNot(chain), "header-signature");
  for (uint64_t seed = 0; seed < 300; ++seed) {
    const Bytes smaller = Mutated(chain, chain.size() - 1, seed);
    if (smaller.size() > 1 && WhyNot(smaller) == "header-signature") chain = smaller;
  }
  EXPECT_EQ(chain.size(), 5U);
}

TEST(ChainMutatorTest, CrossesBothParents) {
  const BlockSpec of_a{.author = 1, .time = 1, .fault = 0, .entries = {{1, 1, 1, 1}}};
  const BlockSpec of_b{.author = 2, .time = 2, .fault = 0, .entries = {{2, 2, 2, 2}}};
  Bytes a = EncodeChain(ChainSpec(4, of_a));
  Bytes b = EncodeChain(ChainSpec(4, of_b));
  a.insert(a.begin(), 1);
  b.insert(b.begin(), 1);
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Bytes child = Crossed(a, b, 4096, seed);
    EXPECT_TRUE(std::ranges::count(child, 1) > 1 && std::ranges::count(child, 2) > 1) << seed;
  }
}

}  // namespace
}  // namespace asmtp::fuzz
