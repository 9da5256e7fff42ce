#include "core/message/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/message/ledger.h"

namespace asmtp {
namespace {

// Expects unique names and descriptions for the values up to `last`, and none for the next.
template <class Error>
void ExpectNamed(Error last) {
  const size_t count = static_cast<size_t>(last) + 1;
  std::set<std::string_view> names;
  std::set<std::string_view> sentences;
  const auto is_part_of_a_name = [](char c) { return c == '-' || (c >= 'a' && c <= 'z'); };
  for (size_t i = 0; i < count; ++i) {
    names.insert(Name(static_cast<Error>(i)));
    sentences.insert(Describe(static_cast<Error>(i)));
    EXPECT_TRUE(std::ranges::all_of(Name(static_cast<Error>(i)), is_part_of_a_name)) << i;
  }
  EXPECT_FALSE(names.contains(""));
  EXPECT_FALSE(sentences.contains(""));
  EXPECT_FALSE(sentences.contains("unknown error"));
  EXPECT_EQ(names.size(), count);
  EXPECT_EQ(sentences.size(), count);
  EXPECT_FALSE(names.contains("unknown"));
  EXPECT_EQ(Name(static_cast<Error>(count)), "unknown");
}

TEST(Error, EveryKindHasANameAndASentence) {
  ExpectNamed(DecodeError::Kind::kRegistrationSignature);
  ExpectNamed(EncodeError::kFieldSize);
  ExpectNamed(LedgerError::kLastKey);
}

TEST(Error, DescriptionContainsTheOffset) {
  EXPECT_EQ(Describe(DecodeError{DecodeError::Kind::kTruncated, 33}),
            "a field extends past the end of the message, at byte 33");
}

}  // namespace
}  // namespace asmtp
