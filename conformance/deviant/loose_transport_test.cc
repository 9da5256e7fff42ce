// A wrong frame does not affect the frames after it.
#include "conformance/deviant/loose_transport.h"

#include <gtest/gtest.h>

namespace asmtp::deviant {
namespace {

using Key = Direction::Key;
using Rekeys = Direction::Rekeys;
using noise::Role;

LooseSplit Keys() {
  LooseSplit split;
  split.initiator.fill(1);
  split.responder.fill(2);
  return split;
}

TEST(LooseTransportTest, DeviationAffectsOneFrame) {
  const Direction deviations[] = {
      {.rekeys = Rekeys::kLastSkipped},
      {.rekeys = Rekeys::kBeforeEach},
      {.key = Key::kOther, .rekeys = Rekeys::kNever},
      {.key = Key::kZero},
      {.rekey = Direction::Rekey::kHash},
      {.nonce = {.number = 7, .relative = false}},
  };
  for (const Direction& wrong : deviations) {
    LooseSealer sealer(Keys(), Role::kInitiator, Framing::kU32);
    LooseOpener opener(Keys(), Role::kInitiator);
    EXPECT_TRUE(opener.Open(sealer.Seal(Bytes{1}, {})));
    EXPECT_FALSE(opener.Open(sealer.Seal(Bytes{2}, wrong)));
    LooseOpener whole(Keys(), Role::kInitiator);
    LooseSealer same(Keys(), Role::kInitiator, Framing::kU32);
    EXPECT_TRUE(whole.Open(same.Seal(Bytes{1}, {})));
    EXPECT_TRUE(whole.Open(same.Seal(Bytes{2}, {})));
    EXPECT_TRUE(whole.Open(sealer.Seal(Bytes{3}, {}))) << "the third frame must verify";
  }
}

TEST(LooseTransportTest, SameDeviationOpensWhatItSealed) {
  const Direction deviations[] = {
      {.rekeys = Rekeys::kTwice},
      {.key = Key::kFirst},
      {.rekey = Direction::Rekey::kHkdfOfChain},
      {.length = Direction::Length::kLittleEndian},
      {.body = Direction::Body::kWithoutTag},
      {.tag_first = true},
      {.ad_text = "frame"},
      {.ad = Direction::Ad::kHeader},
  };
  for (const Direction& wrong : deviations) {
    LooseSealer sealer(Keys(), Role::kResponder, Framing::kU16);
    LooseOpener opener(Keys(), Role::kResponder);
    for (uint8_t i = 0; i < 3; ++i) {
      const Bytes stream = sealer.SealFrame(Bytes{i}, wrong);
      const auto frame = CutFrame(wrong.length, Framing::kU16, stream);
      ASSERT_TRUE(frame);
      EXPECT_EQ(opener.Open(*frame, wrong), Bytes{i});
    }
  }
}

}  // namespace
}  // namespace asmtp::deviant
