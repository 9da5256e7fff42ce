// Properties of every mutation of a program.
#include "fuzz/mutate/program_mutator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "fuzz/mutate/simplification.h"
#include "fuzz/program/text.h"
#include "fuzz/seeds/session_seeds.h"
#include "fuzz/session/world.h"

namespace asmtp::fuzz {
namespace {

Bytes Mutated(ByteView input, size_t max_size, uint64_t seed) {
  Random random(seed);
  ByteMutator bytes(random);
  return MutateProgram(input, max_size, bytes);
}

Bytes Crossed(ByteView a, ByteView b, size_t max_size, uint64_t seed) {
  Random random(seed);
  return CrossPrograms(a, b, max_size, random);
}

// The seeds, and arbitrary bytes.
using Actions = std::vector<Action>;

std::vector<Bytes> Inputs() {
  std::vector<Bytes> inputs = {{}, {0}, {1, 2, 3}, Bytes(4), Bytes(7, 0xff), Bytes(3000, 0xff)};
  for (const auto& [name, bytes] : SessionSeeds()) inputs.push_back(bytes);
  Random random(7);
  for (size_t size = 1; size < 300; size += 23) {
    Bytes garbage(size);
    for (uint8_t& byte : garbage) byte = random.Byte();
    inputs.push_back(garbage);
  }
  return inputs;
}

TEST(ProgramMutatorTest, NeverPassesTheMaximumSize) {
  for (const Bytes& input : Inputs()) {
    for (const size_t max_size : {0U, 1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 33U, 100U, 4096U}) {
      for (uint64_t seed = 0; seed < 20; ++seed) {
        ASSERT_LE(Mutated(input, max_size, seed).size(), max_size);
        ASSERT_LE(Crossed(input, Bytes(300, 1), max_size, seed).size(), max_size);
        ASSERT_LE(Crossed(Bytes(300, 1), input, max_size, seed).size(), max_size);
      }
    }
  }
}

TEST(ProgramMutatorTest, DependsOnlyOnTheSeed) {
  for (const Bytes& input : Inputs()) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
      ASSERT_EQ(Mutated(input, 4096, seed), Mutated(input, 4096, seed));
      ASSERT_EQ(Crossed(input, input, 4096, seed), Crossed(input, input, 4096, seed));
    }
  }
}

// Nearly all results round-trip through Encode; the rest are bytes on purpose.
TEST(ProgramMutatorTest, MakesPrograms) {
  size_t canonical = 0;
  size_t all = 0;
  for (const Bytes& input : Inputs()) {
    for (uint64_t seed = 0; seed < 100; ++seed) {
      const Bytes output = Mutated(input, 4096, seed);
      canonical += Encode(Parse(output)) == output ? 1U : 0U;
      ++all;
    }
  }
  EXPECT_GT(canonical * 100, all * 93);
  EXPECT_LT(canonical, all);
}

TEST(ProgramMutatorTest, AlmostAlwaysChangesItsInput) {
  size_t changed = 0;
  size_t all = 0;
  for (const Bytes& input : Inputs()) {
    for (uint64_t seed = 0; seed < 100; ++seed) {
      changed += Mutated(input, 4096, seed) != input ? 1U : 0U;
      ++all;
    }
  }
  EXPECT_GT(changed * 100, all * 90);
}

// The ops that one mutation adds to the program.
std::set<Op> NewOps(const Program& before, const Program& after) {
  std::set<Op> ops;
  for (const Action& action : after.actions) ops.insert(action.op);
  for (const Action& action : before.actions) ops.erase(action.op);
  return ops;
}

TEST(ProgramMutatorTest, ReachesEveryOpFromEverySeed) {
  constexpr uint64_t kTries = 2000;
  for (const Bytes& input : Inputs()) {
    const Program before = Parse(input);
    // A program above the maximum would only shrink.
    const size_t max_size = std::max<size_t>(4096, input.size());
    std::set<Op> reached;
    for (const Action& action : before.actions) reached.insert(action.op);
    for (uint64_t seed = 0; seed < kTries; ++seed) {
      reached.merge(NewOps(before, Parse(Mutated(input, max_size, seed))));
    }
    for (size_t op = 0; op < kOpCount; ++op) {
      ASSERT_TRUE(reached.contains(static_cast<Op>(op))) << Name(static_cast<Op>(op));
    }
  }
}

TEST(ProgramMutatorTest, ReachesEveryFlagDirectionAndFault) {
  uint8_t flags = 0;
  std::set<uint8_t> faults;
  std::set<std::pair<Op, size_t>> directions;
  for (uint64_t seed = 0; seed < 5000; ++seed) {
    const Program program = Parse(Mutated({}, 4096, seed));
    flags |= program.flags;
    for (const Action& action : program.actions) {
      directions.emplace(action.op, action.place().direction);
      if (action.op == Op::kForge && !action.payload.empty()) faults.insert(action.payload[0] % 6);
    }
  }
  EXPECT_EQ(flags, 0xff);
  EXPECT_EQ(faults.size(), 6U);
  EXPECT_GE(directions.size(), 2 * kOpCount);
}

TEST(ProgramMutatorTest, NeverGrowsWithoutBound) {
  for (uint64_t walk = 0; walk < 4; ++walk) {
    Bytes program;
    for (uint64_t i = 0; i < 3000; ++i) {
      program = Mutated(program, size_t{1} << 24, walk << 32 | i);
      ASSERT_LE(program.size(), kProgramSizeMax);
      ASSERT_LE(Parse(program).actions.size(), kActionsMax);
    }
  }
}

TEST(ProgramMutatorTest, CrossesBothParents) {
  const Program a{.actions = Actions(5, {.op = Op::kSend, .where = 0, .payload = {1, 1, 1}})};
  const Program b{.actions = Actions(5, {.op = Op::kRaw, .where = 1, .payload = {2, 2, 2}})};
  size_t of_both = 0;
  std::set<Bytes> children;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Bytes child = Crossed(Encode(a), Encode(b), 4096, seed);
    children.insert(child);
    const Program program = Parse(child);
    const bool has_a = std::ranges::count(program.actions, a.actions[0]) > 0;
    const bool has_b = std::ranges::count(program.actions, b.actions[0]) > 0;
    of_both += has_a && has_b ? 1U : 0U;
  }
  EXPECT_EQ(of_both, 200U);
  EXPECT_GT(children.size(), 30U);
}

// An engine that answers with bytes unknown to the mutator.
TEST(ProgramMutatorTest, AsksTheEngineForPayloads) {
  const Bytes word = {'e', 'n', 'g', 'i', 'n', 'e'};
  size_t found = 0;
  for (uint64_t seed = 0; seed < 500; ++seed) {
    Random random(seed);
    ByteMutator bytes(random, [&](ByteView, size_t) { return word; });
    const Program mutated = Parse(MutateProgram(SessionSeeds()["echo"], 4096, bytes));
    found += std::ranges::count(mutated.actions, word, &Action::payload) > 0 ? 1U : 0U;
  }
  EXPECT_GT(found, 50U);
}

TEST(ProgramMutatorTest, TruncatesLongAnswersOfTheEngine) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    Random random(seed);
    ByteMutator bytes(random, [&](ByteView, size_t) { return Bytes(100'000); });
    ASSERT_LE(MutateProgram(SessionSeeds()["echo"], 300, bytes).size(), 300U);
  }
}

}  // namespace
}  // namespace asmtp::fuzz
