// The command line accepts what the data declares.
#include "conformance/cli/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace asmtp::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Values {
  bool flag = false;
  bool was_given = false;
  unsigned jobs = 7;
  double scale = 1;
  std::string file;
  std::string other;
  std::vector<std::string> tags;
  std::vector<std::string> rest;
};

Command PlayCommand(Values& values) {
  return {.name = "play",
          .about = "plays",
          .footer = "the end",
          .options = {{"rest", &values.rest, "what"},
                      {"--flag", &values.flag, "a flag"},
                      {.name = "-j,--jobs",
                       .target = &values.jobs,
                       .help = "at a time",
                       .check = InRange(1U, 64U),
                       .shows_default = true},
                      {.name = "--scale",
                       .target = &values.scale,
                       .help = "a factor",
                       .check = NumberIn(0.5, 2),
                       .given = &values.was_given},
                      {"--file", &values.file, "a file", NotEmpty()},
                      {.name = "--other",
                       .target = &values.other,
                       .help = "another",
                       .check = OneOf({"a", "b"}),
                       .excludes = {"--file"}},
                      {.name = "--tag",
                       .target = &values.tags,
                       .help = "tags",
                       .one_word = true,
                       .comma = true}},
          .run = [] { return 5; }};
}

std::expected<std::function<int()>, NotRun> Read(Values& values, std::vector<std::string> words) {
  words.insert(words.begin(), "play");
  return Parse({.name = "program", .commands = {PlayCommand(values)}}, words);
}

std::string Refusal(std::vector<std::string> words) {
  Values values;
  const auto read = Read(values, std::move(words));
  return read ? "none" : read.error().text;
}

TEST(CommandTest, StoresValuesInTargets) {
  Values values;
  const auto run = Read(values, {"--flag", "-j", "3", "--tag", "x,y", "--tag=z", "r", "--scale",
                                 "0.5", "--file", "f", "s"});
  ASSERT_TRUE(run) << run.error().text;
  EXPECT_EQ((*run)(), 5);
  EXPECT_TRUE(values.flag);
  EXPECT_TRUE(values.was_given);
  EXPECT_EQ(values.jobs, 3U);
  EXPECT_EQ(values.scale, 0.5);
  EXPECT_EQ(values.file, "f");
  EXPECT_THAT(values.tags, ElementsAre("x", "y", "z"));
  EXPECT_THAT(values.rest, ElementsAre("r", "s"));
}

TEST(CommandTest, KeepsDefaultsOfOmittedOptions) {
  Values values;
  ASSERT_TRUE(Read(values, {}));
  EXPECT_EQ(values.jobs, 7U);
  EXPECT_FALSE(values.was_given);
}

TEST(CommandTest, ErrorNamesTheOption) {
  EXPECT_THAT(Refusal({"--jobs", "65"}), HasSubstr("--jobs: "));
  EXPECT_THAT(Refusal({"--scale", "nan"}), HasSubstr("'nan' is not a number from 0.5 to 2"));
  EXPECT_THAT(Refusal({"--scale", "1x"}), HasSubstr("--scale: "));
  EXPECT_THAT(Refusal({"--file", " "}), HasSubstr("expected a value"));
  EXPECT_THAT(Refusal({"--other", "c"}), HasSubstr("--other: "));
  EXPECT_THAT(Refusal({"--other", "a", "--file", "f"}), HasSubstr("excludes"));
  EXPECT_THAT(Refusal({"--nonsense"}), HasSubstr("--nonsense"));
}

TEST(CommandTest, RequiresACommand) {
  Values values;
  const auto none = Parse({.name = "program", .commands = {PlayCommand(values)}}, {});
  ASSERT_FALSE(none);
  EXPECT_FALSE(none.error().is_help);
}

TEST(CommandTest, HelpNamesTypesAndDefaults) {
  Values values;
  const auto help = Read(values, {"--help"});
  ASSERT_FALSE(help);
  EXPECT_TRUE(help.error().is_help);
  const std::string& text = help.error().text;
  EXPECT_THAT(text, HasSubstr("--jobs UINT:UINT in [1 - 64]=7"));
  EXPECT_THAT(text, HasSubstr("--other TEXT:{a,b} Excludes: --file"));
  EXPECT_THAT(text, HasSubstr("the end"));
}

TEST(CommandTest, CollectsExtrasIfAllowed) {
  std::vector<std::string> extras;
  ASSERT_TRUE(Parse({.name = "program", .extras = &extras}, {"--what", "x"}));
  EXPECT_THAT(extras, ElementsAre("--what", "x"));
  EXPECT_FALSE(Parse({.name = "program"}, {"--what"}));
}

TEST(CommandTest, InsertsTheDefaultCommand) {
  Values values;
  const Command program{.name = "program", .commands = {PlayCommand(values)}};
  const auto words = [&](std::vector<const char*> line) {
    line.insert(line.begin(), "program");
    return WordsOf(program, static_cast<int>(line.size()), line.data(), "play");
  };
  EXPECT_THAT(words({}), ElementsAre("play"));
  EXPECT_THAT(words({"--flag"}), ElementsAre("play", "--flag"));
  EXPECT_THAT(words({"play", "x"}), ElementsAre("play", "x"));
  EXPECT_THAT(words({"-h"}), ElementsAre("-h"));
  EXPECT_THAT(words({"help"}), ElementsAre("--help"));
  EXPECT_THAT(words({"help", "play"}), ElementsAre("play", "--help"));
}

}  // namespace
}  // namespace asmtp::cli
