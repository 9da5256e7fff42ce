// The functions for engines give the same results as the mutators, and a report repeats a failed
// mutation.
#include "fuzz/mutate/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "core/testing/hex.h"

ASMTP_MUTATORS("asmtp_session")

namespace asmtp::fuzz {
namespace {

constexpr uint32_t kSeed = 1234;

Mutation Sample() {
  return {.mutator = *MutatorOf("asmtp_session"),
          .seed = kSeed,
          .max_size = 100,
          .input = FromHex("00000000000000020411").value(),
          .other = {},
          .answers = {}};
}

TEST(EngineTest, MutatesInPlaceLikeTheMutator) {
  const Mutation mutation = Sample();
  Bytes room = mutation.input;
  room.resize(mutation.max_size);
  const size_t size =
      LLVMFuzzerCustomMutator(room.data(), mutation.input.size(), room.size(), kSeed);
  room.resize(size);
  EXPECT_EQ(room, Replay(mutation));
  EXPECT_NE(room, mutation.input);
}

TEST(EngineTest, CrossesLikeTheMutator) {
  Mutation mutation = Sample();
  mutation.other = FromHex("0000000002010000").value();
  Bytes room(mutation.max_size);
  room.resize(LLVMFuzzerCustomCrossOver(mutation.input.data(), mutation.input.size(),
                                        mutation.other->data(), mutation.other->size(), room.data(),
                                        room.size(), kSeed));
  EXPECT_EQ(room, Replay(mutation));
  EXPECT_GT(room.size(), mutation.input.size());
}

TEST(EngineTest, DoesNotMutateWithoutRoom) {
  EXPECT_EQ(LLVMFuzzerCustomMutator(nullptr, 0, 0, kSeed), 0U);
}

TEST(MutationTest, RoundTripsThroughText) {
  Mutation mutation = Sample();
  mutation.other = Bytes();
  mutation.answers = {{1, 2}, {}};
  const std::string text = Print(mutation);
  EXPECT_EQ(text,
            "target asmtp_session\nseed 1234\nmax-size 100\ninput 00000000000000020411\nother \n"
            "engine 0102\nengine \n");
  EXPECT_EQ(Print(ReadMutation("# a comment\n" + text).value()), text);
}

TEST(MutationTest, SaysWhatWasExpected) {
  EXPECT_THAT(ReadMutation("seed x\n").error(), testing::StartsWith("line 1: expected target"));
  EXPECT_THAT(ReadMutation("target asmtp_canary\n").error(), testing::StartsWith("line 1:"));
  EXPECT_THAT(ReadMutation("seed 1\n").error(), testing::StartsWith("expected a line 'target"));
}

// The seed does not determine the engine's answers. With them, the mutation repeats.
TEST(MutationTest, RepeatsTheAnswersOfTheEngine) {
  size_t asked = 0;
  for (uint32_t seed = 0; seed < 200; ++seed) {
    Mutation mutation = Sample();
    mutation.seed = seed;
    Random random(seed);
    ByteMutator bytes(random, [&](ByteView, size_t) {
      ++asked;
      return mutation.answers.emplace_back(Bytes(1 + asked % 9, static_cast<uint8_t>(asked)));
    });
    const Bytes result = mutation.mutator.mutate(mutation.input, mutation.max_size, bytes);
    if (!mutation.answers.empty()) EXPECT_EQ(Replay(ReadMutation(Print(mutation)).value()), result);
  }
  EXPECT_GT(asked, 20U);
}

// ---- mutators that fail

enum class Failure : uint8_t { kThrow, kAbort, kSegv, kTooLarge };

template <Failure kFailure>
Bytes Fail(ByteView, size_t max_size, ByteMutator&) {
  if (kFailure == Failure::kThrow) throw std::runtime_error("out of ideas");
  if (kFailure == Failure::kAbort) std::abort();
  if (kFailure == Failure::kSegv) std::raise(SIGSEGV);
  return Bytes(max_size + 1);
}

template <Failure kFailure>
void MutateAndFail() {
  const Mutator mutator{"asmtp_session", Fail<kFailure>, nullptr};
  Bytes room = {0xab, 0xcd, 0, 0};
  MutateForEngine(mutator, room.data(), 2, room.size(), kSeed);
}

class FailureReportTest : public testing::Test {
 protected:
  void SetUp() override { setenv("ASMTP_MUTATOR_REPORTS", testing::TempDir().c_str(), 1); }

  static std::string Path() { return testing::TempDir() + "/mutator-failure-1234.txt"; }
  static std::string File() {
    std::ifstream file(Path());
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

constexpr const char* kReport =
    "a mutator failed; reproduce: asmtp-fuzz mutate .*mutator-failure-1234.txt\n"
    "target asmtp_session\n"
    "seed 1234\n"
    "max-size 4\n"
    "input abcd\n";

TEST_F(FailureReportTest, SaysHowToReproduce) {
  EXPECT_DEATH(MutateAndFail<Failure::kThrow>(), std::string("out of ideas.*(.|\n)*") + kReport);
  EXPECT_DEATH(MutateAndFail<Failure::kAbort>(), kReport);
  EXPECT_DEATH(MutateAndFail<Failure::kTooLarge>(), std::string("MutationFits(.|\n)*") + kReport);
  EXPECT_DEATH(MutateAndFail<Failure::kSegv>(), kReport);
}

TEST_F(FailureReportTest, WritesAFile) {
  std::remove(Path().c_str());
  EXPECT_DEATH(MutateAndFail<Failure::kAbort>(), "");
  const auto mutation = ReadMutation(File());
  ASSERT_TRUE(mutation) << mutation.error();
  EXPECT_EQ(mutation->seed, kSeed);
  EXPECT_EQ(mutation->input, (Bytes{0xab, 0xcd}));
}

TEST_F(FailureReportTest, IsCompleteWithoutTheFile) {
  setenv("ASMTP_MUTATOR_REPORTS", "/proc/no/such/folder", 1);
  EXPECT_DEATH(MutateAndFail<Failure::kAbort>(), "input abcd\ncannot write that file");
}

// A crash after a mutation must not be reported.
TEST_F(FailureReportTest, IsSilentBetweenMutations) {
  EXPECT_EXIT(
      {
        Bytes room(100);
        LLVMFuzzerCustomMutator(room.data(), 10, room.size(), kSeed);
        std::abort();
      },
      testing::KilledBySignal(SIGABRT), "^$");
}

}  // namespace
}  // namespace asmtp::fuzz
