// What comes next, and that it follows from what was kept.
#include "conformance/wirefuzz/program_source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "core/message/message.h"

namespace asmtp::conformance::wirefuzz {
namespace {

using fuzz::Op;
using fuzz::Program;

constexpr size_t kPrograms = 2000;
constexpr uint8_t kRegisterTopic = 5;
constexpr uint8_t kTopicsEnd = 24;
constexpr size_t kMarks = 6;  // actions that do nothing: no other program has as many

// A message behind a pattern of actions that does not change.
Program Marked(uint8_t topic) {
  Program program;
  program.actions.assign(kMarks, {.op = Op::kDrop, .where = topic});
  std::vector<uint8_t> message(33, topic);
  message.front() = kRegisterTopic;
  program.actions.push_back({.op = Op::kSend, .payload = message});
  return program;
}

bool IsLike(const Program& program, uint8_t topic) {
  return program.actions.size() == kMarks + 1 &&
         std::ranges::all_of(program.actions.begin(), program.actions.begin() + kMarks,
                             [&](const fuzz::Action& action) {
                               return action.op == Op::kDrop && action.where == topic;
                             });
}

// How many of the next programs are like each marked one.
std::map<uint8_t, size_t> CountLike(ProgramSource& source) {
  std::map<uint8_t, size_t> counts;
  for (size_t i = 0; i < kPrograms; ++i) {
    const Program program = source.Next();
    for (uint8_t topic = 1; topic < kTopicsEnd; ++topic) counts[topic] += IsLike(program, topic);
  }
  return counts;
}

TEST(ProgramSourceTest, WhatIsFollowedComesAgainAndAgain) {
  ProgramSource source(1);
  EXPECT_EQ(CountLike(source)[1], 0U);
  source.Follow(Marked(1));
  EXPECT_GT(CountLike(source)[1], kPrograms / 3);
  // The one before is not forgotten, but the last one comes more often.
  source.Follow(Marked(2));
  auto both = CountLike(source);
  EXPECT_GT(both[2], kPrograms / 6);
  EXPECT_GT(both[1], kPrograms / 12);
  for (uint8_t topic = 3; topic < kTopicsEnd; ++topic) source.Follow(Marked(topic));
  EXPECT_LT(CountLike(source)[1], kPrograms / 100);
}

// Changed, mostly still a message, and sometimes none.
TEST(ProgramSourceTest, WhatIsFollowedIsChanged) {
  ProgramSource source(1);
  const Program followed = Marked(1);
  source.Follow(followed);
  size_t same = 0, messages = 0, others = 0;
  for (size_t i = 0; i < kPrograms; ++i) {
    const Program program = source.Next();
    if (!IsLike(program, 1)) continue;
    const auto& payload = program.actions.back().payload;
    same += payload == followed.actions.back().payload ? 1 : 0;
    (Decode(payload) ? messages : others) += 1;
  }
  EXPECT_LT(same, (messages + others) / 10);
  EXPECT_GT(messages, (messages + others) / 3);
  EXPECT_GT(others, (messages + others) / 4);
}

TEST(ProgramSourceTest, TheSameProgramsFollowFromTheSameSeed) {
  ProgramSource one(7);
  ProgramSource other(7);
  for (size_t i = 0; i < kPrograms; ++i) {
    const Program program = one.Next();
    ASSERT_EQ(program, other.Next()) << i;
    if (i % 50 == 0) {
      one.Keep(program);
      other.Keep(program);
    }
    if (i % 500 == 0) {
      one.Follow(program);
      other.Follow(program);
    }
  }
}

}  // namespace
}  // namespace asmtp::conformance::wirefuzz
