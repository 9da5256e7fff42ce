#include "conformance/iut/command_template.h"

#include <gtest/gtest.h>

namespace asmtp::conformance {
namespace {

std::string Filled(const std::string& text) {
  const auto command = CommandTemplate::Parse(text);
  if (!command) return command.error();
  std::string filled;
  for (const std::string& word : command->Fill({{"role", "initiator"}, {"addr", "h:1"}})) {
    filled += "[" + word + "]";
  }
  return filled;
}

TEST(CommandTemplateTest, FillsInAndSplitsWithoutAShell) {
  EXPECT_EQ(Filled("a --role {role} --addr={addr}"), "[a][--role][initiator][--addr=h:1]");
  EXPECT_EQ(Filled("'my adapter' \"x y\"z ''"), "[my adapter][x yz][]");
  EXPECT_EQ(Filled("a --role {role}\n\t --addr {addr}\n"), "[a][--role][initiator][--addr][h:1]");
  // A placeholder without a value is dropped together with its option.
  EXPECT_EQ(Filled("a --peer {peer} b"), "[a][b]");
  EXPECT_EQ(Filled("a 'b"), "the command has an unclosed quote");
  EXPECT_EQ(Filled("  "), "the command is empty");
}

}  // namespace
}  // namespace asmtp::conformance
