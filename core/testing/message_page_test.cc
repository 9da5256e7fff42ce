// The message page in MESSAGES.md and SPEC.md matches the format table.
#include "core/testing/message_page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "core/testing/format_info.h"

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

TEST_P(MessagePageTest, DocumentMatchesTheTable) {
  const std::string document = ReadFile(GetParam());
  const size_t begin = document.find(kBegin);
  const size_t end = document.find(kEnd);
  ASSERT_NE(begin, std::string::npos) << "the first marker is missing";
  ASSERT_NE(end, std::string::npos) << "the second marker is missing";
  const size_t start = begin + kBegin.size();
  EXPECT_EQ(document.substr(start, end - start), MessagePage())
      << "replace the text between the markers by the output of //core/testing:print_message_page";
}

INSTANTIATE_TEST_SUITE_P(Documents, MessagePageTest,
                         testing::Values("core/message/MESSAGES.md", "SPEC.md"));

TEST(MessagePage, NamesEveryFieldOnce) {
  const std::string page = MessagePage();
  size_t fields = BlockHeaderFormat().fields.size();
  for (const auto formats : {MessageFormats(), EntryFormats()}) {
    for (const FormatInfo& format : formats) {
      fields += format.fields.size();
      EXPECT_NE(page.find("**" + std::to_string(format.type) + " " + std::string(format.name)),
                std::string::npos);
    }
  }
  const auto rows = static_cast<size_t>(std::ranges::count(page, '\n'));
  constexpr size_t kTables = 3;
  constexpr size_t kHeadRows = 2;
  size_t table_rows = 0;
  for (size_t at = 0; at < page.size(); at = page.find('\n', at) + 1) table_rows += page[at] == '|';
  EXPECT_EQ(table_rows, fields + kTables * kHeadRows);
  EXPECT_GT(rows, table_rows);
}

TEST(MessagePage, DescribesRecords) {
  EXPECT_NE(MessagePage().find("| | subscriptions | 33 n | n × (topic 32, interest 1) |"),
            std::string::npos);
}

}  // namespace
}  // namespace asmtp
