// A program that is built to count its edges counts them in the map, and nothing without one.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "conformance/iut/child_process.h"
#include "conformance/wirefuzz/coverage_map.h"

namespace asmtp::conformance::wirefuzz {
namespace {

using News = CoverageMap::News;

constexpr const char* kProgram = "conformance/wirefuzz/counted_program";

// Runs it to its end. Returns what it has printed, and how it ended.
std::string OutputOf(const std::string& letters, const std::vector<std::string>& environment) {
  auto child = ChildProcess::Start({kProgram, letters}, environment);
  if (!child) return child.error();
  const Deadline soon = Clock::now() + std::chrono::seconds(20);
  std::string said = (*child)->WaitForOutput(soon);
  const auto status = (*child)->Wait(soon);
  return status ? said + status->Describe() : "does not end";
}

News NewsOf(CoverageMap& map, const std::string& letters) {
  EXPECT_TRUE(OutputOf(letters, map.Environment()).ends_with("exited with status 0"));
  return map.Take();
}

TEST(CoverageRuntimeTest, EdgesThatAreTakenAreCounted) {
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

// A count stays at its largest: 512 times is no other news than 255 times.
TEST(CoverageRuntimeTest, ACountDoesNotGoRound) {
  const auto map = CoverageMap::Make(CoverageMap::kSizeDefault);
  ASSERT_TRUE(map) << map.error();
  EXPECT_EQ(NewsOf(**map, std::string(255, 'a')), News::kEdges);
  EXPECT_EQ(NewsOf(**map, std::string(512 + 3, 'a')), News::kNone);
}

// More edges than there is room for.
TEST(CoverageRuntimeTest, NoEdgePassesTheEndOfTheMap) {
  const auto map = CoverageMap::Make(1);
  ASSERT_TRUE(map) << map.error();
  EXPECT_EQ(NewsOf(**map, "abc"), News::kEdges);
  EXPECT_LE((*map)->edges(), 8U);
}

TEST(CoverageRuntimeTest, WithoutAMapNothingIsCounted) {
  for (const char* id : {"__AFL_SHM_ID=", "__AFL_SHM_ID=x", "__AFL_SHM_ID=-1"}) {
    EXPECT_EQ(OutputOf("ab", {id}), "3\nexited with status 0") << id;
  }
  EXPECT_EQ(OutputOf("ab", {}), "3\nexited with status 0");
}

}  // namespace
}  // namespace asmtp::conformance::wirefuzz
