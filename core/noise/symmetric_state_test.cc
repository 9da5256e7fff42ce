#include "core/noise/symmetric_state.h"

#include <gtest/gtest.h>

#include "core/crypto/suite.h"
#include "core/testing/expose_key.h"
#include "core/testing/second_opinion.h"
#include "core/testing/test_bytes.h"

namespace asmtp::noise {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes Concat(ByteView a, ByteView b) {
  Bytes both = ToVector(a);
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

ByteArray<32> FirstHalf(ByteView hash) { return FixedView<32>(hash.data()).Copy(); }

// HKDF (Noise 4.3) by its definition.
std::pair<Bytes, Bytes> HkdfByDefinition(ByteView chaining_key, ByteView input) {
  const Bytes temp_key = second_opinion::Hmac(chaining_key, input);
  const Bytes first = second_opinion::Hmac(temp_key, HexBytes("01"));
  return {first, second_opinion::Hmac(temp_key, Concat(first, HexBytes("02")))};
}

TEST(Hkdf, MatchesDefinition) {
  for (uint64_t seed = 0; seed < 10; ++seed) {
    const auto chaining_key = PatternArray<64>(seed);
    for (const size_t size : std::initializer_list<size_t>{0, 32, 64, 200}) {
      const Bytes input = PatternBytes(size, seed + 1);
      const HkdfOutput output = Hkdf(chaining_key, input);
      const auto [first, second] = HkdfByDefinition(chaining_key, input);
      EXPECT_EQ(ToVector(output.first.Expose()), first);
      EXPECT_EQ(ToVector(output.second.Expose()), second);
    }
  }
}

// A name of at most HASHLEN bytes is padded with zeros; a longer name is hashed (Noise 5.2).
TEST(SymmetricState, StartsWithTheNameOrItsHash) {
  for (const size_t size : std::initializer_list<size_t>{0, 1, 33, 63, 64, 65, 200}) {
    const std::string name(size, 'n');
    Hash512 expected{};
    if (size <= expected.size()) {
      CopyTo(AsBytes(name), expected);
    } else {
      expected = Blake2b512({AsBytes(name)});
    }
    EXPECT_EQ(SymmetricState(name).GetHandshakeHash(), expected) << size;
  }
}

TEST(SymmetricState, MixHashHashesHashAndData) {
  SymmetricState state("name");
  const Hash512 before = state.GetHandshakeHash();
  state.MixHash(PatternBytes(40));
  EXPECT_EQ(state.GetHandshakeHash(), Blake2b512({Concat(before, PatternBytes(40))}));
  state.MixHash({});
  EXPECT_NE(state.GetHandshakeHash(), before);
}

TEST(SymmetricState, PassesMessagesThroughBeforeMixKey) {
  SymmetricState state("name");
  SymmetricState with_hash("name");
  const Bytes plaintext = PatternBytes(32);
  Bytes out(state.EncryptedSize(32));
  ASSERT_TRUE(state.EncryptAndHash(plaintext, out));
  EXPECT_EQ(out, plaintext);
  with_hash.MixHash(plaintext);
  EXPECT_EQ(state.GetHandshakeHash(), with_hash.GetHandshakeHash());
}

// ck starts as h. Each MixKey() replaces ck and k and resets the nonce. Each encryption
// authenticates h and changes it.
TEST(SymmetricState, EncryptAndSplitMatchDefinition) {
  const Bytes first_input = PatternBytes(32, 1);
  const Bytes second_input = PatternBytes(32, 2);
  const Bytes plaintext = PatternBytes(32, 3);
  SymmetricState state("name");
  const Hash512 h = state.GetHandshakeHash();

  state.MixKey(first_input);
  EXPECT_EQ(state.GetHandshakeHash(), h);
  const auto [ck1, k1] = HkdfByDefinition(h, first_input);
  Bytes out(state.EncryptedSize(plaintext.size()));
  ASSERT_TRUE(state.EncryptAndHash(plaintext, out));
  EXPECT_EQ(out, second_opinion::Seal(FirstHalf(k1), {}, h, plaintext));
  const Hash512 h1 = Blake2b512({h, out});
  EXPECT_EQ(state.GetHandshakeHash(), h1);
  ASSERT_TRUE(state.EncryptAndHash(plaintext, out));
  EXPECT_EQ(out, second_opinion::Seal(FirstHalf(k1), {0, 0, 0, 0, 1}, h1, plaintext));
  const Hash512 h2 = Blake2b512({h1, out});

  state.MixKey(second_input);
  const auto [ck2, k2] = HkdfByDefinition(ck1, second_input);
  ASSERT_TRUE(state.EncryptAndHash(plaintext, out));
  EXPECT_EQ(out, second_opinion::Seal(FirstHalf(k2), {}, h2, plaintext));

  const auto [first, second] = state.Split();
  const auto [k_first, k_second] = HkdfByDefinition(ck2, {});
  EXPECT_EQ(ExposeKey(first).Copy(), FirstHalf(k_first));
  EXPECT_EQ(ExposeKey(second).Copy(), FirstHalf(k_second));
  EXPECT_EQ(first.nonce() + second.nonce(), 0u);
}

class SymmetricPair : public testing::Test {
 protected:
  SymmetricPair() {
    sender_.MixKey(PatternBytes(32));
    receiver_.MixKey(PatternBytes(32));
    EXPECT_TRUE(sender_.EncryptAndHash(plaintext_, sealed_));
  }

  const Bytes plaintext_ = PatternBytes(20, 2);
  SymmetricState sender_{"name"};
  SymmetricState receiver_{"name"};
  Bytes sealed_ = Bytes(36);
};

TEST_F(SymmetricPair, BothSidesHaveTheSameHash) {
  Bytes out(20);
  ASSERT_TRUE(receiver_.DecryptAndHash(sealed_, out));
  EXPECT_EQ(out, plaintext_);
  EXPECT_EQ(receiver_.GetHandshakeHash(), sender_.GetHandshakeHash());
}

TEST_F(SymmetricPair, DecryptsInPlace) {
  ASSERT_TRUE(receiver_.DecryptAndHash(sealed_, MutableByteView(sealed_).first(20)));
  EXPECT_TRUE(Equal(ByteView(sealed_).first(20), plaintext_));
  EXPECT_EQ(receiver_.GetHandshakeHash(), sender_.GetHandshakeHash());
}

TEST_F(SymmetricPair, FailureChangesNothing) {
  const Hash512 before = receiver_.GetHandshakeHash();
  Bytes changed = sealed_;
  changed[0] ^= 1;
  Bytes out(20);
  EXPECT_EQ(receiver_.DecryptAndHash(changed, out).error(), Error::kBadTag);
  EXPECT_EQ(receiver_.DecryptAndHash(sealed_, MutableByteView(out).first(19)).error(),
            Error::kBufferSize);
  EXPECT_EQ(receiver_.EncryptAndHash(plaintext_, out).error(), Error::kBufferSize);
  EXPECT_EQ(receiver_.GetHandshakeHash(), before);
  EXPECT_TRUE(receiver_.DecryptAndHash(sealed_, out));
}

TEST_F(SymmetricPair, CloneIsIndependent) {
  SymmetricState clone = receiver_.Clone();
  clone.MixHash({});
  EXPECT_NE(clone.GetHandshakeHash(), receiver_.GetHandshakeHash());
  SymmetricState second = sender_.Clone();
  EXPECT_EQ(ExposeKey(second.Split().first), ExposeKey(sender_.Split().first));
  Bytes out(36);
  Bytes same(36);
  ASSERT_TRUE(second.EncryptAndHash(plaintext_, out) && sender_.EncryptAndHash(plaintext_, same));
  EXPECT_EQ(out, same);
}

}  // namespace
}  // namespace asmtp::noise
