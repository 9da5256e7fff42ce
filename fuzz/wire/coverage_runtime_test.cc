// An instrumented program counts its edges in the map, and counts nothing without a map.
#include <gtest/gtest.h>
#include <sys/shm.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "conformance/iut/child_process.h"
#include "fuzz/wire/coverage_map.h"

namespace asmtp::fuzz::wire {
namespace {

using News = CoverageMap::News;

constexpr const char* kProgram = "fuzz/wire/counted_program";

// Runs the program until it exits. Returns its output and exit status.
std::string OutputOf(const std::string& letters, const std::vector<std::string>& environment) {
  auto child = conformance::ChildProcess::Start({kProgram, letters}, environment);
  if (!child) return child.error();
  const conformance::Deadline soon = conformance::Clock::now() + std::chrono::seconds(20);
  std::string said = (*child)->WaitForOutput(soon);
  const auto status = (*child)->Wait(soon);
  return status ? said + status->Describe() : "does not end";
}

News NewsOf(CoverageMap& map, const std::string& letters) {
  EXPECT_TRUE(OutputOf(letters, map.Environment()).ends_with("exited with status 0"));
  return map.Take();
}

TEST(CoverageRuntimeTest, CountsEdges) {
  const auto map = CoverageMap::Make(CoverageMap::kSizeDefault);
  ASSERT_TRUE(map) << map.error();
  EXPECT_EQ(NewsOf(**map, "a"), News::kEdges);
  const size_t edges = (*map)->edges();
  EXPECT_GT(edges, 2U);
  EXPECT_EQ(NewsOf(**map, "a"), News::kNone);
  EXPECT_EQ(NewsOf(**map, "aaaaaaaaa"), News::kCounts);
  EXPECT_EQ((*map)->edges(), edges);
  EXPECT_EQ(NewsOf(**map, "b"), News::kEdges);
  EXPECT_GT((*map)->edges(), edges);
}

// A count saturates: 512 is no news after 255.
TEST(CoverageRuntimeTest, SaturatesCounts) {
  const auto map = CoverageMap::Make(CoverageMap::kSizeDefault);
  ASSERT_TRUE(map) << map.error();
  EXPECT_EQ(NewsOf(**map, std::string(255, 'a')), News::kEdges);
  EXPECT_EQ(NewsOf(**map, std::string(512 + 3, 'a')), News::kNone);
}

// Excess edges share counters; the page after the map is unchanged.
TEST(CoverageRuntimeTest, StaysWithinTheMap) {
  constexpr size_t kSmallest = 8;
  constexpr size_t kPage = 4096;
  const auto map = CoverageMap::Make(1);
  ASSERT_TRUE(map) << map.error();
  EXPECT_EQ(NewsOf(**map, "abc"), News::kEdges);
  EXPECT_LE((*map)->edges(), kSmallest);
  const std::string id = (*map)->Environment().front().substr(std::string("__AFL_SHM_ID=").size());
  const void* const memory = ::shmat(std::stoi(id), nullptr, SHM_RDONLY);
  ASSERT_NE(reinterpret_cast<intptr_t>(memory), -1);
  const std::span<const uint8_t> page(static_cast<const uint8_t*>(memory), kPage);
  EXPECT_EQ(std::ranges::count_if(page.subspan(kSmallest), std::identity()), 0);
  ::shmdt(memory);
}

TEST(CoverageRuntimeTest, CountsNothingWithoutAMap) {
  for (const char* id : {"__AFL_SHM_ID=", "__AFL_SHM_ID=x", "__AFL_SHM_ID=-1"}) {
    EXPECT_EQ(OutputOf("ab", {id}), "3\nexited with status 0") << id;
  }
  EXPECT_EQ(OutputOf("ab", {}), "3\nexited with status 0");
}

}  // namespace
}  // namespace asmtp::fuzz::wire
