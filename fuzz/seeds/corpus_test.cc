// The seeds in corpus/ match the generated ones.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/seeds/all_seeds.h"

namespace asmtp::fuzz {
namespace {

Seeds SeedsIn(const std::string& folder) {
  Seeds seeds;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    seeds[entry.path().filename()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return seeds;
}

// If not: bazel run //fuzz/seeds:write_seeds -- "$PWD/corpus"
TEST(CorpusTest, IsUpToDate) {
  for (const auto& [folder, seeds] : AllSeeds()) {
    EXPECT_EQ(SeedsIn("corpus/" + folder), seeds) << folder;
  }
}

}  // namespace
}  // namespace asmtp::fuzz
