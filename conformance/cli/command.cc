#include "conformance/cli/command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <memory>
#include <type_traits>

#include "core/testing/printable.h"

namespace asmtp::cli {
namespace {

// Wraps a CLI11 check.
ValueCheck CheckOf(const CLI::Validator& validator) {
  return {.why_not = [validator](std::string text) { return validator(text); },
          .label = validator.get_description()};
}

CLI::Option* AddTarget(CLI::App& app, const Option& option) {
  return std::visit(
      [&](const auto& target) -> CLI::Option* {
        using Value = std::decay_t<decltype(target)>;
        if constexpr (std::is_same_v<Value, bool*>) {
          return app.add_flag(option.name, *target, option.help);
        } else if constexpr (std::is_pointer_v<Value>) {
          return app.add_option(option.name, *target, option.help);
        } else {
          return app.add_option_function<std::string>(option.name, target, option.help);
        }
      },
      option.target);
}

void AddOption(CLI::App& app, const Option& option) {
  CLI::Option* added = AddTarget(app, option);
  if (option.check.why_not) {
    added->check(CLI::Validator(option.check.why_not, option.check.label));
  }
  if (option.required) added->required();
  if (option.comma) added->delimiter(',');
  if (option.one_word) added->allow_extra_args(false);
  if (option.shows_default) added->capture_default_str();
  for (const std::string& name : option.needs) added->needs(app.get_option(name));
  for (const std::string& name : option.excludes) added->excludes(app.get_option(name));
  if (bool* given = option.given) added->each([given](const std::string&) { *given = true; });
}

using Action = std::function<int()>;

void Fill(CLI::App& app, const Command& command, Action& chosen) {
  app.footer(command.footer);
  for (const Option& option : command.options) AddOption(app, option);
  for (const Command& one : command.commands) {
    Fill(*app.add_subcommand(one.name, one.about), one, chosen);
  }
  if (!command.commands.empty()) app.require_subcommand(1);
  if (command.extras != nullptr) app.allow_extras();
  if (command.run) app.callback([&command, &chosen] { chosen = command.run; });
}

}  // namespace

ValueCheck InRange(int least, int most) { return CheckOf(CLI::Range(least, most)); }
ValueCheck InRange(unsigned least, unsigned most) { return CheckOf(CLI::Range(least, most)); }
ValueCheck InRange(uint64_t least, uint64_t most) { return CheckOf(CLI::Range(least, most)); }
ValueCheck OneOf(std::vector<std::string> words) {
  return CheckOf(CLI::IsMember(std::move(words)));
}
ValueCheck ExistingFolder() { return CheckOf(CLI::ExistingDirectory); }

// CLI::Range accepts "nan".
ValueCheck NumberIn(double least, double most) {
  const auto why_not = [=](const std::string& text) {
    double value = least - 1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    if (whole && value >= least && value <= most) return std::string();
    return fmt::format("'{}' is not a number from {} to {}", text, least, most);
  };
  return {.why_not = why_not, .label = fmt::format("{}..{}", least, most)};
}

ValueCheck NotEmpty() {
  return {.why_not = [](const std::string& text) {
    const bool empty = text.find_first_not_of(' ') == text.npos;
    return empty ? "expected a value, found none; omit the option or give a value" : "";
  }};
}

std::expected<Action, NotRun> Parse(const Command& program, std::vector<std::string> words) {
  CLI::App app(program.about, program.name);
  Action chosen;
  Fill(app, program, chosen);
  std::ranges::reverse(words);  // CLI11 takes the last word first
  try {
    app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    return std::unexpected(NotRun{true, app.help()});
  } catch (const CLI::ParseError& error) {
    return std::unexpected(NotRun{false, error.what()});
  }
  if (program.extras != nullptr) *program.extras = app.remaining();
  return chosen;
}

int PrintNotRun(const NotRun& why) {
  if (why.is_help) {
    Say("{}", why.text);
    return 0;
  }
  Say(stderr, "{}\nRun with --help for more information.\n", why.text);
  return 2;
}

int Run(const Command& program, std::vector<std::string> words) {
  const auto chosen = Parse(program, std::move(words));
  if (chosen) return (*chosen)();
  if (!chosen.error().is_help) return Fail(2, chosen.error().text);
  return PrintNotRun(chosen.error());
}

int Fail(int status, const std::string& sentence) {
  Say(stderr, "{}: {}\n", program_invocation_short_name, sentence);
  return status;
}

std::vector<std::string> WordsOf(const Command& program, int argc, const char* const* argv,
                                 const std::string& otherwise) {
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  if (!words.empty() && words.front() == "help") {
    std::ranges::rotate(words, words.begin() + 1);
    words.back() = "--help";
  }
  std::vector<std::string> first = {"--help", "-h"};
  for (const Command& command : program.commands) first.push_back(command.name);
  if (words.empty() || std::ranges::find(first, words.front()) == first.end()) {
    words.insert(words.begin(), otherwise);
  }
  return words;
}

}  // namespace asmtp::cli
