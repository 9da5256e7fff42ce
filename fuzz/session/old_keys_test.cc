#include "fuzz/session/old_keys.h"

#include <gtest/gtest.h>

namespace asmtp::fuzz {
namespace {

const model::SessionKeys kKeys{
    .s = model::Bytes(32, 0x51), .e = model::Bytes(32, 0xe1), .peer = model::Bytes(32, 9)};

model::Session NewSession() {
  return model::Session({.is_initiator = true, .group = model::Group::k25519, .keys = kKeys});
}

TEST(OldKeys, KeyOfTheHandshakeMayStayWhileItLasts) {
  const model::Session session = NewSession();
  ASSERT_FALSE(session.is_closed());
  EXPECT_TRUE(OldKeys(kKeys, session).AreGone(model::Join(kKeys.s, kKeys.e), session));
}

TEST(OldKeys, EveryKeyIsGoneOnceTheSessionIsClosed) {
  model::Session session = NewSession();
  const OldKeys old(kKeys, session);
  session.Close();
  EXPECT_TRUE(old.AreGone(model::Bytes(200, 0x52), session));
  EXPECT_FALSE(old.AreGone(model::Join(model::Bytes(7), kKeys.s), session));
  EXPECT_FALSE(old.AreGone(model::Join(kKeys.e, model::Bytes(7)), session));
}

}  // namespace
}  // namespace asmtp::fuzz
