#include "core/noise/cipher_state.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/testing/expose_key.h"
#include "core/testing/second_opinion.h"
#include "core/testing/test_bytes.h"
#include "core/testing/test_memory.h"

namespace asmtp::noise {
namespace {

constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();

CipherState StateWithKey(uint64_t seed = 1) {
  const auto key = PatternArray<32>(seed);
  CipherState state;
  state.InitializeKey(AeadKey(key));
  return state;
}

std::vector<uint8_t> Encrypt(CipherState& state, ByteView ad, ByteView plaintext) {
  std::vector<uint8_t> out(state.EncryptedSize(plaintext.size()));
  EXPECT_TRUE(state.EncryptWithAd(ad, plaintext, out));
  return out;
}

TEST(CipherState, PassesMessagesThroughWithoutKey) {
  CipherState state;
  EXPECT_FALSE(state.HasKey());
  EXPECT_EQ(state.EncryptedSize(5), 5u);
  EXPECT_EQ(state.DecryptedSize(5), 5u);
  const std::vector<uint8_t> plaintext = PatternBytes(5);
  EXPECT_EQ(Encrypt(state, HexBytes("00"), plaintext), plaintext);
  ByteArray<5> out{};
  EXPECT_TRUE(state.DecryptWithAd({}, plaintext, out));
  EXPECT_EQ(ToVector(out), plaintext);
  EXPECT_EQ(state.nonce(), 0u);
  state.Rekey();
  EXPECT_FALSE(state.HasKey());
}

// The nonce: four zero bytes, then n, little-endian (Noise 12.3).
TEST(CipherState, UsesTheMessageNumberAsNonce) {
  CipherState state = StateWithKey();
  const std::vector<uint8_t> ad = PatternBytes(3, 2);
  const std::vector<uint8_t> plaintext = PatternBytes(20, 3);
  for (uint8_t n = 0; n < 5; ++n) {
    EXPECT_EQ(state.nonce(), n);
    EXPECT_EQ(Encrypt(state, ad, plaintext),
              second_opinion::Seal(PatternArray<32>(1), {0, 0, 0, 0, n}, ad, plaintext));
  }
  state.SetNonce(0x0807060504030201);
  EXPECT_EQ(Encrypt(state, ad, plaintext),
            second_opinion::Seal(PatternArray<32>(1), {0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}, ad,
                                 plaintext));
}

TEST(CipherState, CountsBeyondEverySizeOfANumber) {
  for (const uint64_t last : {0xffULL, 0xffffULL, 0xffffffffULL, 0x7fffffffffffffffULL}) {
    CipherState sender = StateWithKey();
    CipherState receiver = StateWithKey();
    sender.SetNonce(last);
    receiver.SetNonce(last);
    for (const uint64_t next : {last + 1, last + 2}) {
      EXPECT_TRUE(receiver.DecryptWithAd({}, Encrypt(sender, {}, {}), {}));
      EXPECT_EQ(sender.nonce(), next);
      EXPECT_EQ(receiver.nonce(), next);
    }
  }
}

TEST(CipherState, CountsOnlySuccesses) {
  CipherState sender = StateWithKey();
  CipherState receiver = StateWithKey();
  const std::vector<uint8_t> plaintext = PatternBytes(10);
  const std::vector<uint8_t> sealed = Encrypt(sender, {}, plaintext);
  EXPECT_EQ(sender.nonce(), 1u);

  std::vector<uint8_t> changed = sealed;
  changed.back() ^= 1;
  ByteArray<10> out{};
  EXPECT_EQ(receiver.DecryptWithAd({}, changed, out).error(), Error::kBadTag);
  EXPECT_EQ(receiver.DecryptWithAd(HexBytes("00"), sealed, out).error(), Error::kBadTag);
  EXPECT_EQ(receiver.nonce(), 0u);
  EXPECT_TRUE(receiver.DecryptWithAd({}, sealed, out));
  EXPECT_EQ(receiver.nonce(), 1u);
  EXPECT_EQ(ToVector(out), plaintext);
  EXPECT_EQ(receiver.DecryptWithAd({}, sealed, out).error(), Error::kBadTag) << "a replay";
}

TEST(CipherState, RequiresExactBufferSize) {
  CipherState sender = StateWithKey();
  CipherState receiver = StateWithKey();
  const std::vector<uint8_t> plaintext = PatternBytes(10);
  for (const size_t size : std::initializer_list<size_t>{0, 10, 25, 27, 100}) {
    std::vector<uint8_t> out(size, 0xee);
    EXPECT_EQ(sender.EncryptWithAd({}, plaintext, out).error(), Error::kBufferSize) << size;
    EXPECT_EQ(out, std::vector<uint8_t>(size, 0xee));
  }
  EXPECT_EQ(sender.nonce(), 0u);
  const std::vector<uint8_t> sealed = Encrypt(sender, {}, plaintext);
  for (const size_t size : std::initializer_list<size_t>{0, 9, 11, 26}) {
    std::vector<uint8_t> out(size, 0xee);
    EXPECT_EQ(receiver.DecryptWithAd({}, sealed, out).error(), Error::kBufferSize) << size;
    EXPECT_EQ(out, std::vector<uint8_t>(size, 0xee));
  }
  EXPECT_EQ(receiver.nonce(), 0u);
}

TEST(CipherState, RejectsCiphertextsShorterThanATag) {
  CipherState state = StateWithKey();
  for (size_t size = 0; size < kTagSize; ++size) {
    EXPECT_EQ(state.DecryptedSize(size), 0u);
    EXPECT_EQ(state.DecryptWithAd({}, PatternBytes(size), {}).error(), Error::kBadTag);
  }
  EXPECT_EQ(state.DecryptedSize(kTagSize), 0u);
  EXPECT_EQ(state.DecryptedSize(kTagSize + 1), 1u);
}

// 2^64-1 is reserved (Noise 5.1): the last message has nonce 2^64-2.
TEST(CipherState, StopsBeforeTheReservedNonce) {
  CipherState sender = StateWithKey();
  CipherState receiver = StateWithKey();
  sender.SetNonce(kMax - 1);
  receiver.SetNonce(kMax - 1);
  const std::vector<uint8_t> last = Encrypt(sender, {}, {});
  EXPECT_TRUE(receiver.DecryptWithAd({}, last, {}));
  ByteArray<kTagSize> out{};
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(sender.EncryptWithAd({}, {}, out).error(), Error::kNonceExhausted);
    EXPECT_EQ(receiver.DecryptWithAd({}, last, {}).error(), Error::kNonceExhausted);
    sender.Rekey();
    receiver.Rekey();
  }
  EXPECT_EQ(out, ByteArray<kTagSize>{});
  EXPECT_EQ(sender.nonce(), kMax);
  EXPECT_EQ(receiver.nonce(), kMax);
}

TEST(CipherState, RekeyReplacesTheKeyAndKeepsTheNonce) {
  CipherState state = StateWithKey();
  state.SetNonce(41);
  AeadKey expected(ExposeKey(state));
  RekeyInPlace(expected);
  state.Rekey();
  EXPECT_EQ(ExposeKey(state), expected.Expose());
  EXPECT_EQ(state.nonce(), 41u);
}

TEST(CipherState, InitializeKeyResetsTheNonce) {
  CipherState state = StateWithKey();
  state.SetNonce(41);
  const auto key = PatternArray<32>(2);
  state.InitializeKey(AeadKey(key));
  EXPECT_EQ(state.nonce(), 0u);
  EXPECT_EQ(ExposeKey(state), FixedView<32>(key));
}

TEST(CipherState, MoveTransfersTheKey) {
  CipherState first = StateWithKey();
  first.SetNonce(7);
  CipherState second(std::move(first));
  EXPECT_FALSE(first.HasKey());  // NOLINT(bugprone-use-after-move): tested on purpose
  EXPECT_EQ(ExposeKey(first), FixedView<32>());
  CipherState third = StateWithKey(2);
  third = std::move(second);
  EXPECT_FALSE(second.HasKey());  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(ExposeKey(second), FixedView<32>());
  EXPECT_TRUE(third.HasKey());
  EXPECT_EQ(third.nonce(), 7u);
  const auto key = PatternArray<32>(1);
  EXPECT_EQ(ExposeKey(third), FixedView<32>(key));
}

TEST(CipherState, CloneIsIndependent) {
  CipherState state = StateWithKey();
  state.SetNonce(7);
  CipherState clone = state.Clone();
  EXPECT_EQ(ExposeKey(clone), ExposeKey(state));
  EXPECT_EQ(Encrypt(clone, {}, {}), Encrypt(state, {}, {}));
  clone.Rekey();
  EXPECT_NE(ExposeKey(clone), ExposeKey(state));
  EXPECT_FALSE(CipherState().Clone().HasKey());
}

TEST(CipherState, DestructorWipesTheKey) {
  alignas(CipherState) unsigned char memory[sizeof(CipherState)];
  auto* state = new (memory) CipherState(StateWithKey());
  EXPECT_TRUE(MemoryHolds(memory, PatternArray<32>(1)));
  state->~CipherState();
  EXPECT_FALSE(MemoryHolds(memory, PatternArray<32>(1)));
}

}  // namespace
}  // namespace asmtp::noise
