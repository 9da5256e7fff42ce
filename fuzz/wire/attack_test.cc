// The case steps of a session with an endpoint in this process.
#include "fuzz/wire/attack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/play/deviant_iut.h"
#include "fuzz/program/text.h"

namespace asmtp::fuzz::wire {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kGetPassport = "0411111111111111111111111111111111";

conformance::SecretText Secret(uint8_t byte) {
  conformance::SecretText secret;
  secret.bytes.fill(byte);
  return secret;
}

// Returns the steps of a session that sends each plaintext, in hexadecimal, after the answer to the
// previous one.
std::string StepsWith(const deviant::Deviation& wrong,
                      const std::vector<std::string_view>& plaintexts) {
  const Target target{.config = {},
                      .keys = {.runner_s = Secret(0x11),
                               .iut_s = Secret(0x21),
                               .iut_e = Secret(0x22),
                               .peer = Secret(0x11)}};
  conformance::DeviantIut iut(target.config, target.keys, wrong);
  Attack attack(target, {.e = Secret(0x12)}, *iut.Open(conformance::Clock::now()));
  std::string actions = "flags\nkeys 0\nlimit 0\n";
  for (const std::string_view plaintext : plaintexts) {
    actions += "send initiator.0 " + std::string(plaintext) + "\ndeliver initiator.0\n";
  }
  const auto program = ReadText(actions);
  EXPECT_TRUE(program) << program.error();
  MoveMaker maker(target.config);
  attack.Play(maker.Make(*program));
  EXPECT_FALSE(attack.violation()) << attack.violation()->text;
  return attack.steps();
}

TEST(AttackTest, ExpectsEachEcho) {
  const std::string steps = StepsWith({}, {kGetPassport, kGetPassport});
  EXPECT_THAT(steps,
              HasSubstr("r2: recv msg get-passport\n  plain = " + std::string(kGetPassport)));
  EXPECT_THAT(steps, Not(HasSubstr("close -> pass")));
}

// A node answers nothing, takes any identity, and sends messages of its own accord.
TEST(AttackTest, PassesOverWhatANodeSaysOfItsOwnAccord) {
  size_t identities = 0;
  const Target target{.config = {},
                      .keys = {.runner_s = Secret(0x11),
                               .iut_s = Secret(0x21),
                               .iut_e = Secret(0x22),
                               .peer = Secret(0x11)},
                      .echoes = false,
                      .identity = [&identities] {
                        ++identities;
                        return Secret(0x44);
                      }};
  conformance::DeviantIut node(target.config, target.keys, {.behaviour = {.talks_unasked = true}});
  node.BecomeNode();
  Attack attack(target, {.e = Secret(0x12)}, *node.Open(conformance::Clock::now()));
  const auto program = ReadText("flags\nkeys 0\nlimit 0\nsend initiator.0 " +
                                std::string(kGetPassport) + "\ndeliver initiator.0\n");
  ASSERT_TRUE(program) << program.error();
  MoveMaker maker(target.config);
  attack.Play(maker.Make(*program));
  attack.Finish();
  EXPECT_TRUE(attack.IsOpen());
  EXPECT_FALSE(attack.violation()) << attack.violation()->text;
  EXPECT_EQ(identities, 1U);
}

// An endpoint may continue or close after a plaintext that is not a message. A case that continues
// must accept that it closed.
TEST(AttackTest, AllowsClosingAfterANonMessage) {
  const deviant::Deviation goes_on{.messages = {.skips_no_message = true}};
  const std::string steps = StepsWith(goes_on, {"ff", kGetPassport, kGetPassport});
  EXPECT_THAT(steps, HasSubstr("r1: expect\n  close -> pass\n"));
  EXPECT_THAT(steps, HasSubstr("r2: expect\n  close -> pass\n"));
  EXPECT_THAT(steps, HasSubstr("r3: expect\n  close -> pass\n"));
}

}  // namespace
}  // namespace asmtp::fuzz::wire
