// Every part of a program can be simplified, and the mutator minimises failing programs.
#include "fuzz/mutate/simplification.h"

#include <gtest/gtest.h>

#include <numeric>

#include "fuzz/mutate/program_mutator.h"
#include "fuzz/program/text.h"
#include "fuzz/seeds/session_seeds.h"
#include "fuzz/session/world.h"

namespace asmtp::fuzz {
namespace {

std::vector<Program> SimplerThan(const Program& program) {
  std::vector<Program> simpler;
  for (const Simplification& step : SimplificationsOf(program)) {
    simpler.push_back(Simplified(program, step));
  }
  return simpler;
}

std::vector<Program> Samples() {
  std::vector<Program> programs;
  for (const auto& [name, bytes] : SessionSeeds()) programs.push_back(Parse(bytes));
  programs.push_back(Parse(Bytes(300, 0xff)));
  programs.push_back(Parse(Bytes(300, 1)));
  return programs;
}

bool Has(const std::vector<Program>& programs, const Program& one) {
  return std::ranges::find(programs, one) != programs.end();
}

TEST(SimplificationTest, DeletesEachActionAndAll) {
  for (const Program& program : Samples()) {
    const auto simpler = SimplerThan(program);
    for (size_t i = 0; i < program.actions.size(); ++i) {
      Program without = program;
      without.actions.erase(without.actions.begin() + static_cast<ptrdiff_t>(i));
      ASSERT_TRUE(Has(simpler, without)) << Print(program) << i;
    }
    Program nothing = program;
    nothing.actions.clear();
    ASSERT_TRUE(program.actions.empty() || Has(simpler, nothing));
  }
}

TEST(SimplificationTest, ShortensEachPayloadByItsFirstAndItsLastByte) {
  for (const Program& program : Samples()) {
    const auto simpler = SimplerThan(program);
    for (size_t i = 0; i < program.actions.size(); ++i) {
      if (program.actions[i].payload.empty()) continue;
      Program shorter = program;
      shorter.actions[i].payload.pop_back();
      ASSERT_TRUE(Has(simpler, shorter)) << Print(program) << i;
      shorter = program;
      shorter.actions[i].payload.erase(shorter.actions[i].payload.begin());
      ASSERT_TRUE(Has(simpler, shorter)) << Print(program) << i;
      shorter.actions[i].payload.clear();
      ASSERT_TRUE(Has(simpler, shorter)) << Print(program) << i;
    }
  }
}

// Repeated simplification ends in the program of zeros.
TEST(SimplificationTest, EndsInTheSimplestProgram) {
  for (Program program : Samples()) {
    for (auto steps = SimplificationsOf(program); !steps.empty();) {
      program = Simplified(program, steps.back());
      steps = SimplificationsOf(program);
    }
    EXPECT_EQ(program, Program());
  }
}

// Compares size, then the sum of the bytes: each step reduces one of them.
TEST(SimplificationTest, ReducesSizeOrBytes) {
  const auto weight = [](const Program& program) {
    const Bytes bytes = Encode(program);
    return std::pair(bytes.size(), std::accumulate(bytes.begin(), bytes.end(), size_t{0}));
  };
  for (const Program& program : Samples()) {
    for (const Simplification& step : SimplificationsOf(program)) {
      const Program simpler = Simplified(program, step);
      EXPECT_EQ(EncodedSize(simpler), Encode(simpler).size());
      if (step.kind == Simplification::Kind::kLimitHalf) {  // 256 becomes 128
        EXPECT_LT(simpler.length_limit, program.length_limit);
        continue;
      }
      EXPECT_LT(weight(simpler), weight(program)) << Print(program);
      EXPECT_EQ(step.shortens(), weight(simpler).first < weight(program).first);
    }
  }
}

// Minimises like libFuzzer's -minimize_crash: asks for smaller inputs and keeps those that still
// fail.
template <class Fails>
Bytes Minimized(Bytes input, size_t tries, Fails fails) {
  EXPECT_TRUE(fails(input));
  for (size_t i = 0; i < tries && input.size() > 1; ++i) {
    Random random(i);
    ByteMutator bytes(random);
    const Bytes smaller = MutateProgram(input, input.size() - 1, bytes);
    if (!smaller.empty() && fails(smaller)) input = smaller;
  }
  return input;
}

// A witness of 800 bytes with many irrelevant actions.
Bytes PaddedWitness() {
  std::string text = "flags suite-25519 framing-u16\nkeys 77\nlimit 9999\n";
  for (int i = 0; i < 10; ++i) {
    text +=
        "send initiator.0 0411111111111111111111111111111111\ndeliver initiator.0 010203\n"
        "send-sample responder.7 050001ff0002ff0003ff0004ff0005ff0006ff0007ff0008ff0009ff\n"
        "deliver responder.0\n";
  }
  text +=
      "send initiator.3 aabbccddeeff00112233445566778899\nflip initiator.9 0123\n"
      "deliver initiator.2 0101\n";
  for (int i = 0; i < 10; ++i) text += "raw responder.1 000000100000000000\n";
  return Encode(ReadText(text).value());
}

TEST(SimplificationTest, MinimisesAPaddedWitness) {
  const Bytes witness = PaddedWitness();
  EXPECT_GT(witness.size(), 780U);
  const auto fails = [](const Bytes& input) {
    const Trace trace = RunProgram(Parse(input));
    return trace.why_closed[1] == "frame-rejected" && trace.opened[0] && trace.opened[1];
  };
  const Bytes short_one = Minimized(witness, 1500, fails);
  // Header, a frame that is not of the session (send and flip, or splice), deliver.
  EXPECT_LE(short_one.size(), 20U) << Print(Parse(short_one));
}

}  // namespace
}  // namespace asmtp::fuzz
