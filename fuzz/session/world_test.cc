#include "fuzz/session/world.h"

#include <gtest/gtest.h>

#include "fuzz/program/text.h"

namespace asmtp::fuzz {
namespace {

Trace RunText(const std::string& text) {
  const auto program = ReadText(text);
  EXPECT_TRUE(program) << program.error();
  return RunProgram(*program);
}

TEST(WorldTest, IsHonestByDefault) {
  const Trace trace = RunText(
      "send initiator.0 00\nsend initiator.0\ndeliver initiator.0\n"
      "send-sample responder.0 05\ndeliver responder.0 010101\n");
  EXPECT_TRUE(trace.opened[0] && trace.opened[1]);
  EXPECT_EQ(trace.received, (std::array<size_t, 2>{1, 2}));
  EXPECT_EQ(trace.why_closed[0], "");
}

struct Attack {
  const char* text;
  const char* responder_closed;
  size_t responder_received;
};

class AttackTest : public testing::TestWithParam<Attack> {};

TEST_P(AttackTest, EndsAsTheModelSays) {
  const Trace trace = RunText(GetParam().text);
  EXPECT_EQ(trace.why_closed[1], GetParam().responder_closed);
  EXPECT_EQ(trace.received[1], GetParam().responder_received);
}

constexpr const char* kTwo = "send initiator.0 aa\nsend initiator.0 bb\n";

INSTANTIATE_TEST_SUITE_P(
    All, AttackTest,
    testing::Values(
        Attack{"send initiator.0 aa\nflip initiator.0 0028\ndeliver initiator.0", "frame-rejected",
               0},
        Attack{"send initiator.0 aa\nsend initiator.0 bb\nswap initiator.0\ndeliver initiator.0",
               "frame-rejected", 0},
        Attack{"send initiator.0 aa\ndeliver initiator.0\nrepeat initiator.1\ndeliver initiator.0",
               "frame-rejected", 1},
        Attack{"send responder.0 aa\nreflect initiator.1\ndeliver initiator.0", "frame-rejected",
               0},
        Attack{"splice initiator.0 aa\ndeliver initiator.0", "frame-rejected", 0},
        Attack{"forge initiator.0 00aa\ndeliver initiator.0", "", 1},
        Attack{"forge initiator.0 01aa\ndeliver initiator.0", "frame-rejected", 0},
        Attack{"forge initiator.0 04aa\ndeliver initiator.0", "frame-rejected", 0},
        Attack{"raw initiator.0 0000000f\ndeliver initiator.0", "frame-length-too-small", 0},
        Attack{"raw initiator.0 00010001\ndeliver initiator.0", "frame-length-too-large", 0},
        Attack{"raw initiator.0 00000010\ndeliver initiator.0\nend initiator.0", "frame-truncated",
               0},
        Attack{"end initiator.0", "peer-closed", 0},
        Attack{"flags handshake-by-hand\nend initiator.0", "handshake-truncated", 0},
        Attack{"flags handshake-by-hand\noverwrite initiator.0 000002\ndeliver initiator.0",
               "unsupported-version", 0},
        Attack{"flags handshake-by-hand\nflip initiator.0 0300\ndeliver initiator.0",
               "handshake-rejected", 0},
        Attack{"flags stranger", "identity-refused", 0},
        Attack{"flags wrong-number", "handshake-rejected", 0},
        Attack{"flags reflexive\nsend initiator.0 aa\ndeliver initiator.0", "", 1}));

// Until it decides, the responder keeps arriving bytes up to a bound, and the end of the stream.
TEST(WorldTest, DecidesOnRequest) {
  const std::string later = "flags decide-later handshake-by-hand\ndeliver initiator.0\n";
  const std::string answer = "decide responder.0\ndeliver responder.0\n";
  const Trace trace =
      RunText(later + "send responder.0 aa\n" + answer +
              "send responder.0 bb\ndeliver responder.0\nsend initiator.0 cc\ndeliver initiator.0");
  EXPECT_TRUE(trace.opened[0] && trace.opened[1]);
  EXPECT_EQ(trace.received, (std::array<size_t, 2>{1, 1}));
  const auto responder_closed = [&](const std::string& text) {
    return RunText(later + text + answer).why_closed[1];
  };
  EXPECT_EQ(responder_closed("end initiator.0\n"), "peer-closed");
  EXPECT_EQ(responder_closed("raw initiator.0 00\ndeliver initiator.0\nend initiator.0\n"),
            "frame-truncated");
  EXPECT_EQ(responder_closed("close responder.0\n"), "closed");
  const std::string large = "raw initiator.0 00010000" + std::string(2 * 16'381, '0');
  EXPECT_EQ(responder_closed(large + "\ndeliver initiator.0\n"), "early-bytes");
  EXPECT_EQ(RunText("flags decide-later stranger").why_closed[1], "identity-refused");
}

// With a key of low order, the initiator cannot begin.
TEST(WorldTest, RejectsKeysOfLowOrder) {
  EXPECT_EQ(RunText("flags raw-responder-key\nkeys 1").why_closed[0], "low-order-point");
}

TEST(WorldTest, WorksInEverySuiteAndFraming) {
  for (const char* flags :
       {"flags", "flags suite-25519", "flags framing-u16", "flags suite-25519 framing-u16"}) {
    EXPECT_EQ(RunText(std::string(flags) + "\n" + kTwo + "deliver initiator.0 0105").received[1],
              2U);
  }
}

TEST(WorldTest, RunsRepeatedBytes) {
  for (int byte = 0; byte < 256; ++byte) {
    const Program program = Parse(std::vector<uint8_t>(200, static_cast<uint8_t>(byte)));
    EXPECT_EQ(RunProgram(program), RunProgram(program));
  }
}

}  // namespace
}  // namespace asmtp::fuzz
