// Escaped text is harmless, and a quoted word survives a real shell.
#include "conformance/report/text.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>

#include "conformance/report/sample_report.h"

namespace asmtp::conformance {
namespace {

TEST(TextTest, EscapeMarkupEscapesAllMarkup) {
  EXPECT_EQ(EscapeMarkup("<a b='c' d=\"e\">&"), "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;");
}

TEST(TextTest, ShellQuoteKeepsPlainWords) {
  EXPECT_EQ(ShellQuote("frame/order@n=1"), "frame/order@n=1");
  EXPECT_EQ(ShellQuote(""), "''");
  EXPECT_EQ(ShellQuote("it's {role}"), "'it'\\''s {role}'");
  EXPECT_EQ(ShellQuote(std::vector<std::string>{"a", "b c"}), "a 'b c'");
}

std::string OutputOf(const std::string& command) {
  std::string output;
  const auto close = [](std::FILE* file) { pclose(file); };
  const std::unique_ptr<std::FILE, decltype(close)> pipe(popen(command.c_str(), "r"), close);
  std::array<char, 4096> buffer{};
  size_t size = 0;
  while ((size = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0) {
    output.append(buffer.data(), size);
  }
  return output;
}

TEST(TextTest, ShellReadsQuotedWordUnchanged) {
  std::string hostile = HostileText();
  std::erase(hostile, '\0');  // no argument can hold it
  for (const std::string& word : {std::string("sh -c 'a \"$0\"' {role}"), std::string("*"),
                                  std::string("~/a"), std::string("!x"), std::string("-n"), hostile,
                                  std::string("a\nb"), std::string("#"), std::string("A=b c")}) {
    EXPECT_EQ(OutputOf("printf %s " + ShellQuote(word)), word);
  }
}

TEST(TextTest, WrapBreaksAtSpacesNotInCharacters) {
  EXPECT_EQ(Wrap("one two three", 8), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(Wrap("", 8), (std::vector<std::string>{""}));
  EXPECT_EQ(Wrap("abc\xc3\xa4\xc3\xa4", 4), (std::vector<std::string>{"abc", "\xc3\xa4\xc3\xa4"}));
}

TEST(TextTest, LastLinesOmitsEmptyLines) {
  EXPECT_EQ(LastLines("a\n\nb\nc\n", 2), (std::vector<std::string>{"b", "c"}));
  EXPECT_TRUE(LastLines("", 2).empty());
}

}  // namespace
}  // namespace asmtp::conformance
