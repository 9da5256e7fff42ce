// The seeds in corpus/ are those that are built.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/seeds/message_seeds.h"
#include "fuzz/seeds/session_seeds.h"

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
  EXPECT_EQ(SeedsIn("corpus/message"), MessageSeeds());
  EXPECT_EQ(SeedsIn("corpus/session"), SessionSeeds());
}

}  // namespace
}  // namespace asmtp::fuzz
