#include <gtest/gtest.h>
#include <sodium.h>

#include <random>

#include "core/crypto/suite.h"
#include "core/testing/second_opinion.h"
#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

TEST(EdwardsToMontgomery, AgreesWithLibsodiumOnPrimeOrderKeys) {
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    const auto secret = PatternArray<32>(seed);
    ByteArray<32> public_key;
    ByteArray<64> secret_key;
    ByteArray<32> u;
    crypto_sign_ed25519_seed_keypair(public_key.data(), secret_key.data(), secret.data());
    ASSERT_EQ(crypto_sign_ed25519_pk_to_curve25519(u.data(), public_key.data()), 0);
    ASSERT_EQ(EdwardsToMontgomery(public_key), u) << seed;
  }
}

// Values that need carries and reductions: around 0, 1 and p, all ones, and the edges of limbs.
TEST(EdwardsToMontgomery, AgreesWithOpenSslAtEdges) {
  std::vector<ByteArray<32>> edges;
  for (uint8_t low = 0; low < 40; ++low) edges.push_back({low});
  for (int low = 0xd0; low <= 0xff; ++low) {  // 2^255 - 48 to 2^255 - 1; p is 2^255 - 19
    ByteArray<32> y;
    y.fill(0xff);
    y[0] = static_cast<uint8_t>(low);
    y[31] = 0x7f;
    edges.push_back(y);
  }
  for (size_t bit = 0; bit < 255; ++bit) {
    ByteArray<32> power{};
    power[bit / 8] = static_cast<uint8_t>(1 << bit % 8);
    edges.push_back(power);
    ByteArray<32> all_but_one;
    all_but_one.fill(0xff);
    all_but_one[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    edges.push_back(all_but_one);
  }
  for (ByteArray<32> y : edges) {
    for (const uint8_t sign : ByteArray<2>{0x00, 0x80}) {
      y[31] = static_cast<uint8_t>((y[31] & 0x7f) | sign);
      ASSERT_EQ(EdwardsToMontgomery(y), second_opinion::MontgomeryU(y))
          << testing::PrintToString(y);
    }
  }
}

TEST(EdwardsToMontgomery, AgreesWithOpenSslOnArbitraryBytes) {
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    const auto y = PatternArray<32>(seed);
    ASSERT_EQ(EdwardsToMontgomery(y), second_opinion::MontgomeryU(y)) << seed;
  }
  // Long runs of ones and zeros, where carries travel far.
  std::mt19937_64 generator(1);
  for (int i = 0; i < 3000; ++i) {
    ByteArray<32> y;
    for (uint8_t& byte : y) byte = HexArray<4>("0001feff")[generator() % 4];
    ASSERT_EQ(EdwardsToMontgomery(y), second_opinion::MontgomeryU(y)) << testing::PrintToString(y);
  }
}

// y and the expected u, written out to depend on no library.
struct KnownRow {
  std::string_view y;
  std::string_view u;
};

constexpr KnownRow kKnown[] = {
    // The base point: y = 4/5, u = 9.
    {"5866666666666666666666666666666666666666666666666666666666666666",
     "0900000000000000000000000000000000000000000000000000000000000000"},
    // y = 0, p: u = 1.  y = 1, p + 1: u = 0.  y = p - 1: u = 0.
    {"0000000000000000000000000000000000000000000000000000000000000000",
     "0100000000000000000000000000000000000000000000000000000000000000"},
    {"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
     "0100000000000000000000000000000000000000000000000000000000000000"},
    {"0100000000000000000000000000000000000000000000000000000000000000",
     "0000000000000000000000000000000000000000000000000000000000000000"},
    {"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
     "0000000000000000000000000000000000000000000000000000000000000000"},
    {"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
     "0000000000000000000000000000000000000000000000000000000000000000"},
    // y = 2: u = 3/(-1) = p - 3.
    {"0200000000000000000000000000000000000000000000000000000000000000",
     "eaffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
};

TEST(EdwardsToMontgomery, MatchesKnownValuesWithEitherSign) {
  for (const KnownRow& row : kKnown) {
    auto y = HexArray<32>(row.y);
    EXPECT_EQ(EdwardsToMontgomery(y), HexArray<32>(row.u)) << row.y;
    y[31] |= 0x80;
    EXPECT_EQ(EdwardsToMontgomery(y), HexArray<32>(row.u)) << row.y << " with its sign bit";
  }
}

}  // namespace
}  // namespace asmtp
