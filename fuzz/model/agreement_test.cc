// The model and core agree on inputs that no golden vector has: every flipped bit of every sample,
// and keys of low order, off the curve or with several encodings.
#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/evp.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "core/crypto/hash.h"
#include "core/crypto/keys.h"
#include "core/crypto/signature.h"
#include "core/message/ledger.h"
#include "core/message/message.h"
#include "fuzz/model/blake2b.h"
#include "fuzz/model/message.h"
#include "fuzz/model/primitives.h"

namespace asmtp::model {
namespace {

// Deterministic pseudorandom bytes.
Bytes Numbers(uint64_t seed, size_t size) {
  Bytes bytes = Blake2b(Bytes{static_cast<uint8_t>(seed), static_cast<uint8_t>(seed >> 8)}, 64);
  while (bytes.size() < size) bytes = Join(bytes, Blake2b(bytes, 64));
  bytes.resize(size);
  return bytes;
}

ByteArray<32> Array(const Bytes& bytes) {
  ByteArray<32> array{};
  std::copy_n(bytes.begin(), 32, array.begin());
  return array;
}

std::optional<Bytes> CoreDh(Suite suite, const Bytes& secret, const Bytes& public_key) {
  const ByteArray<32> seed = Array(secret);
  const StaticKeyPair pair = StaticKeyPair::FromSecret(suite, StaticSecret(FixedView<32>(seed)));
  const ByteArray<32> theirs = Array(public_key);
  const auto shared = asmtp::Dh(pair.scalar(), PreparePublic(suite, FixedView<32>(theirs)));
  if (!shared) return std::nullopt;
  return ToBytes(shared->Expose());
}

// Chosen public keys, which are not derived from a secret.
std::vector<Bytes> ChosenKeys() {
  std::vector<Bytes> keys;
  for (const int low : {0x00, 0x01, 0x02, 0x09, 0xec, 0xed, 0xee, 0xef, 0xff}) {
    for (const int high : {0x00, 0x7f, 0x80, 0xff}) {
      Bytes small(32);
      Bytes large(32, 0xff);
      small.front() = large.front() = static_cast<uint8_t>(low);
      small.back() = large.back() = static_cast<uint8_t>(high);
      keys.push_back(small);
      keys.push_back(large);
    }
  }
  for (uint64_t i = 0; i < 64; ++i) keys.push_back(Numbers(i, 32));
  return keys;
}

TEST(AgreementTest, OnDh) {
  size_t refused = 0;
  for (const Bytes& key : ChosenKeys()) {
    const Bytes secret = Numbers(1000, 32);
    EXPECT_EQ(CoreDh(Suite::kEd25519, secret, key), Dh(Group::kEd25519, secret, key));
    EXPECT_EQ(CoreDh(Suite::kX25519, secret, key), Dh(Group::k25519, secret, key));
    refused += Dh(Group::kEd25519, secret, key) ? size_t{0} : size_t{1};
  }
  EXPECT_GT(refused, 4U) << "some of these keys have low order";
}

TEST(AgreementTest, OnHashes) {
  for (size_t size = 0; size < 300; ++size) {
    const Bytes data = Numbers(size, size);
    EXPECT_EQ(ToBytes(asmtp::Blake2b128(data)), Blake2b128(data));
    EXPECT_EQ(Blake2b512(data), Blake2b(data, 64)) << "OpenSSL against our own";
  }
}

std::string CoreWhy(const Bytes& plaintext) {
  const auto message = Decode(plaintext);
  return message ? "" : std::string(Name(message.error().kind));
}

using Big = std::unique_ptr<BIGNUM, decltype(&BN_free)>;

Big Little(View bytes) {
  return {BN_lebin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr), BN_free};
}

Bytes Sha512(View data) {
  Bytes digest(64);
  EVP_Digest(data.data(), data.size(), digest.data(), nullptr, EVP_sha512(), nullptr);
  return digest;
}

// A signature whose R is the neutral element: S = k a mod L. Its equation holds.
Bytes SignWithNeutralR(View seed, View message) {
  Bytes r(32);
  r[0] = 1;
  Bytes a = Slice(Sha512(seed), 0, 32);
  a[0] &= 248;
  a[31] = (a[31] & 63) | 64;
  const Big k = Little(Sha512(Join(r, PublicKey(Group::kEd25519, seed), message)));
  BIGNUM* order = nullptr;
  BN_hex2bn(&order, "1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");
  const Big l(order, BN_free);
  const Big s(BN_new(), BN_free);
  const std::unique_ptr<BN_CTX, decltype(&BN_CTX_free)> context(BN_CTX_new(), BN_CTX_free);
  BN_mod_mul(s.get(), k.get(), Little(a).get(), l.get(), context.get());
  Bytes encoded(32);
  BN_bn2lebinpad(s.get(), encoded.data(), 32);
  return Join(r, encoded);
}

TEST(AgreementTest, OnASignatureWithARejectedR) {
  const Bytes seed = Numbers(1, 32);
  const Bytes message = Numbers(2, 100);
  const ByteArray<32> key = Array(PublicKey(Group::kEd25519, seed));
  const Bytes signature = SignWithNeutralR(seed, message);
  EXPECT_FALSE(VerifySignature(FixedView<32>(key), message, FixedView<64>(signature.data())));
  EXPECT_FALSE(Verify(key, message, signature));
}

TEST(AgreementTest, OnSignatures) {
  const Bytes seed = Numbers(1, 32);
  const Bytes message = Numbers(2, 100);
  const Bytes key = PublicKey(Group::kEd25519, seed);
  const auto core_verifies = [&](const Bytes& by, const Bytes& signature) {
    const ByteArray<32> array = Array(by);
    return VerifySignature(FixedView<32>(array), message, FixedView<64>(signature.data()));
  };
  Bytes signature = Sign(seed, message);
  EXPECT_TRUE(core_verifies(key, signature));
  EXPECT_TRUE(Verify(key, message, signature));
  for (size_t bit = 0; bit < 64 * 8; ++bit) {
    signature[bit / 8] ^= static_cast<uint8_t>(1U << bit % 8);
    EXPECT_EQ(core_verifies(key, signature), Verify(key, message, signature)) << bit;
    signature[bit / 8] ^= static_cast<uint8_t>(1U << bit % 8);
  }
  for (const Bytes& chosen : ChosenKeys()) {
    // The equation holds for the neutral element as key and as R, and S = 0.
    for (const Bytes& r : {chosen, Slice(signature, 0, 32)}) {
      const Bytes forged = Join(r, Bytes(32));
      EXPECT_EQ(core_verifies(chosen, forged), Verify(chosen, message, forged));
    }
  }
}

std::vector<std::filesystem::path> Seeds() {
  std::vector<std::filesystem::path> seeds;
  for (const auto& entry : std::filesystem::directory_iterator("corpus/message")) {
    seeds.push_back(entry.path());
  }
  return seeds;
}

Bytes ReadFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string CoreWhyNoPassport(const Blocks& blocks) {
  const auto ledger = Ledger::FromBlocks(blocks);
  return ledger ? "" : std::string(Name(ledger.error()));
}

// Every seed unchanged: its verdict and that of the ledger.
TEST(AgreementTest, OnEverySeed) {
  size_t passports = 0;
  for (const auto& seed : Seeds()) {
    const Bytes bytes = ReadFile(seed);
    EXPECT_EQ(CoreWhy(bytes), WhyNoMessage(bytes)) << seed;
    const auto message = Decode(bytes);
    if (!message || !std::holds_alternative<asmtp::PutPassport>(*message)) continue;
    ++passports;
    const auto passport = Judge(Slice(bytes, 17, bytes.size() - 17));
    EXPECT_EQ(CoreWhyNoPassport(std::get<asmtp::PutPassport>(*message).blocks),
              passport ? "" : passport.error())
        << seed;
  }
  EXPECT_GT(passports, 10U);
}

// Every bit of a small seed, and some bits of a large one, because checking signatures is slow.
TEST(AgreementTest, OnEverySeedWithAFlippedBitOrTruncated) {
  size_t count = 0;
  for (const auto& seed : Seeds()) {
    Bytes bytes = ReadFile(seed);
    const size_t step = 1 + bytes.size() / 20;
    for (size_t bit = 0; bit < bytes.size() * 8; bit += step) {
      bytes[bit / 8] ^= static_cast<uint8_t>(1U << bit % 8);
      EXPECT_EQ(CoreWhy(bytes), WhyNoMessage(bytes)) << seed << ", bit " << bit;
      bytes[bit / 8] ^= static_cast<uint8_t>(1U << bit % 8);
      ++count;
    }
    for (size_t size = 0; size < bytes.size(); size += step) {
      const Bytes cut = Slice(bytes, 0, size);
      EXPECT_EQ(CoreWhy(cut), WhyNoMessage(cut)) << seed << ", cut to " << size;
    }
  }
  EXPECT_GT(count, 5000U);
}

}  // namespace
}  // namespace asmtp::model
