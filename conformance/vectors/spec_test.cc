// The vectors show exactly the differences that SPEC.md lists, as often as it states.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>

#include "conformance/vectors/vector_file.h"

namespace asmtp::vectors {
namespace {

// "DIF-1 trailing-after-topic, messages.json" -> 30.
using Counts = std::map<std::string, size_t>;

// Reads the items of the area DIF and the line about vectors in each.
Counts ListedInSpec() {
  const std::regex item("- \\*\\*\\[(DIF-\\d+)\\]\\*\\* `([a-z-]+)`.*");
  const std::regex vectors(" *- vectors: (\\S+\\.json);.* count (\\d+)");
  std::ifstream file("SPEC.md");
  Counts counts;
  std::string name;
  std::smatch match;
  for (std::string line; std::getline(file, line);) {
    if (std::regex_match(line, match, item)) name = match[1].str() + " " + match[2].str();
    if (std::regex_match(line, match, vectors)) {
      counts[name + ", " + match[1].str()] = std::stoul(match[2]);
    }
  }
  return counts;
}

Counts FoundInCorpus() {
  Counts counts;
  for (const std::string name : {"messages.json", "passports.json", "signatures.json",
                                 "aliases.json", "zero-secrets.json"}) {
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
  EXPECT_EQ(FoundInCorpus().size(), 8u);
}

}  // namespace
}  // namespace asmtp::vectors
