#include "core/testing/hex.h"

#include <gtest/gtest.h>

#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

using Kind = HexError::Kind;

TEST(Hex, RoundTripsEveryByte) {
  std::vector<uint8_t> all(256);
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<uint8_t>(i);
  const std::string text = ToHex(all);
  EXPECT_EQ(text.substr(0, 6), "000102");
  EXPECT_EQ(text.substr(506), "fdfeff");
  EXPECT_EQ(FromHex(text).value(), all);
}

TEST(Hex, AcceptsEitherCase) {
  EXPECT_EQ(FromHex("abcdefABCDEF").value(), ToVector(ByteArray<6>{171, 205, 239, 171, 205, 239}));
  EXPECT_TRUE(FromHex("").value().empty());
  EXPECT_EQ(ToHex({}), "");
}

// Exactly 22 of the 256 characters are digits, in both positions of a pair.
TEST(Hex, RejectsOtherCharacters) {
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  for (int code = 0; code < 256; ++code) {
    const char c = static_cast<char>(code);
    const bool digit = kDigits.find(c) != std::string_view::npos;
    for (const size_t place : {size_t{0}, size_t{1}}) {
      std::string text = "00";
      text[place] = c;
      const auto bytes = FromHex(text);
      ASSERT_EQ(bytes.has_value(), digit) << code;
      if (bytes) continue;
      EXPECT_EQ(bytes.error().kind, Kind::kNotADigit);
      EXPECT_EQ(bytes.error().offset, place);
    }
  }
}

struct ErrorRow {
  std::string_view text;
  Kind kind;
  size_t offset;
  std::string_view sentence;
};

constexpr ErrorRow kErrors[] = {
    {"0", Kind::kOddLength, 0, "an odd number of hexadecimal digits (1)"},
    {"00000", Kind::kOddLength, 4, "an odd number of hexadecimal digits (5)"},
    {"0g", Kind::kNotADigit, 1, "character 2 is not a hexadecimal digit"},
    {"g", Kind::kNotADigit, 0, "character 1 is not a hexadecimal digit"},  // before the length
    {" 00", Kind::kNotADigit, 0, "character 1 is not a hexadecimal digit"},
    {"00 ", Kind::kNotADigit, 2, "character 3 is not a hexadecimal digit"},
    {"0x00", Kind::kNotADigit, 1, "character 2 is not a hexadecimal digit"},
};

TEST(Hex, ErrorsSayWhereAndWhy) {
  for (const ErrorRow& row : kErrors) {
    SCOPED_TRACE(row.text);
    const auto bytes = FromHex(row.text);
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().kind, row.kind);
    EXPECT_EQ(bytes.error().offset, row.offset);
    EXPECT_EQ(Describe(bytes.error()), row.sentence);
  }
}

TEST(HexInto, RequiresTheExactSize) {
  for (const std::string_view text : {"", "0102", "01020304", "01020g", "01020"}) {
    ByteArray<3> out = {7, 7, 7};
    EXPECT_FALSE(FromHexInto(text, out)) << text;
    EXPECT_EQ(out, (ByteArray<3>{7, 7, 7})) << text;
  }
  ByteArray<3> out{};
  EXPECT_EQ(FromHexInto("0102", out).error().kind, Kind::kWrongSize);
  EXPECT_EQ(FromHexInto("0102", out).error().offset, 4u);
  EXPECT_EQ(Describe(FromHexInto("0102", out).error()),
            "the number of hexadecimal digits is wrong");
  EXPECT_TRUE(FromHexInto("0102ff", out));
  EXPECT_EQ(out, (ByteArray<3>{1, 2, 255}));
}

// The text may be a secret, so no error quotes it.
TEST(Hex, ErrorsDoNotQuoteTheText) {
  EXPECT_EQ(Describe(FromHex("deadbeefZ").error()).find('Z'), std::string::npos);
  EXPECT_EQ(Describe(FromHex("deadbeef0").error()).find("deadbeef"), std::string::npos);
}

}  // namespace
}  // namespace asmtp
