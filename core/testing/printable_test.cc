#include "core/testing/printable.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace asmtp {
namespace {

TEST(PrintableTest, EscapesInvisibleCharacters) {
  EXPECT_EQ(Printable("plain \xc3\xa4 \xf0\x9f\x99\x82\n\t"),
            "plain \xc3\xa4 \xf0\x9f\x99\x82\n\t");
  EXPECT_EQ(Printable(std::string_view("\0\x1b\x7f\r", 4)), "\\x00\\x1b\\x7f\\x0d");
  EXPECT_EQ(Printable("\xff"), "\\xff");
  EXPECT_EQ(Printable("\xc3"), "\\xc3");                    // cut off
  EXPECT_EQ(Printable("\xc0\x80"), "\\xc0\\x80");           // overlong
  EXPECT_EQ(Printable("\xe0\x80\x80"), "\\xe0\\x80\\x80");  // overlong
  EXPECT_EQ(Printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // a surrogate
  EXPECT_EQ(Printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
  EXPECT_EQ(Printable("\xc2\x9b"), "\\u{9b}");        // an escape sequence in one character
  EXPECT_EQ(Printable("\xe2\x80\xae"), "\\u{202e}");  // right to left from here
  EXPECT_EQ(Printable("\xef\xbf\xbf"), "\\u{ffff}");  // a noncharacter; not allowed in XML
}

TEST(PrintableTest, EscapesCommandsOfCiServices) {
  EXPECT_EQ(Printable("::stop-commands::x"), "\\x3a:stop-commands::x");
  EXPECT_EQ(Printable("a\n \t::error file=a::b\n"), "a\n \t\\x3a:error file=a::b\n");
  EXPECT_EQ(Printable("a ##[error]b"), "a \\x23#[error]b");
  EXPECT_EQ(Printable("##vso[task.complete]"), "\\x23#vso[task.complete]");
  // Addresses, names in C++ and headings stay readable.
  for (const char* plain :
       {"::1", "listens on ::1, not on ::2", "::1\n::2", "std::string", "## a"}) {
    EXPECT_EQ(Printable(plain), plain);
  }
}

TEST(PrintableTest, OneLine) { EXPECT_EQ(PrintableLine("a\n\tb\x1b"), "a\\n\\tb\\x1b"); }

TEST(PrintableTest, EveryByteBecomesValidVisibleText) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second)};
      const std::string shown = Printable(text);
      EXPECT_EQ(Printable(shown), shown) << first << " " << second;
      for (const char c : shown) {
        const auto byte = static_cast<uint8_t>(c);
        EXPECT_TRUE(byte >= 0x20 || c == '\n' || c == '\t') << first << " " << second;
      }
    }
  }
}

}  // namespace
}  // namespace asmtp
