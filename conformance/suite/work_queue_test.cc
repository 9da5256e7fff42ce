#include "conformance/suite/work_queue.h"

#include <gtest/gtest.h>

#include <set>

namespace asmtp::conformance {
namespace {

class WorkQueueTest : public testing::Test {
 protected:
  std::vector<const Case*> Some(size_t count) {
    std::vector<const Case*> some;
    for (size_t i = 0; i < count; ++i) some.push_back(&cases_.emplace_back());
    return some;
  }

  std::deque<Case> cases_;
};

TEST_F(WorkQueueTest, StaysWithItsConfigurationUntilItIsDone) {
  WorkQueue queue({Some(20), Some(20)});
  auto chunk = queue.Take(std::nullopt);
  std::set<const Case*> seen;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(chunk);
    EXPECT_EQ(chunk->config, 0U);
    seen.insert(chunk->cases.begin(), chunk->cases.end());
    chunk = queue.Take(chunk->config);
  }
  EXPECT_EQ(seen.size(), 20U);
  ASSERT_TRUE(chunk);
  EXPECT_EQ(chunk->config, 1U);
}

TEST_F(WorkQueueTest, PrefersConfigurationsWithoutAWorker) {
  WorkQueue queue({Some(100), Some(1)});
  EXPECT_EQ(queue.Take(std::nullopt)->config, 0U);
  const auto second = queue.Take(std::nullopt);
  EXPECT_EQ(second->config, 1U);
  // Then it helps with the rest of the other configuration.
  EXPECT_EQ(queue.Take(second->config)->config, 0U);
}

TEST_F(WorkQueueTest, DoesNotStartAnIutForASmallRest) {
  WorkQueue queue({Some(10)});
  const auto first = queue.Take(std::nullopt);
  EXPECT_EQ(first->cases.size(), 8U);
  EXPECT_FALSE(queue.Take(std::nullopt));
  EXPECT_EQ(queue.Take(first->config)->cases.size(), 2U);
  EXPECT_FALSE(queue.Take(first->config));
}

}  // namespace
}  // namespace asmtp::conformance
