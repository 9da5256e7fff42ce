#include "core/testing/sha256.h"

#include <gtest/gtest.h>

#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

TEST(Sha256, MatchesPublishedVectors) {  // FIPS 180-4: NIST's example "abc", and the empty input
  EXPECT_EQ(Sha256(AsBytes("abc")),
            HexArray<32>("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  EXPECT_EQ(Sha256({}),
            HexArray<32>("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

}  // namespace
}  // namespace asmtp
