#include "fuzz/model/memo.h"

#include <gtest/gtest.h>

#include "fuzz/model/primitives.h"

namespace asmtp::model {
namespace {

TEST(MemoTest, ComputesOnceForTheSameArguments) {
  Memo<int> memo;
  int calls = 0;
  const auto count = [&] { return ++calls; };
  const Bytes a = {1, 2};
  const Bytes b = {3};
  EXPECT_EQ(memo.Of({a, b}, count), 1);
  EXPECT_EQ(memo.Of({a, b}, count), 1);
  EXPECT_EQ(memo.Of({b, a}, count), 2);
}

TEST(MemoTest, KnowsWhereAnArgumentEnds) {
  Memo<int> memo;
  int calls = 0;
  const auto count = [&] { return ++calls; };
  EXPECT_EQ(memo.Of({Bytes{1, 2}, Bytes{3}}, count), 1);
  EXPECT_EQ(memo.Of({Bytes{1}, Bytes{2, 3}}, count), 2);
  EXPECT_EQ(memo.Of({Bytes{1, 2, 3}, Bytes{}}, count), 3);
  EXPECT_EQ(memo.Of({Bytes{1, 2, 3}}, count), 4);
}

TEST(MemoTest, IsBounded) {
  Memo<uint32_t> memo;
  for (uint32_t i = 0; i < 3 * Memo<uint32_t>::kEntriesMax; ++i) {
    const Bytes key = {static_cast<uint8_t>(i >> 16), static_cast<uint8_t>(i >> 8),
                       static_cast<uint8_t>(i)};
    ASSERT_EQ(memo.Of({key}, [&] { return i; }), i);
    ASSERT_LE(memo.size(), Memo<uint32_t>::kEntriesMax);
  }
  const size_t size = memo.size();
  EXPECT_EQ(memo.Of({Bytes(2000, 1)}, [] { return 7U; }), 7U);
  EXPECT_EQ(memo.size(), size);
}

// A verdict is cached for its exact arguments: one byte more or less is another entry.
TEST(MemoTest, DistinguishesKeyMessageAndSignature) {
  const Bytes seed(32, 1);
  const Bytes key = PublicKey(Group::kEd25519, seed);
  const Bytes message = {1, 2, 3};
  const Bytes signature = Sign(seed, message);
  for (int again = 0; again < 2; ++again) {
    EXPECT_TRUE(Verify(key, message, signature));
    EXPECT_FALSE(Verify(key, Bytes{1, 2}, signature));
    Bytes other = signature;
    other[40] ^= 1;
    EXPECT_FALSE(Verify(key, message, other));
    EXPECT_FALSE(Verify(PublicKey(Group::kEd25519, Bytes(32, 2)), message, signature));
  }
}

TEST(MemoTest, StoresKnownResults) {
  Memo<int> memo;
  memo.Learn({Bytes{1}}, 7);
  EXPECT_EQ(memo.Of({Bytes{1}}, [] { return 8; }), 7);
  EXPECT_EQ(memo.Of({Bytes{2}}, [] { return 8; }), 8);
}

// Only this signature is known to be valid.
TEST(MemoTest, LearnsASignatureOnlyForItsMessage) {
  const Bytes seed(32, 9);
  const Bytes key = PublicKey(Group::kEd25519, seed);
  const Bytes message = {5};
  Bytes signature = Sign(seed, message);
  LearnSignature(key, message, signature);
  EXPECT_TRUE(Verify(key, message, signature));
  EXPECT_FALSE(Verify(key, Bytes{6}, signature));
  signature[63] ^= 1;
  EXPECT_FALSE(Verify(key, message, signature));
}

TEST(MemoTest, DistinguishesGroups) {
  const Bytes secret(32, 1);
  EXPECT_NE(PublicKey(Group::kEd25519, secret), PublicKey(Group::k25519, secret));
  const Bytes peer = PublicKey(Group::kEd25519, Bytes(32, 2));
  EXPECT_NE(Dh(Group::kEd25519, secret, peer), Dh(Group::k25519, secret, peer));
}

}  // namespace
}  // namespace asmtp::model
