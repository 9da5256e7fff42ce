#include "core/crypto/secret.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <new>
#include <ostream>
#include <type_traits>

#include "core/crypto/aead.h"
#include "core/crypto/keys.h"
#include "core/crypto/signature.h"
#include "core/testing/signing_key.h"
#include "core/testing/test_bytes.h"
#include "core/testing/test_keys.h"
#include "core/testing/test_memory.h"

namespace asmtp {
namespace {

template <class Type>
concept Printable = requires(std::ostream& out, const Type& value) { out << value; };

// The types rule out accidental copies, one kind of key in place of another, and printing.
static_assert(!std::is_copy_constructible_v<Secret<32>>);
static_assert(!std::is_copy_assignable_v<Secret<32>>);
static_assert(!std::is_copy_constructible_v<StaticKeyPair>);
static_assert(!std::is_copy_assignable_v<EphemeralKeyPair>);
static_assert(!std::is_copy_constructible_v<SigningKey>);
static_assert(std::is_nothrow_move_constructible_v<Secret<32>>);
static_assert(std::is_nothrow_move_constructible_v<StaticKeyPair>);
static_assert(!std::is_convertible_v<Secret<32>, ByteView>);
static_assert(!std::is_convertible_v<const ByteArray<32>&, Secret<32>>);
static_assert(!std::is_constructible_v<StaticSecret, EphemeralSecret>);
static_assert(!std::is_constructible_v<AeadKey, Scalar>);
static_assert(!std::is_constructible_v<StaticPublic, EphemeralPublic>);
static_assert(!std::is_constructible_v<StaticPublic, StaticSecret>);
static_assert(!Printable<Secret<32>>);
static_assert(!Printable<StaticKeyPair>);

bool AreZero(ByteView bytes) { return std::ranges::count(bytes, 0) == std::ssize(bytes); }

template <size_t N>
bool IsZero(const Secret<N>& secret) {
  return AreZero(secret.Expose());
}

TEST(Secret, DefaultIsZeroAndBytesAreKept) {
  EXPECT_TRUE(IsZero(Secret<32>()));
  const auto bytes = PatternArray<32>(1);
  EXPECT_EQ(Secret<32>(bytes).Expose().Copy(), bytes);
}

TEST(Secret, FillWritesInPlace) {
  Secret<4> secret;
  CopyTo(ByteArray<4>{1, 2, 3, 4}, secret.Fill());
  EXPECT_EQ(secret.Expose().Copy(), (ByteArray<4>{1, 2, 3, 4}));
  secret.Clear();
  EXPECT_TRUE(IsZero(secret));
}

TEST(Secret, MoveZeroesTheSource) {
  const auto bytes = PatternArray<32>(1);
  Secret<32> first(bytes);
  Secret<32> second(std::move(first));
  EXPECT_TRUE(IsZero(first));  // NOLINT(bugprone-use-after-move): tested on purpose
  Secret<32> third;
  third = std::move(second);
  EXPECT_TRUE(IsZero(second));  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(third.Expose().Copy(), bytes);
}

TEST(Secret, SelfMoveKeepsTheValue) {
  const auto bytes = PatternArray<32>(1);
  Secret<32> secret(bytes);
  Secret<32>& same = secret;
  secret = std::move(same);
  EXPECT_EQ(secret.Expose().Copy(), bytes);
}

TEST(Secret, CloneIsIndependent) {
  const auto bytes = PatternArray<32>(1);
  Secret<32> secret(bytes);
  const Secret<32> clone = secret.Clone();
  secret.Clear();
  EXPECT_EQ(clone.Expose().Copy(), bytes);
}

TEST(Secret, DestructorZeroesTheMemory) {
  const auto bytes = PatternArray<32>(1);
  alignas(Secret<32>) unsigned char memory[sizeof(Secret<32>)];
  auto* secret = new (memory) Secret<32>(bytes);
  EXPECT_TRUE(MemoryHolds(memory, bytes));
  secret->~Secret<32>();
  EXPECT_FALSE(MemoryHolds(memory, bytes));
}

TEST(KeyPair, DestructorAndMoveWipeTheScalar) {
  for (const Suite suite : kSuites) {
    const ByteArray<32> scalar = TestStatic(suite, 0x31).scalar().Expose().Copy();
    alignas(StaticKeyPair) unsigned char memory[sizeof(StaticKeyPair)];
    auto* pair = new (memory) StaticKeyPair(TestStatic(suite, 0x31));
    EXPECT_TRUE(MemoryHolds(memory, scalar));
    const StaticKeyPair moved = std::move(*pair);
    EXPECT_FALSE(MemoryHolds(memory, scalar));
    *pair = moved.Clone();
    EXPECT_TRUE(MemoryHolds(memory, scalar));
    pair->~StaticKeyPair();
    EXPECT_FALSE(MemoryHolds(memory, scalar));
  }
}

TEST(KeyPair, ClearWipesOnlyTheScalar) {
  EphemeralKeyPair pair = TestEphemeral(Suite::kEd25519, 1);
  const EphemeralPublic public_key = pair.public_key();
  pair.Clear();
  EXPECT_TRUE(AreZero(pair.scalar().Expose()));
  EXPECT_EQ(pair.public_key(), public_key);
}

TEST(KeyPair, CloneIsEqual) {
  const StaticKeyPair pair = TestStatic(Suite::kX25519, 1);
  const StaticKeyPair clone = pair.Clone();
  EXPECT_EQ(clone.suite(), Suite::kX25519);
  EXPECT_EQ(clone.public_key(), pair.public_key());
  EXPECT_EQ(clone.scalar().Expose(), pair.scalar().Expose());
}

TEST(KeyPair, GenerateReturnsDistinctPairs) {
  for (const Suite suite : kSuites) {
    const EphemeralKeyPair a = EphemeralKeyPair::Generate(suite);
    const EphemeralKeyPair b = EphemeralKeyPair::Generate(suite);
    EXPECT_NE(a.public_key(), b.public_key());
    EXPECT_FALSE(AreZero(a.scalar().Expose()));
    EXPECT_EQ(a.suite(), suite);
  }
}

TEST(PublicKey, IsOrderedByBytes) {
  const ByteArray<32> small = {1};
  const ByteArray<32> large = {2};
  EXPECT_EQ(StaticPublic().bytes(), ByteArray<32>{});
  EXPECT_LT(StaticPublic(small), StaticPublic(large));
  EXPECT_EQ(StaticPublic(small), StaticPublic(small));
  EXPECT_NE(StaticPublic(small), StaticPublic(large));
}

}  // namespace
}  // namespace asmtp
