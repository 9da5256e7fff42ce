#include "core/noise/transport.h"

#include <gtest/gtest.h>

#include <limits>
#include <type_traits>

#include "core/testing/second_opinion.h"
#include "core/testing/test_bytes.h"

namespace asmtp::noise {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();

static_assert(!std::is_copy_constructible_v<Sealer>);
static_assert(!std::is_copy_constructible_v<Opener>);

CipherState CipherOf(uint64_t seed) {
  const auto key = PatternArray<32>(seed);
  CipherState cipher;
  cipher.InitializeKey(AeadKey(key));
  return cipher;
}

// The two ends of one direction.
class Direction : public testing::Test {
 protected:
  Bytes Seal(ByteView plaintext) {
    Bytes out(plaintext.size() + kTagSize);
    EXPECT_TRUE(sealer_.Seal(plaintext, out));
    return out;
  }

  // Returns the plaintext, or nullopt if the tag is wrong.
  std::optional<Bytes> Open(ByteView ciphertext) {
    Bytes out(ciphertext.size() < kTagSize ? 0 : ciphertext.size() - kTagSize);
    const auto opened = opener_.Open(ciphertext, out);
    if (opened) return out;
    EXPECT_EQ(opened.error(), Error::kBadTag);
    return std::nullopt;
  }

  Sealer sealer_{CipherOf(1)};
  Opener opener_{CipherOf(1)};
};

// Message i has nonce i and the key rekeyed i times, computed by OpenSSL.
TEST_F(Direction, RekeysAfterEachMessageAndKeepsCounting) {
  ByteArray<32> key = PatternArray<32>(1);
  ByteArray<12> rekey_nonce;
  rekey_nonce.fill(0xff);
  std::fill_n(rekey_nonce.begin(), 4, uint8_t{0});
  for (size_t i = 0; i < 600; ++i) {
    const Bytes plaintext = PatternBytes(i, i);
    const Bytes sealed = Seal(plaintext);
    const ByteArray<12> nonce = {0, 0, 0, 0, static_cast<uint8_t>(i), static_cast<uint8_t>(i >> 8)};
    ASSERT_EQ(sealed, second_opinion::Seal(key, nonce, {}, plaintext)) << i;
    ASSERT_EQ(Open(sealed), plaintext);
    key = FixedView<32>(second_opinion::Seal(key, rekey_nonce, {}, ByteArray<32>{}).data()).Copy();
    EXPECT_EQ(sealer_.count(), i + 1u);
    EXPECT_EQ(opener_.count(), i + 1u);
  }
}

// Messages out of order are rejected and change nothing.
TEST_F(Direction, RecoversFromReplaysAndSkips) {
  std::vector<Bytes> sealed;
  for (uint64_t i = 0; i < 5; ++i) sealed.push_back(Seal(PatternBytes(10, i)));
  for (uint64_t next = 0; next < sealed.size(); ++next) {
    for (uint64_t other = 0; other < sealed.size(); ++other) {
      if (other != next) EXPECT_FALSE(Open(sealed[other])) << other << " at " << next;
    }
    EXPECT_EQ(opener_.count(), next);
    EXPECT_EQ(Open(sealed[next]), PatternBytes(10, next));
  }
}

TEST_F(Direction, RecoversFromChangedCiphertexts) {
  const Bytes sealed = Seal(PatternBytes(10));
  for (size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
    Bytes changed = sealed;
    changed[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    EXPECT_FALSE(Open(changed));
  }
  for (size_t size = 0; size < sealed.size(); ++size)
    EXPECT_FALSE(Open(ByteView(sealed).first(size)));
  EXPECT_EQ(Open(sealed), PatternBytes(10));
}

TEST_F(Direction, WorksInPlace) {
  const Bytes plaintext = PatternBytes(30);
  Bytes buffer = plaintext;
  buffer.resize(plaintext.size() + kTagSize);
  ASSERT_TRUE(sealer_.Seal(ByteView(buffer).first(30), buffer));
  ASSERT_TRUE(opener_.Open(buffer, MutableByteView(buffer).first(30)));
  EXPECT_TRUE(Equal(ByteView(buffer).first(30), plaintext));
}

TEST_F(Direction, WrongBufferSizeChangesNothing) {
  Bytes out(30);
  EXPECT_EQ(sealer_.Seal(PatternBytes(10), out).error(), Error::kBufferSize);
  const Bytes sealed = Seal(PatternBytes(10));
  EXPECT_EQ(opener_.Open(sealed, out).error(), Error::kBufferSize);
  EXPECT_EQ(Open(sealed), PatternBytes(10));
}

TEST_F(Direction, MoveTransfersTheKeys) {
  Sealer sealer = std::move(sealer_);
  Opener opener = std::move(opener_);
  Bytes out(kTagSize);
  // NOLINTBEGIN(bugprone-use-after-move): tested on purpose
  EXPECT_EQ(sealer_.Seal({}, out).error(), Error::kFailed);
  EXPECT_EQ(opener_.Open(out, {}).error(), Error::kFailed);
  // NOLINTEND(bugprone-use-after-move)
  EXPECT_EQ(out, Bytes(kTagSize));
  EXPECT_TRUE(sealer.Seal({}, out));
  EXPECT_TRUE(opener.Open(out, {}));
}

TEST(Transport, FailsWithoutKey) {
  Sealer sealer{CipherState()};
  Opener opener{CipherState()};
  Bytes bytes(20);
  EXPECT_EQ(sealer.Seal(bytes, bytes).error(), Error::kFailed);
  EXPECT_EQ(opener.Open(bytes, bytes).error(), Error::kFailed);
}

TEST(Transport, StopsAtTheLastNonce) {
  CipherState at_end = CipherOf(1);
  at_end.SetNonce(kMax - 1);
  Sealer sealer(at_end.Clone());
  Opener opener(at_end.Clone());
  Bytes last(kTagSize);
  ASSERT_TRUE(sealer.Seal({}, last));
  ASSERT_TRUE(opener.Open(last, {}));
  EXPECT_EQ(sealer.Seal({}, last).error(), Error::kNonceExhausted);
  EXPECT_EQ(opener.Open(last, {}).error(), Error::kNonceExhausted);
  EXPECT_EQ(sealer.count(), kMax);
}

}  // namespace
}  // namespace asmtp::noise
