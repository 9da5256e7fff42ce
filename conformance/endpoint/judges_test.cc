#include "conformance/endpoint/judges.h"

#include <gtest/gtest.h>

#include <asio/io_context.hpp>

#include "core/testing/passport_builder.h"
#include "core/testing/run.h"
#include "core/testing/samples.h"

namespace asmtp::endpoint {
namespace {

using Clock = std::chrono::steady_clock;

// A PutPassport of `blocks` equal blocks, each with a registration.
std::vector<uint8_t> Passport(size_t blocks) {
  const SigningKey author = KeyOf(1);
  PassportBuilder passport;
  passport.Append(author, 100, Content().Register(author, {.alias = "a", .created_at = 100}));
  std::vector<uint8_t> message = passport.Message();
  const std::vector<uint8_t> block(message.begin() + kTypeSize + kPassportIdSize, message.end());
  if (blocks == 0) message.resize(kTypeSize + kPassportIdSize);
  for (size_t i = 1; i < blocks; ++i) message.insert(message.end(), block.begin(), block.end());
  return message;
}

// Returns the error after all turns.
std::optional<DecodeError> JudgeInTurns(ByteView plaintext) {
  PassportTurns turns(plaintext);
  for (;;) {
    const auto turn = turns.Continue(Clock::time_point::min());
    if (!turn) return turn.error();
    if (*turn) return std::nullopt;
  }
}

std::optional<DecodeError> ErrorOfDecode(ByteView plaintext) {
  const auto message = Decode(plaintext);
  return message ? std::nullopt : std::optional(message.error());
}

// Every byte changed, and every length.
TEST(PassportTurns, JudgeAsDecodeDoes) {
  std::vector<uint8_t> passport = Passport(2);
  EXPECT_EQ(JudgeInTurns(passport), std::nullopt);
  for (size_t i = kTypeSize; i < passport.size(); ++i) {
    passport[i] ^= 1;
    EXPECT_EQ(JudgeInTurns(passport), ErrorOfDecode(passport)) << i;
    passport[i] ^= 1;
    const ByteView beginning = ByteView(passport).first(i);
    if (i >= kSmallestMessageSize) {
      EXPECT_EQ(JudgeInTurns(beginning), ErrorOfDecode(beginning)) << i;
    }
  }
}

TEST(PassportTurns, ATurnEndsWithABlock) {
  const std::vector<uint8_t> passport = Passport(3);
  PassportTurns turns(passport);
  EXPECT_EQ(turns.Continue(Clock::time_point::min()), false);
  EXPECT_EQ(turns.Continue(Clock::time_point::min()), false);
  EXPECT_EQ(turns.Continue(Clock::time_point::min()), true);
  EXPECT_EQ(PassportTurns(passport).Continue(Clock::time_point::max()), true);
}

TEST(Judges, ReturnsTheEncoding) {
  asio::io_context context;
  Judges judges;
  std::vector<uint8_t> buffer;
  for (const size_t blocks : {0UZ, 1UZ, 100UZ}) {
    const std::vector<uint8_t> passport = Passport(blocks);
    const auto echo = asmtp::Run(context, judges.Judge(passport, buffer));
    ASSERT_TRUE(echo) << blocks;
    EXPECT_EQ(std::vector<uint8_t>(echo->begin(), echo->end()), passport) << blocks;
  }
}

TEST(Judges, RejectsALargePassportAsDecodeDoes) {
  asio::io_context context;
  Judges judges;
  std::vector<uint8_t> passport = Passport(100);
  ASSERT_GT(passport.size(), Judges::kQuickSize);
  passport.back() ^= 1;
  std::vector<uint8_t> buffer;
  const auto echo = asmtp::Run(context, judges.Judge(passport, buffer));
  ASSERT_FALSE(echo);
  EXPECT_EQ(echo.error(), ErrorOfDecode(passport));
}

}  // namespace
}  // namespace asmtp::endpoint
