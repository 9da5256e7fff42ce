// The vectors, which keynesis 1.4.0 made and opens, are checked by conformance/vectors.
#include "core/testing/sealed_secret.h"

#include <gtest/gtest.h>

#include "core/crypto/suite.h"
#include "core/testing/low_order_points.h"
#include "core/testing/samples.h"

namespace asmtp {
namespace {

const auto kSeed = Filled<32>(7);
const auto kPassphrase = Filled<32>(8);
const auto kSecret = Filled<32>(9);
const auto kEphemeral = Filled<32>(10);
const auto kOther = Filled<32>(6);

class SealedSecretTest : public testing::TestWithParam<bool> {
 protected:
  ByteView passphrase() const { return GetParam() ? ByteView(kPassphrase) : ByteView(); }
  SealedSecret Sealed() const {
    return *SealSecret(kSecret, SigningKey::FromSeed(kSeed).public_key(), passphrase(), kEphemeral);
  }
};

TEST_P(SealedSecretTest, IsOpenedByItsRecipient) {
  EXPECT_EQ(OpenSecret(Sealed(), kSeed, passphrase()), kSecret);
}

TEST_P(SealedSecretTest, IsOpenedByNobodyElse) {
  EXPECT_EQ(OpenSecret(Sealed(), kOther, passphrase()), std::nullopt);
  EXPECT_EQ(OpenSecret(Sealed(), kSeed, kOther), std::nullopt);
  EXPECT_EQ(OpenSecret(Sealed(), kSeed, GetParam() ? ByteView() : ByteView(kPassphrase)),
            std::nullopt);
}

TEST_P(SealedSecretTest, EveryByteIsAuthenticated) {
  for (size_t i = 0; i < kSealedSecretSize; ++i) {
    SealedSecret changed = Sealed();
    changed[i] ^= 1;
    EXPECT_EQ(OpenSecret(changed, kSeed, passphrase()), std::nullopt) << i;
  }
}

TEST_P(SealedSecretTest, KeysOfLowOrderAreRefused) {
  for (const auto& point : LowOrderPoints(Suite::kEd25519)) {
    EXPECT_FALSE(SealSecret(kSecret, point, passphrase(), kEphemeral));
    SealedSecret changed = Sealed();
    CopyTo(point, MutableByteView(changed));
    EXPECT_FALSE(OpenSecret(changed, kSeed, passphrase()));
  }
}

INSTANTIATE_TEST_SUITE_P(All, SealedSecretTest, testing::Bool(), [](const auto& tested) {
  return tested.param ? "WithPassphrase" : "Without";
});

}  // namespace
}  // namespace asmtp
