#include "core/crypto/signature.h"

#include <gtest/gtest.h>

#include "core/testing/low_order_points.h"
#include "core/testing/second_opinion.h"
#include "core/testing/signing_key.h"
#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

struct SignatureRow {
  std::string_view seed;
  std::string_view public_key;
  std::string_view message;
  std::string_view signature;
};

// RFC 8032, 7.1.
constexpr SignatureRow kSignatures[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
     "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
};

TEST(Signature, MatchesPublishedVectors) {
  for (const SignatureRow& row : kSignatures) {
    const auto seed = HexArray<32>(row.seed);
    const SigningKey key = SigningKey::FromSeed(seed);
    const std::vector<uint8_t> message = HexBytes(row.message);
    const auto signature = HexArray<64>(row.signature);
    EXPECT_EQ(key.public_key(), HexArray<32>(row.public_key));
    EXPECT_EQ(key.Sign(message), signature);
    EXPECT_TRUE(VerifySignature(key.public_key(), message, signature));
  }
}

// Returns `bytes` with one bit changed.
template <class Bytes>
Bytes FlipBit(Bytes bytes, size_t bit) {
  bytes[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
  return bytes;
}

TEST(Signature, RejectsAnyChangedBit) {
  const auto seed = PatternArray<32>(1);
  const SigningKey signer = SigningKey::FromSeed(seed);
  const std::vector<uint8_t> message = PatternBytes(20);
  const Signature signature = signer.Sign(message);
  const ByteArray<32> key = signer.public_key();
  ASSERT_TRUE(VerifySignature(key, message, signature));
  for (size_t bit = 0; bit < 8 * signature.size(); ++bit) {
    const Signature changed = FlipBit(signature, bit);
    EXPECT_FALSE(VerifySignature(key, message, changed)) << bit;
  }
  for (size_t bit = 0; bit < 8 * key.size(); ++bit) {
    const ByteArray<32> changed = FlipBit(key, bit);
    EXPECT_FALSE(VerifySignature(changed, message, signature)) << bit;
  }
  for (size_t bit = 0; bit < 8 * message.size(); ++bit) {
    EXPECT_FALSE(VerifySignature(key, FlipBit(message, bit), signature)) << bit;
  }
  EXPECT_FALSE(VerifySignature(key, ByteView(message).first(19), signature));
}

// S + L satisfies the same equation, but RFC 8032 requires S < L.
TEST(Signature, RejectsNonCanonicalScalar) {
  const auto order =
      HexArray<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  const auto seed = PatternArray<32>(1);
  const SigningKey signer = SigningKey::FromSeed(seed);
  Signature signature = signer.Sign(AsBytes("message"));
  unsigned carry = 0;
  for (size_t i = 0; i < 32; ++i) {
    carry += unsigned{signature[32 + i]} + order[i];
    signature[32 + i] = static_cast<uint8_t>(carry & 0xff);
    carry >>= 8;
  }
  EXPECT_FALSE(VerifySignature(signer.public_key(), AsBytes("message"), signature));
}

// Under a key of low order, (R, S) = (any point of low order, 0) is valid for at least one message
// in eight. OpenSSL accepts such signatures, so these are real forgeries.
TEST(Signature, RejectsEveryLowOrderKey) {
  size_t forgeries = 0;
  for (const ByteArray<32>& key : LowOrderPoints(Suite::kEd25519)) {
    for (const ByteArray<32>& r : LowOrderPoints(Suite::kEd25519)) {
      for (uint8_t i = 0; i < 8; ++i) {
        const ByteArray<1> message = {i};
        Signature signature{};
        CopyTo(r, signature);
        if (second_opinion::VerifyEd25519(key, message, signature)) ++forgeries;
        EXPECT_FALSE(VerifySignature(key, message, signature));
      }
    }
  }
  EXPECT_GT(forgeries, 50u);
}

}  // namespace
}  // namespace asmtp
