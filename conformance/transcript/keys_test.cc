#include "conformance/transcript/keys.h"

#include <gtest/gtest.h>

namespace asmtp::conformance {
namespace {

constexpr noise::Role kResponder = noise::Role::kResponder;
constexpr noise::Role kInitiator = noise::Role::kInitiator;

SecretText Secret(uint8_t byte) {
  SecretText secret;
  secret.bytes.fill(byte);
  return secret;
}

CaseKeys Complete() {
  return {.runner_s = Secret(0x11),
          .runner_e = Secret(0x12),
          .iut_s = Secret(0x21),
          .iut_e = Secret(0x22)};
}

TEST(CaseKeysTest, RoleMayHaveItsOwnSecrets) {
  CaseKeys keys = Complete();
  keys.of_role = {{kInitiator, &CaseKeys::iut_s, Secret(0x88)},
                  {kInitiator, &CaseKeys::runner_s, Secret(0x99)}};
  EXPECT_EQ(keys.For(kResponder).iut_s.bytes, Secret(0x21).bytes);
  EXPECT_EQ(keys.For(kInitiator).iut_s.bytes, Secret(0x88).bytes);
  EXPECT_EQ(keys.For(kInitiator).peer.bytes, Secret(0x99).bytes);
}

TEST(CaseKeysTest, RoleSecretsCompleteTheKeys) {
  CaseKeys keys = Complete();
  EXPECT_TRUE(keys.AreComplete(kResponder));
  keys.iut_e.reset();
  keys.of_role = {{kInitiator, &CaseKeys::iut_e, Secret(0x88)}};
  EXPECT_FALSE(keys.AreComplete(kResponder));
  EXPECT_TRUE(keys.AreComplete(kInitiator));
  keys.SetDefaults(kInitiator);
  EXPECT_EQ(keys.For(kResponder).iut_e.bytes, Secret(0x88).bytes);
}

// The key that the IUT is told to expect, and the key that the runner shows.
TEST(CaseKeysTest, IutExpectsTheRunnerUnlessAnotherPeerIsGiven) {
  CaseKeys given = Complete();
  EXPECT_FALSE(given.For(kResponder).IsStranger());
  EXPECT_FALSE(given.For(kResponder).told);
  given.runner_shown = Secret(0x44);
  Keys keys = given.For(kResponder);
  EXPECT_EQ(keys.shown, Secret(0x44).bytes);
  EXPECT_EQ(keys.told, Secret(0x44).bytes);
  given.iut_peer = Secret(0x31);
  keys = given.For(kResponder);
  EXPECT_TRUE(keys.IsStranger());
  EXPECT_EQ(keys.peer.bytes, Secret(0x31).bytes);
  EXPECT_EQ(keys.shown, Secret(0x44).bytes);
  EXPECT_FALSE(keys.told);
}

TEST(KeysTest, AsExpectedMakesTheRunnerTheExpectedPeer) {
  CaseKeys given = Complete();
  given.runner_shown = Secret(0x44);
  EXPECT_EQ(given.For(kResponder).AsExpected().shown, Secret(0x44).bytes);
  given.iut_peer = Secret(0x31);
  const Keys keys = given.For(kResponder).AsExpected();
  EXPECT_EQ(keys.runner_s.bytes, Secret(0x31).bytes);
  EXPECT_FALSE(keys.IsStranger());
  EXPECT_FALSE(keys.shown);
}

TEST(CaseKeysTest, DerivedCaseKeepsTheExpectedPeer) {
  CaseKeys keys;
  keys.runner_s = Secret(0x55);
  keys.TakeFrom(Complete());
  EXPECT_EQ(keys.For(kResponder).runner_s.bytes, Secret(0x55).bytes);
  EXPECT_EQ(keys.For(kResponder).peer.bytes, Secret(0x11).bytes);
  EXPECT_EQ(keys.For(kResponder).iut_e.bytes, Secret(0x22).bytes);
}

TEST(CaseKeysTest, DerivedCaseInheritsTheSecretsOfARole) {
  CaseKeys base = Complete();
  base.of_role = {{kInitiator, &CaseKeys::runner_s, Secret(0x99)}};
  CaseKeys keys;
  keys.runner_s = Secret(0x55);
  keys.TakeFrom(base);
  EXPECT_EQ(keys.For(kInitiator).runner_s.bytes, Secret(0x55).bytes);
  EXPECT_EQ(keys.For(kInitiator).peer.bytes, Secret(0x99).bytes);
  EXPECT_EQ(keys.For(kResponder).peer.bytes, Secret(0x11).bytes);
}

TEST(CaseKeysTest, ShownKeyIsInheritedWithItsSecret) {
  CaseKeys base = Complete();
  base.runner_shown = Secret(0x44);
  CaseKeys same;
  same.TakeFrom(base);
  EXPECT_EQ(same.For(kResponder).told, Secret(0x44).bytes);
  CaseKeys other;
  other.runner_s = Secret(0x55);
  other.TakeFrom(base);
  EXPECT_FALSE(other.For(kResponder).shown);
}

TEST(KeysTest, ASessionMayHaveItsOwnKey) {
  CaseKeys all;
  for (const auto which :
       {&CaseKeys::runner_s, &CaseKeys::runner_e, &CaseKeys::iut_s, &CaseKeys::iut_e}) {
    all.*which = SecretText{.bytes = {1}};
  }
  CaseKeys base;
  base.of_session = {{"b", {.bytes = {2}}}};
  all.TakeFrom(base);
  const Keys keys = all.For(noise::Role::kResponder);
  EXPECT_EQ(keys.ForSession("").runner_s.bytes, (ByteArray<32>{1}));
  EXPECT_EQ(keys.ForSession("b").runner_s.bytes, (ByteArray<32>{2}));
  EXPECT_EQ(keys.ForSession("b").peer.bytes, (ByteArray<32>{1}));  // what the IUT expects
}

}  // namespace
}  // namespace asmtp::conformance
