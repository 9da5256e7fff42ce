#include "core/wire/handshake_frame.h"

#include <gtest/gtest.h>

namespace asmtp {
namespace {

TEST(HandshakeFrame, HasOneVersion) {
  for (int version = 0; version < 256; ++version) {
    EXPECT_EQ(IsSupportedVersion(static_cast<uint8_t>(version)), version == 1) << version;
  }
}

TEST(HandshakeFrame, ItsNoiseMessageFollowsTheVersion) {
  ByteArray<3> frame = {1, 2, 3};
  EXPECT_EQ(NoiseMessage(ByteView(frame)).data(), frame.data() + 1);
  EXPECT_EQ(NoiseMessage(ByteView(frame)).size(), 2u);
  NoiseMessage(MutableByteView(frame))[0] = 9;
  EXPECT_EQ(frame, (ByteArray<3>{1, 9, 3}));
  EXPECT_TRUE(NoiseMessage(ByteView(frame).first(1)).empty());
}

}  // namespace
}  // namespace asmtp
