#include "fuzz/chain/chain.h"

#include <gtest/gtest.h>

#include <string>

#include "fuzz/model/message.h"

namespace asmtp::fuzz {
namespace {

using model::Bytes;

// Block: author, time, fault, entries. Entry: kind, key, alias, time (of creation, and to timeout).
constexpr uint8_t kNone = static_cast<uint8_t>(ChainFault::kNone);
const Bytes kFirst = {0, 1, kNone, 1, /**/ 0, 0, 0, 0x41};
const Bytes kSecond = {0, 2, kNone, 2, /**/ 0, 1, 1, 0x41, /**/ 3, 9, 1, 1};

std::string WhyNot(const Bytes& spec) {
  const Bytes blocks = BuildChain(spec);
  const std::string why = model::WhyNoMessage(model::Join(Bytes{3}, Bytes(16), blocks));
  if (!why.empty()) return why;
  const auto passport = model::Judge(blocks);
  return passport ? "" : passport.error();
}

TEST(ChainTest, IsAPassportByDefault) {
  EXPECT_EQ(WhyNot(kFirst), "");
  EXPECT_EQ(WhyNot(model::Join(kFirst, kSecond)), "");
  const auto passport = model::Judge(BuildChain(model::Join(kFirst, kSecond)));
  EXPECT_EQ(passport->master_keys.size(), 2U);
  EXPECT_TRUE(passport->shared_key.has_value());
}

struct Fault {
  ChainFault fault;
  const char* why;
};

class FaultTest : public testing::TestWithParam<Fault> {};

TEST_P(FaultTest, IsTheOnlyFault) {
  Bytes second = kSecond;
  second[2] = static_cast<uint8_t>(GetParam().fault);
  EXPECT_EQ(WhyNot(model::Join(kFirst, second)), GetParam().why);
}

INSTANTIATE_TEST_SUITE_P(
    All, FaultTest,
    testing::Values(Fault{ChainFault::kPrevious, "wrong-previous"},
                    Fault{ChainFault::kPreviousLastByte, "wrong-previous"},
                    Fault{ChainFault::kContentHash, "content-hash"},
                    Fault{ChainFault::kHeaderSignature, "header-signature"},
                    Fault{ChainFault::kContentSize, "content-size"},
                    Fault{ChainFault::kRegistrationSignature, "registration-signature"},
                    Fault{ChainFault::kOtherPassport, "other-passport"},
                    Fault{ChainFault::kTrailingByte, "entry-truncated"},
                    Fault{ChainFault::kVersion, ""},
                    Fault{ChainFault::kLargerS, "header-signature"},
                    Fault{ChainFault::kSecondAfterBlock, "entry-after-block"},
                    Fault{ChainFault::kSecondPastTimeout, "registration-timed-out"}));

// Core and the model must compare all bytes before the first NUL, and no others.
TEST(ChainTest, ComparesAliasesUpToTheNul) {
  const auto with_aliases = [](uint8_t first, uint8_t second) {
    Bytes chain = model::Join(kFirst, kSecond);
    chain[4 + 2] = first;
    chain[8 + 4 + 2] = second;
    return chain;
  };
  EXPECT_EQ(WhyNot(with_aliases(3, 243)), "alias-taken");
  EXPECT_EQ(WhyNot(with_aliases(3, 244)), "");
  EXPECT_EQ(WhyNot(with_aliases(224, 225)), "");
  EXPECT_NE(BuildChain(with_aliases(3, 3)), BuildChain(with_aliases(3, 243)));
}

TEST(ChainTest, BuildsAChainFromAnyBytes) {
  for (int byte = 0; byte < 256; ++byte) {
    EXPECT_EQ(BuildChain(Bytes(100, static_cast<uint8_t>(byte))).empty(), false);
  }
  EXPECT_TRUE(BuildChain({}).empty());
}

}  // namespace
}  // namespace asmtp::fuzz
