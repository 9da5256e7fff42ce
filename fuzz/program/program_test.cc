#include "fuzz/program/program.h"

#include <gtest/gtest.h>

#include "fuzz/program/text.h"

namespace asmtp::fuzz {
namespace {

Program Sample() {
  return {.flags = Program::kFramingU16 | Program::kStranger,
          .keys = 3,
          .length_limit = 1000,
          .actions = {{.op = Op::kSend, .where = 0, .payload = {4, 5}},
                      {.op = Op::kDeliver, .where = 1, .payload = {}},
                      {.op = static_cast<Op>(200), .where = 255, .payload = {0}}}};
}

TEST(ProgramTest, RoundTripsThroughBytes) {
  EXPECT_EQ(Encode(Sample()),
            (std::vector<uint8_t>{10, 3, 3, 232, 0, 0, 0, 2, 4, 5, 2, 1, 0, 0, 200, 255, 0, 1, 0}));
  EXPECT_EQ(Parse(Encode(Sample())), Sample());
}

TEST(ProgramTest, RoundTripsEveryPrefix) {
  const std::vector<uint8_t> bytes = Encode(Sample());
  for (size_t size = 0; size <= bytes.size(); ++size) {
    const Program program = Parse(ByteView(bytes).first(size));
    EXPECT_EQ(Parse(Encode(program)), program) << size;
  }
}

TEST(ProgramTest, LimitsTheActions) {
  EXPECT_EQ(Parse(std::vector<uint8_t>(5000)).actions.size(), kActionsMax);
}

TEST(TextTest, PrintsActions) {
  EXPECT_EQ(Print(Sample()),
            "flags framing-u16 stranger\nkeys 3\nlimit 1000\nsend initiator.0 0405\n"
            "deliver responder.0\nop-200 responder.127 00\n");
}

TEST(TextTest, RoundTripsThroughText) {
  EXPECT_EQ(ReadText(Print(Sample())), Sample());
  for (int byte = 0; byte < 256; ++byte) {
    const auto value = static_cast<uint8_t>(byte);
    const Program program = Parse(std::vector<uint8_t>(40, value));
    EXPECT_EQ(ReadText(Print(program)), program);
  }
}

TEST(TextTest, SaysWhatWasExpected) {
  const auto error = [](std::string_view text) { return ReadText(text).error(); };
  EXPECT_EQ(error("flags x"), "line 1: expected a flag, found 'x'");
  EXPECT_EQ(error("\nkeys"), "line 2: expected 'keys' and a number");
  EXPECT_EQ(error("keys 256"), "line 1: expected 'keys' and a number");
  EXPECT_EQ(error("jump initiator.0"), "line 1: expected an action, found 'jump'");
  EXPECT_EQ(error("send nobody.0"), "line 1: expected initiator.N or responder.N after the action");
  EXPECT_EQ(error("send initiator.128"),
            "line 1: expected initiator.N or responder.N after the action");
  EXPECT_EQ(error("send initiator.0 0"), "line 1: expected one payload in hexadecimal");
}

}  // namespace
}  // namespace asmtp::fuzz
