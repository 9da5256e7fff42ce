#include "core/crypto/error.h"

#include <gtest/gtest.h>

namespace asmtp {
namespace {

TEST(CryptoError, HasNamesAndSentences) {
  EXPECT_EQ(Name(CryptoError::kTagMismatch), "tag-mismatch");
  EXPECT_EQ(Name(CryptoError::kLowOrderPoint), "low-order-point");
  EXPECT_EQ(Describe(CryptoError::kTagMismatch), "the authentication tag does not verify");
  EXPECT_EQ(Describe(CryptoError::kLowOrderPoint),
            "the public key has low order: the shared secret would be all zero");
}

}  // namespace
}  // namespace asmtp
