// Capabilities that adapters print with --caps, and those that they omit.
#include "conformance/iut/capabilities.h"

#include <gtest/gtest.h>

namespace asmtp::conformance {
namespace {

TEST(CapabilitiesTest, NoOutputMeansTheDefaults) {
  const auto silent = Capabilities::Read("usage: my-adapter");
  ASSERT_TRUE(silent);
  EXPECT_FALSE(silent->said);
  EXPECT_EQ(silent->WhyUnsupported({}, 1), "");
  EXPECT_EQ(silent->WhyNotParallel(), "");
  EXPECT_EQ(silent->WhyNoMessages(), "");
}

TEST(CapabilitiesTest, ReadsJsonBehindNoise) {
  const auto noisy = Capabilities::Read("Picked up JAVA_TOOL_OPTIONS\n{\"name\": \"mine\"}\nbye\n");
  ASSERT_TRUE(noisy);
  EXPECT_TRUE(noisy->said);
  EXPECT_EQ(noisy->name, "mine");
  EXPECT_EQ(noisy->noise, "Picked up JAVA_TOOL_OPTIONS");
  EXPECT_EQ(Capabilities::Read("{\"name\": \"mine\"}\n")->noise, "");
}

TEST(CapabilitiesTest, OmittedMembersHaveDefaults) {
  const auto some = Capabilities::Read(
      R"({"roles": ["initiator"], "framings": ["u16"], "parallel": false, "messages": false})");
  ASSERT_TRUE(some);
  const Config initiator{noise::Role::kInitiator, Suite::kX25519, Framing::kU16};
  EXPECT_EQ(some->WhyUnsupported(initiator, 1), "");
  EXPECT_EQ(some->WhyUnsupported({noise::Role::kResponder, Suite::kX25519, Framing::kU16}, 1),
            "the IUT does not support the role responder");
  EXPECT_EQ(some->WhyUnsupported({noise::Role::kInitiator, Suite::kX25519, Framing::kU32}, 1),
            "the IUT does not support the framing u32");
  EXPECT_EQ(some->WhyNotParallel(), "the IUT serves one stream at a time");
  EXPECT_EQ(some->WhyNoMessages(), "the IUT does not support messages");
}

// The program may print anything, and its first line is shown to people.
TEST(CapabilitiesTest, EscapesAndShortensNoise) {
  EXPECT_EQ(Capabilities::Read("\x1b[2J\r::error::\xff\n{}")->noise,
            "\\u001b[2J\\r::error::\\ufffd");
  EXPECT_EQ(Capabilities::Read(std::string(1000, 'x'))->noise, std::string(80, 'x'));
}

TEST(CapabilitiesTest, RejectsOtherJson) {
  EXPECT_FALSE(Capabilities::Read(R"({"messages": "no"})"));
}

}  // namespace
}  // namespace asmtp::conformance
