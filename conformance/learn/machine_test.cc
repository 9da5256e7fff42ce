#include "conformance/learn/machine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace asmtp::conformance {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kTwoStates =
    R"([{"a":["x",1],"b":["y",0],"c":["y",0],"d":["y",0],"e":["y",0],"f":["y",0]},)"
    R"({"a":["z",1]}])";

TEST(Machine, ReadsWhatItWrites) {
  const auto machine = ReadMachine(kTwoStates);
  ASSERT_TRUE(machine) << machine.error();
  EXPECT_EQ(machine->states.size(), 2U);
  EXPECT_EQ(machine->states[0].at("a").output, "x");
  EXPECT_EQ(machine->states[0].at("a").next, 1U);
  EXPECT_EQ(WriteMachine(*machine), kTwoStates);
}

TEST(Machine, RefusesInvalidMachines) {
  for (const std::string_view text : {"", "[]", "{", "[1]", R"([{"a":["x"]}])", R"([{"a":[1,0]}])",
                                      R"([{"a":["x",1]}])", R"([{"a":["x",-1]}])"}) {
    EXPECT_FALSE(ReadMachine(text)) << text;
  }
}

TEST(Machine, EquivalentSymbolsShareAnArrow) {
  const std::string dot = ToDot(*ReadMachine(kTwoStates), {"First", "Second"});
  EXPECT_THAT(dot, HasSubstr(R"(s0 [label="First"])"));
  EXPECT_THAT(dot, HasSubstr(R"(s0 -> s1 [label="a\n/ x"])"));
  EXPECT_THAT(dot, HasSubstr(R"(s0 -> s0 [label="everything else\n/ y"])"));
  EXPECT_THAT(dot, HasSubstr(R"(s1 -> s1 [label="a\n/ z"])"));
}

}  // namespace
}  // namespace asmtp::conformance
