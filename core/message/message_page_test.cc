// The message page in README.md and SPEC.md is the one that the format table prints.
#include "core/message/message_page.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace asmtp {
namespace {

constexpr std::string_view kBegin = "<!-- message page: begin -->\n";
constexpr std::string_view kEnd = "<!-- message page: end -->\n";

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

class MessagePageTest : public testing::TestWithParam<const char*> {};

TEST_P(MessagePageTest, DocumentHoldsWhatTheTablePrints) {
  const std::string document = ReadFile(GetParam());
  const size_t begin = document.find(kBegin);
  const size_t end = document.find(kEnd);
  ASSERT_NE(begin, std::string::npos) << "the first marker is missing";
  ASSERT_NE(end, std::string::npos) << "the second marker is missing";
  const size_t start = begin + kBegin.size();
  EXPECT_EQ(document.substr(start, end - start), MessagePage())
      << "put what //core/message:print_message_page prints between the markers";
}

INSTANTIATE_TEST_SUITE_P(Documents, MessagePageTest, testing::Values("README.md", "SPEC.md"));

}  // namespace
}  // namespace asmtp
