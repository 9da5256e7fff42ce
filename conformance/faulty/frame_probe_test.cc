// If an endpoint closes on correct frames, wrong frames reveal its mistake.
#include "conformance/play/frame_probe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/deviant/row.h"
#include "conformance/play/deviant_iut.h"
#include "conformance/transcript/case.h"

namespace asmtp::faulty {
namespace {

using conformance::FrameProbe;
using testing::HasSubstr;

struct Named {
  std::string_view fault;
  std::string_view hypothesis;
  size_t frame;  // the first that it rejects
};

constexpr Named kNamed[] = {
    {"no-rekey", "no-rekey", 1},
    {"no-rekey-when-receiving", "no-rekey", 1},
    {"rekey-before", "rekey-before-sealing", 0},
    {"rekey-twice-when-receiving", "one-rekey-too-many", 1},
    {"nonce-reset", "nonce-reset", 1},
    {"nonce-big-endian", "nonce-big-endian", 1},
    {"directions-swapped", "directions-swapped", 0},
    {"length-little-endian", "length-little-endian", 0},
    {"length-counts-itself", "length-includes-header", 0},
    {"length-of-plaintext", "length-without-tag", 0},
};

conformance::Keys KeysOf(noise::Role role) {
  static const conformance::CaseSet kSet = *conformance::LoadCases("corpus/transcripts");
  return kSet.Find("handshake/ok")->keys.For(role);
}

std::optional<FrameProbe> Probe(const deviant::Deviation& wrong, noise::Role role,
                                Framing framing) {
  const conformance::Config config{role, Suite::kEd25519, framing};
  const conformance::Keys keys = KeysOf(role);
  conformance::DeviantIut iut(config, keys, wrong);
  return conformance::ProbeFrames(keys, config, iut, 1.0);
}

class FrameProbeTest : public testing::TestWithParam<Named> {};

TEST_P(FrameProbeTest, NamesMistakeInBothRoles) {
  const deviant::Row* fault = deviant::FindRow(deviant::Serves::kEndpoint, GetParam().fault);
  ASSERT_NE(fault, nullptr);
  for (const noise::Role role : {noise::Role::kResponder, noise::Role::kInitiator}) {
    const auto probed = Probe(fault->deviation(), role, fault->framing);
    ASSERT_TRUE(probed) << conformance::Name(role);
    EXPECT_EQ(probed->explanation.hypothesis, GetParam().hypothesis)
        << conformance::Name(role) << ": " << probed->explanation.sentence;
    EXPECT_EQ(probed->frame, GetParam().frame);
  }
}

INSTANTIATE_TEST_SUITE_P(All, FrameProbeTest, testing::ValuesIn(kNamed), [](const auto& tested) {
  std::string name(tested.param.fault);
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(FrameProbeOfTwoTest, NamesBothMistakes) {
  deviant::Deviation wrong;
  for (deviant::Direction* direction : {&wrong.send, &wrong.receive}) {
    direction->nonce_form = deviant::NonceForm::kBigEndian;
    direction->rekeys = deviant::Direction::Rekeys::kNever;
  }
  const auto probed = Probe(wrong, noise::Role::kResponder, Framing::kU32);
  ASSERT_TRUE(probed);
  EXPECT_EQ(probed->explanation.hypothesis, "no-rekey+nonce-big-endian");
}

TEST(FrameProbeOfNoneTest, SaysWhereToLook) {
  deviant::Deviation wrong;
  wrong.receive = {.ad_text = "a mistake that nobody else makes"};
  const auto probed = Probe(wrong, noise::Role::kResponder, Framing::kU32);
  ASSERT_TRUE(probed);
  EXPECT_EQ(probed->explanation.hypothesis, "");
  EXPECT_THAT(probed->explanation.sentence, HasSubstr("not even frame 0 was accepted"));
  EXPECT_THAT(probed->explanation.sentence, HasSubstr("Appendix A"));
}

TEST(FrameProbeOfNoneTest, DoesNotProbeConformingEndpoint) {
  for (const noise::Role role : {noise::Role::kResponder, noise::Role::kInitiator}) {
    EXPECT_FALSE(Probe({}, role, Framing::kU16));
  }
}

}  // namespace
}  // namespace asmtp::faulty
