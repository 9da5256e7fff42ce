#include "fuzz/session/old_keys.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/crypto/keys.h"

namespace asmtp::fuzz {
namespace {

using model::Bytes;
using model::Group;
using model::Join;

const model::SessionKeys kKeys{.s = Bytes(32, 0x51), .e = Bytes(32, 0xe1), .peer = Bytes(32, 9)};

model::ModelSession NewSession(Group group = Group::k25519) {
  return model::ModelSession({.is_initiator = true, .group = group, .keys = kKeys});
}

TEST(OldKeys, AllowsHandshakeKeysDuringTheHandshake) {
  const model::ModelSession session = NewSession();
  ASSERT_FALSE(session.is_closed());
  EXPECT_TRUE(OldKeys(session).AreGone(Join(kKeys.s, kKeys.e), session));
}

TEST(OldKeys, AllowsNoKeyAfterClosing) {
  model::ModelSession session = NewSession();
  const OldKeys old(session);
  session.Close();
  EXPECT_TRUE(old.AreGone(Bytes(200, 0x52), session));
  EXPECT_FALSE(old.AreGone(Join(Bytes(7), kKeys.s), session));
  EXPECT_FALSE(old.AreGone(Join(kKeys.e, Bytes(7)), session));
}

// The 64-byte chaining key and the key of an unfinished handshake are secrets too.
TEST(OldKeys, AllowsNoHalfOfAKey) {
  model::ModelSession session = NewSession(Group::kEd25519);
  const std::vector<Bytes> secrets = session.Secrets();
  EXPECT_EQ(secrets.size(), 6U);
  const OldKeys old(session);
  session.Close();
  for (const Bytes& secret : secrets) {
    EXPECT_FALSE(old.AreGone(Join(Bytes(7), model::Slice(secret, 0, 16)), session));
    EXPECT_FALSE(
        old.AreGone(Join(Bytes(3), model::Slice(secret, secret.size() - 16, 16)), session));
    EXPECT_TRUE(old.AreGone(Join(Bytes(7), model::Slice(secret, 0, 15)), session));
  }
}

// Core keeps scalars instead of their seeds.
TEST(OldKeys, SearchesForWhatCoreKeeps) {
  for (const Suite suite : kSuites) {
    const model::ModelSession session =
        NewSession(suite == Suite::kEd25519 ? Group::kEd25519 : Group::k25519);
    const auto pair = StaticKeyPair::FromSecret(suite, StaticSecret(FixedView<32>(kKeys.s.data())));
    const Bytes kept = model::ToBytes(pair.scalar().Expose());
    const std::vector<Bytes> secrets = session.Secrets();
    EXPECT_NE(std::ranges::find(secrets, kept), secrets.end());
  }
}

}  // namespace
}  // namespace asmtp::fuzz
