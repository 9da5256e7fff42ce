// Tests news in a map and counting by other processes.
#include "fuzz/wire/coverage_map.h"

#include <gtest/gtest.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace asmtp::fuzz::wire {
namespace {

using News = CoverageMap::News;

constexpr size_t kSize = 4096;

std::unique_ptr<CoverageMap> MakeMap(size_t size = kSize) {
  auto map = CoverageMap::Make(size);
  EXPECT_TRUE(map) << map.error();
  return map ? *std::move(map) : nullptr;
}

int IdOf(const CoverageMap& map) {
  const std::string variable = map.Environment().front();
  constexpr std::string_view kName = "__AFL_SHM_ID=";
  EXPECT_TRUE(variable.starts_with(kName)) << variable;
  return std::stoi(variable.substr(kName.size()));
}

// The same memory, as attached by the counting program.
class Counts {
 public:
  explicit Counts(const CoverageMap& map) : memory_(::shmat(IdOf(map), nullptr, 0)) {
    if (reinterpret_cast<intptr_t>(memory_) == -1) std::abort();
  }
  ~Counts() { ::shmdt(memory_); }
  Counts(const Counts&) = delete;
  Counts& operator=(const Counts&) = delete;

  uint8_t& operator[](size_t edge) { return static_cast<uint8_t*>(memory_)[edge]; }

 private:
  void* memory_;
};

TEST(CoverageMapTest, UsesTheBucketsOfAfl) {
  struct Range {
    int first, last;
    uint8_t bucket;
  };
  for (const Range& range :
       {Range{0, 0, 0}, Range{1, 1, 1}, Range{2, 2, 2}, Range{3, 3, 4}, Range{4, 7, 8},
        Range{8, 15, 16}, Range{16, 31, 32}, Range{32, 127, 64}, Range{128, 255, 128}}) {
    for (int count = range.first; count <= range.last; ++count) {
      EXPECT_EQ(BucketOf(static_cast<uint8_t>(count)), range.bucket) << count;
    }
  }
}

TEST(CoverageMapTest, ReportsANewEdgeOnce) {
  const auto map = MakeMap();
  Counts counts(*map);
  EXPECT_EQ(map->Take(), News::kNone);
  counts[0] = 1;
  counts[kSize - 1] = 1;
  EXPECT_EQ(map->Take(), News::kEdges);
  EXPECT_EQ(map->edges(), 2U);
  counts[kSize - 1] = 1;
  EXPECT_EQ(map->Take(), News::kNone);
  counts[17] = 9;
  counts[0] = 1;
  EXPECT_EQ(map->Take(), News::kEdges);
  EXPECT_EQ(map->edges(), 3U);
}

TEST(CoverageMapTest, ReportsEachNewBucketOnce) {
  const auto map = MakeMap();
  Counts counts(*map);
  counts[5] = 4;
  EXPECT_EQ(map->Take(), News::kEdges);
  counts[5] = 7;
  EXPECT_EQ(map->Take(), News::kNone);
  counts[5] = 8;
  EXPECT_EQ(map->Take(), News::kCounts);
  counts[5] = 1;  // a smaller count is news too
  EXPECT_EQ(map->Take(), News::kCounts);
  counts[5] = 12;
  EXPECT_EQ(map->Take(), News::kNone);
  EXPECT_EQ(map->edges(), 1U);
}

// Earlier counts must not leak into later results.
TEST(CoverageMapTest, TakeClearsTheCounts) {
  const auto map = MakeMap();
  Counts counts(*map);
  counts[5] = 3;
  counts[6] = 255;
  EXPECT_EQ(map->Take(), News::kEdges);
  EXPECT_EQ(counts[5], 0);
  EXPECT_EQ(counts[6], 0);
}

TEST(CoverageMapTest, ClearDiscardsTheCounts) {
  const auto map = MakeMap();
  Counts counts(*map);
  counts[5] = 3;
  counts[kSize - 1] = 3;
  map->Clear();
  EXPECT_EQ(counts[5], 0);
  EXPECT_EQ(map->Take(), News::kNone);
  EXPECT_EQ(map->edges(), 0U);
}

TEST(CoverageMapTest, SeesCountsOfAnotherProcess) {
  const auto map = MakeMap();
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Counts counts(*map);
    counts[9] = 1;
    ::_exit(0);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  EXPECT_EQ(map->Take(), News::kEdges);
}

// A killed program leaves no segment behind.
TEST(CoverageMapTest, IsRemovedWithItsLastProcess) {
  auto map = MakeMap();
  const int id = IdOf(*map);
  auto counts = std::make_unique<Counts>(*map);
  map.reset();
  shmid_ds about{};
  EXPECT_EQ(::shmctl(id, IPC_STAT, &about), 0);
  counts.reset();
  EXPECT_NE(::shmctl(id, IPC_STAT, &about), 0);
}

TEST(CoverageMapTest, HasTheSizeOfAflMapSize) {
  EXPECT_EQ(MakeMap(1000)->Environment().back(), "AFL_MAP_SIZE=1000");
  EXPECT_EQ(MakeMap(1001)->Environment().back(), "AFL_MAP_SIZE=1008");
  EXPECT_EQ(::setenv("AFL_MAP_SIZE", "70000", 1), 0);
  EXPECT_EQ(CoverageMap::SizeFromEnvironment(), 70'000U);
  for (const char* none : {"", "0", "-1", "many", "1x", "99999999999999999999"}) {
    EXPECT_EQ(::setenv("AFL_MAP_SIZE", none, 1), 0);
    EXPECT_EQ(CoverageMap::SizeFromEnvironment(), CoverageMap::kSizeDefault) << none;
  }
  EXPECT_EQ(::unsetenv("AFL_MAP_SIZE"), 0);
  EXPECT_EQ(CoverageMap::SizeFromEnvironment(), CoverageMap::kSizeDefault);
}

}  // namespace
}  // namespace asmtp::fuzz::wire
