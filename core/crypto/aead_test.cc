#include "core/crypto/aead.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/testing/second_opinion.h"
#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

AeadKey KeyOf(const ByteArray<32>& bytes) { return AeadKey(bytes); }

std::vector<uint8_t> SealToVector(const AeadKey& key, uint64_t n, ByteView ad, ByteView plaintext) {
  std::vector<uint8_t> out(plaintext.size() + kTagSize);
  Seal(key, n, ad, plaintext, out);
  return out;
}

ByteArray<12> NonceOf(uint64_t n) {
  ByteArray<12> nonce{};
  for (size_t i = 0; i < 8; ++i) nonce[4 + i] = static_cast<uint8_t>(n >> (8 * i));
  return nonce;
}

// RFC 8439, appendix A.5: the published vector whose nonce begins with four zero bytes.
TEST(Aead, MatchesPublishedVector) {
  const auto key = HexArray<32>("1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0");
  const uint64_t n = 0x0807060504030201;
  const std::vector<uint8_t> ad = HexBytes("f33388860000000000004e91");
  const std::string_view plaintext =
      "Internet-Drafts are draft documents valid for a maximum of six months and may be updated, "
      "replaced, or obsoleted by other documents at any time. It is inappropriate to use "
      "Internet-Drafts as reference material or to cite them other than as /\xe2\x80\x9cwork in "
      "progress./\xe2\x80\x9d";
  const std::vector<uint8_t> sealed = HexBytes(
      "64a0861575861af460f062c79be643bd5e805cfd345cf389f108670ac76c8cb24c6cfc18755d43eea09ee94e"
      "382d26b0bdb7b73c321b0100d4f03b7f355894cf332f830e710b97ce98c8a84abd0b948114ad176e008d33bd"
      "60f982b1ff37c8559797a06ef4f0ef61c186324e2b3506383606907b6a7c02b0f9f6157b53c867e4b9166c76"
      "7b804d46a59b5216cde7a4e99040c5a40433225ee282a1b0a06c523eaf4534d7f83fa1155b0047718cbc546a"
      "0d072b04b3564eea1b422273f548271a0bb2316053fa76991955ebd63159434ecebb4e466dae5a1073a67276"
      "27097a1049e617d91d361094fa68f0ff77987130305beaba2eda04df997b714d6c6f2c29a6ad5cb4022b0270"
      "9beead9d67890cbb22392336fea1851f38");
  EXPECT_EQ(SealToVector(KeyOf(key), n, ad, AsBytes(plaintext)), sealed);
  std::vector<uint8_t> opened(plaintext.size());
  ASSERT_TRUE(Open(KeyOf(key), n, ad, sealed, opened));
  EXPECT_EQ(AsText(opened), plaintext);
}

TEST(Aead, AgreesWithOpenSsl) {
  const auto key = PatternArray<32>(1);
  for (const uint64_t n : {uint64_t{0}, uint64_t{1}, uint64_t{255}, uint64_t{256},
                           uint64_t{1} << 32, std::numeric_limits<uint64_t>::max()}) {
    for (const size_t size : std::initializer_list<size_t>{0, 1, 15, 16, 17, 63, 64, 65, 1000}) {
      for (const size_t ad_size : std::initializer_list<size_t>{0, 1, 64}) {
        const auto plaintext = PatternBytes(size, n);
        const auto ad = PatternBytes(ad_size, n + 1);
        const auto sealed = second_opinion::Seal(key, NonceOf(n), ad, plaintext);
        EXPECT_EQ(SealToVector(KeyOf(key), n, ad, plaintext), sealed)
            << "n " << n << ", size " << size << ", ad " << ad_size;
        std::vector<uint8_t> opened(size);
        EXPECT_TRUE(Open(KeyOf(key), n, ad, sealed, opened)) << size;
        EXPECT_EQ(opened, plaintext);
      }
    }
  }
}

TEST(Aead, WorksInPlace) {
  const auto key = PatternArray<32>(1);
  const auto plaintext = PatternBytes(300);
  std::vector<uint8_t> buffer = plaintext;
  buffer.resize(plaintext.size() + kTagSize);
  Seal(KeyOf(key), 7, {}, ByteView(buffer).first(plaintext.size()), buffer);
  EXPECT_EQ(buffer, SealToVector(KeyOf(key), 7, {}, plaintext));
  ASSERT_TRUE(Open(KeyOf(key), 7, {}, buffer, MutableByteView(buffer).first(plaintext.size())));
  EXPECT_TRUE(Equal(ByteView(buffer).first(plaintext.size()), plaintext));
}

// One sealed message, changed in every way.
class AeadTampering : public testing::Test {
 protected:
  void ExpectRejected(const AeadKey& key, uint64_t n, ByteView ad, ByteView sealed) {
    std::vector<uint8_t> out(sealed.size() < kTagSize ? 0 : sealed.size() - kTagSize, 0xee);
    ASSERT_FALSE(Open(key, n, ad, sealed, out));
    if (!out.empty()) EXPECT_FALSE(Equal(out, ByteView(plaintext_).first(out.size())));
  }

  const ByteArray<32> key_bytes_ = PatternArray<32>(1);
  const AeadKey key_ = KeyOf(key_bytes_);
  const std::vector<uint8_t> ad_ = PatternBytes(8, 2);
  const std::vector<uint8_t> plaintext_ = PatternBytes(40, 3);
  const std::vector<uint8_t> sealed_ = SealToVector(key_, 5, ad_, plaintext_);
};

TEST_F(AeadTampering, RejectsAnyChangedCiphertextOrTagBit) {
  for (size_t bit = 0; bit < 8 * sealed_.size(); ++bit) {
    std::vector<uint8_t> changed = sealed_;
    changed[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    ExpectRejected(key_, 5, ad_, changed);
  }
}

TEST_F(AeadTampering, RejectsAnyChangedKeyOrAdBit) {
  for (size_t bit = 0; bit < 256; ++bit) {
    ByteArray<32> key = key_bytes_;
    key[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    ExpectRejected(KeyOf(key), 5, ad_, sealed_);
  }
  for (size_t bit = 0; bit < 8 * ad_.size(); ++bit) {
    std::vector<uint8_t> ad = ad_;
    ad[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    ExpectRejected(key_, 5, ad, sealed_);
  }
  ExpectRejected(key_, 5, {}, sealed_);
}

TEST_F(AeadTampering, RejectsAnyChangedNonceBit) {
  for (size_t bit = 0; bit < 64; ++bit) {
    ExpectRejected(key_, 5 ^ uint64_t{1} << bit, ad_, sealed_);
  }
}

TEST_F(AeadTampering, RejectsEveryTruncation) {
  for (size_t size = 0; size < sealed_.size(); ++size) {
    ExpectRejected(key_, 5, ad_, ByteView(sealed_).first(size));
  }
}

// REKEY(k) is the first 32 bytes of an encryption of 32 zero bytes (Noise 4.2). Both libraries must
// agree.
TEST(Rekey, MatchesNoiseDefinition) {
  constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const auto bytes = PatternArray<32>(seed);
    AeadKey key = KeyOf(bytes);
    const std::vector<uint8_t> by_seal = SealToVector(key, kMax, {}, ByteArray<32>{});
    const auto by_openssl = second_opinion::Seal(bytes, NonceOf(kMax), {}, ByteArray<32>{});
    RekeyInPlace(key);
    EXPECT_TRUE(Equal(key.Expose(), ByteView(by_seal).first(32)));
    EXPECT_TRUE(Equal(key.Expose(), ByteView(by_openssl).first(32)));
  }
}

}  // namespace
}  // namespace asmtp
