// Tests the next programs and their dependence on kept ones.
#include "fuzz/wire/program_source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "core/message/message.h"

namespace asmtp::fuzz::wire {
namespace {

constexpr size_t kPrograms = 2000;
constexpr uint8_t kRegisterTopic = 5;
constexpr uint8_t kTopic = 100;  // first topic
constexpr uint8_t kTopicsEnd = 124;

// A message of a rare type, with a topic that is recognisable in a few bytes.
Program Marked(uint8_t topic) {
  std::vector<uint8_t> message(33, topic);
  message.front() = kRegisterTopic;
  return {.actions = {{.op = Op::kSend, .payload = message}}};
}

bool IsLike(const std::vector<uint8_t>& payload, uint8_t topic) {
  return std::ranges::count(payload, topic) >= 20;
}

// Whether it is many messages like this one.
bool IsLike(const Program& program, uint8_t topic) {
  return program.actions.size() > 20 &&
         std::ranges::all_of(program.actions, [&](const Action& action) {
           return action.op == Op::kDeliver || IsLike(action.payload, topic);
         });
}

// Counts the next programs that are like each marked one.
std::map<uint8_t, size_t> CountLike(ProgramSource& source) {
  std::map<uint8_t, size_t> counts;
  for (size_t i = 0; i < kPrograms; ++i) {
    const Program program = source.Next();
    for (uint8_t topic = kTopic; topic < kTopicsEnd; ++topic)
      counts[topic] += IsLike(program, topic);
  }
  return counts;
}

TEST(ProgramSourceTest, RepeatsFollowedPrograms) {
  ProgramSource source(1);
  EXPECT_EQ(CountLike(source)[kTopic], 0U);
  source.Follow(Marked(kTopic));
  EXPECT_GT(CountLike(source)[kTopic], kPrograms / 4);
  // Older programs are kept, but the latest four are more frequent.
  for (uint8_t i = 1; i < 5; ++i) source.Follow(Marked(kTopic + i));
  auto some = CountLike(source);
  EXPECT_GT(some[kTopic], 0U);
  for (uint8_t i = 1; i < 5; ++i) EXPECT_GT(some[kTopic + i], 2 * some[kTopic]);
  for (uint8_t topic = kTopic + 5; topic < kTopicsEnd; ++topic) source.Follow(Marked(topic));
  EXPECT_EQ(CountLike(source)[kTopic], 0U);
}

// The messages change; most remain messages, some do not.
TEST(ProgramSourceTest, MutatesFollowedPrograms) {
  ProgramSource source(1);
  const Program followed = Marked(kTopic);
  source.Follow(followed);
  size_t same = 0, messages = 0, others = 0;
  for (size_t i = 0; i < kPrograms; ++i) {
    for (const Action& action : source.Next().actions) {
      if (action.op != Op::kSend || !IsLike(action.payload, kTopic)) continue;
      same += action.payload == followed.actions.front().payload ? 1U : 0U;
      (Decode(action.payload) ? messages : others) += 1;
    }
  }
  EXPECT_LT(same, messages / 10);
  EXPECT_GT(messages, kPrograms);
  EXPECT_GT(others, kPrograms / 10);
  EXPECT_LT(others, messages / 4);
}

TEST(ProgramSourceTest, DependsOnlyOnTheSeed) {
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
}  // namespace asmtp::fuzz::wire
