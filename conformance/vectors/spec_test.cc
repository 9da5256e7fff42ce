// The differences that let vectors pass are those that SPEC.md lists, as often as it says.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "conformance/vectors/vector_file.h"

namespace asmtp::vectors {
namespace {

// "DIF-1 trailing-after-topic, messages.json" -> 30.
using Counts = std::map<std::string, size_t>;

Counts ListedInSpec() {
  std::ifstream file("SPEC.md");
  std::ostringstream text;
  text << file.rdbuf();
  const std::string spec = text.str();
  // An item, its name, and its line about vectors, with no other item between them.
  const std::regex item(
      "\\*\\*\\[(DIF-\\d+)\\]\\*\\* `([a-z-]+)`(?:(?!\\[DIF-)[^])*?"
      "- vectors: (?:none|(\\S+\\.json);[^\\n]*count (\\d+))");
  Counts counts;
  for (std::sregex_iterator match(spec.begin(), spec.end(), item), end; match != end; ++match) {
    if (!(*match)[3].matched) continue;
    const std::string key = (*match)[1].str() + " " + (*match)[2].str() + ", " + (*match)[3].str();
    counts[key] = std::stoul((*match)[4]);
  }
  return counts;
}

Counts FoundInCorpus() {
  Counts counts;
  for (const std::string name : {"messages.json", "passports.json"}) {
    const auto vectors = CheckFile("corpus/vectors/" + name);
    EXPECT_TRUE(vectors);
    if (!vectors) continue;
    for (const CheckedVector& vector : *vectors) {
      const Difference* difference = vector.verdict.difference;
      if (difference == nullptr) continue;
      ++counts[std::string(difference->id) + " " + std::string(difference->name) + ", " + name];
    }
  }
  return counts;
}

TEST(Spec, ListsTheDifferencesThatVectorsShow) {
  EXPECT_EQ(ListedInSpec(), FoundInCorpus());
  EXPECT_EQ(FoundInCorpus().size(), 4u);
}

}  // namespace
}  // namespace asmtp::vectors
