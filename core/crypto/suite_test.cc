#include "core/crypto/suite.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "core/crypto/keys.h"
#include "core/testing/handshake_vectors.h"
#include "core/testing/low_order_points.h"
#include "core/testing/names.h"
#include "core/testing/second_opinion.h"
#include "core/testing/test_bytes.h"
#include "core/testing/test_keys.h"

namespace asmtp {
namespace {

Scalar ScalarOf(const ByteArray<32>& bytes) { return Scalar(bytes); }

// Returns the result of Dh() as a copy, or nullopt if Dh() fails.
std::optional<ByteArray<32>> DhBytes(Suite suite, const Scalar& scalar,
                                     const ByteArray<32>& public_key) {
  const auto secret = Dh(scalar, PreparePublic(suite, public_key));
  if (!secret) return std::nullopt;
  return secret->Expose().Copy();
}

TEST(Suite, RoundTripsNames) {
  EXPECT_EQ(DhName(Suite::kEd25519), "ed25519");
  EXPECT_EQ(DhName(Suite::kX25519), "25519");
  EXPECT_EQ(ProtocolName(Suite::kEd25519), "Noise_IK_ed25519_ChaChaPoly_BLAKE2b");
  EXPECT_EQ(ProtocolName(Suite::kX25519), "Noise_IK_25519_ChaChaPoly_BLAKE2b");
  for (const Suite suite : kSuites) {
    EXPECT_EQ(SuiteOf(DhName(suite)), suite);
    EXPECT_EQ(SuiteOf(ProtocolName(suite)), suite);
  }
  for (const std::string_view name :
       {"", "Ed25519", "x25519", "25519 ", "448", "Noise_IK_448_ChaChaPoly_BLAKE2b",
        "Noise_XX_25519_ChaChaPoly_BLAKE2b", "Noise_IK_25519_ChaChaPoly_BLAKE2s"}) {
    EXPECT_EQ(SuiteOf(name), std::nullopt) << name;
  }
}

struct X25519Row {
  std::string_view scalar;
  std::string_view u;
  std::string_view shared;
};

// RFC 7748, 5.2.
constexpr X25519Row kX25519[] = {
    {"a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
     "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
     "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"},
    {"4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
     "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
     "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"},
};

TEST(X25519, MatchesPublishedVectors) {
  for (const X25519Row& row : kX25519) {
    EXPECT_EQ(DhBytes(Suite::kX25519, ScalarOf(HexArray<32>(row.scalar)), HexArray<32>(row.u)),
              HexArray<32>(row.shared));
  }
}

TEST(X25519, MatchesPublishedIteratedVectors) {
  ByteArray<32> k = {9};
  ByteArray<32> u = k;
  for (int i = 1; i <= 1000; ++i) {
    const ByteArray<32> next = DhBytes(Suite::kX25519, ScalarOf(k), u).value();
    u = k;
    k = next;
    if (i > 1 && i < 1000) continue;
    EXPECT_EQ(k, HexArray<32>(
                     i == 1 ? "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"
                            : "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"));
  }
}

TEST(Dh, AgreesWithOpenSslOnArbitraryBytes) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const auto scalar = PatternArray<32>(2 * seed);
    const auto public_key = PatternArray<32>(2 * seed + 1);
    EXPECT_EQ(DhBytes(Suite::kX25519, ScalarOf(scalar), public_key),
              second_opinion::X25519(scalar, public_key));
    const ByteArray<32> u = second_opinion::MontgomeryU(public_key);
    EXPECT_EQ(DhBytes(Suite::kEd25519, ScalarOf(scalar), public_key),
              second_opinion::X25519(scalar, u));
  }
}

TEST(DeriveKeys, AgreesWithOpenSsl) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const auto secret = PatternArray<32>(seed);
    ByteArray<32> public_key;
    ByteArray<32> scalar;
    DeriveKeys(Suite::kX25519, secret, public_key, scalar);
    EXPECT_EQ(public_key, second_opinion::X25519Public(secret));
    EXPECT_EQ(scalar, secret);
    DeriveKeys(Suite::kEd25519, secret, public_key, scalar);
    EXPECT_EQ(public_key, second_opinion::Ed25519Public(secret));
    EXPECT_EQ(second_opinion::MontgomeryU(public_key), second_opinion::X25519Public(scalar));
  }
}

TEST(DeriveKeys, MatchesRecordedPublicKeys) {
  for (const HandshakeVector& vector : ReadHandshakeVectors()) {
    EXPECT_EQ(vector.initiator.s.public_key(), vector.initiator.s_public) << vector.index;
    EXPECT_EQ(vector.responder.s.public_key(), vector.responder.s_public) << vector.index;
  }
}

TEST(Dh, IsSymmetric) {
  for (const Suite suite : kSuites) {
    const StaticKeyPair a = TestStatic(suite, 1);
    const EphemeralKeyPair b = TestEphemeral(suite, 2);
    const auto ab = DhBytes(suite, a.scalar(), b.public_key().bytes());
    ASSERT_TRUE(ab);
    EXPECT_EQ(ab, DhBytes(suite, b.scalar(), a.public_key().bytes()));
    EXPECT_NE(ab, DhBytes(suite, a.scalar(), a.public_key().bytes()));
  }
}

TEST(Dh, RejectsEveryLowOrderPoint) {
  for (const Suite suite : kSuites) {
    const StaticKeyPair pair = TestStatic(suite, 1);
    const auto points = LowOrderPoints(suite);
    EXPECT_EQ(points.size(), 14u);
    for (const ByteArray<32>& point : points) {
      EXPECT_FALSE(Dh(pair.scalar(), PreparePublic(suite, point)))
          << DhName(suite) << testing::PrintToString(point);
    }
  }
}

// The scalar is a multiple of the cofactor, so adding a point of low order to a key changes
// nothing.
TEST(Dh, IgnoresLowOrderComponents) {
  const StaticKeyPair mine = TestStatic(Suite::kEd25519, 1);
  const ByteArray<32> theirs = TestStatic(Suite::kEd25519, 2).public_key().bytes();
  const auto expected = DhBytes(Suite::kEd25519, mine.scalar(), theirs);
  ASSERT_TRUE(expected);
  size_t others = 0;
  for (const ByteArray<32>& torsion : LowOrderPoints(Suite::kEd25519)) {
    ByteArray<32> mixed;
    // Skip encodings that libsodium rejects as points.
    if (crypto_core_ed25519_add(mixed.data(), theirs.data(), torsion.data()) != 0) continue;
    if (mixed != theirs) ++others;
    EXPECT_EQ(DhBytes(Suite::kEd25519, mine.scalar(), mixed), expected);
  }
  EXPECT_GE(others, 7u);
}

// libsodium's own conversion rejects keys off the curve or outside the subgroup. X25519 is total.
TEST(Dh, AcceptsKeysThatAreNotPoints) {
  const StaticKeyPair mine = TestStatic(Suite::kEd25519, 1);
  size_t refused_by_libsodium = 0;
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const auto key = PatternArray<32>(seed);
    ByteArray<32> u;
    if (crypto_sign_ed25519_pk_to_curve25519(u.data(), key.data()) != 0) ++refused_by_libsodium;
    EXPECT_TRUE(Dh(mine.scalar(), PreparePublic(Suite::kEd25519, key)));
  }
  EXPECT_GT(refused_by_libsodium, 20u);
}

}  // namespace
}  // namespace asmtp
