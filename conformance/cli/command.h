// Command: a command line as data: options, subcommands, and what is done.
//
//   cli::Command ListCommand() {
//     auto options = std::make_shared<ListOptions>();
//     cli::Command command{.name = "list", .about = "name the cases"};
//     command.Add({"case", &options->globs, "ids of cases"});
//     command.Add({"-j,--jobs", &options->jobs, "at a time", cli::InRange(1, 64)});
//     command.run = [options] { return List(*options); };
//     return command;
//   }
//
//   const auto run = cli::Parse({.commands = {ListCommand()}}, {"list", "-j", "2", "frame/ok"});
//   return run ? (*run)() : cli::Fail(2, run.error().text);
#ifndef ASMTP_CONFORMANCE_CLI_COMMAND_H_
#define ASMTP_CONFORMANCE_CLI_COMMAND_H_

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace asmtp::cli {

// What a value has to be. No `why_not`: anything.
struct ValueCheck {
  std::function<std::string(const std::string&)> why_not = {};  // a sentence, or ""
  std::string label = {};  // behind the type of the value in the help
};

// A whole number from `least` to `most`.
ValueCheck InRange(int least, int most);
ValueCheck InRange(unsigned least, unsigned most);
ValueCheck InRange(uint64_t least, uint64_t most);
// A number from `least` to `most`. The whole text must be a number; "nan" is refused.
ValueCheck NumberIn(double least, double most);
ValueCheck OneOf(std::vector<std::string> words);
// More than spaces.
ValueCheck NotEmpty();
ValueCheck ExistingFolder();

// Where a value goes; it must live until the command line is parsed. A bool makes the option a
// flag, a list an option that may be repeated.
using Target = std::variant<bool*, unsigned*, uint64_t*, double*, std::string*,
                            std::vector<std::string>*, std::function<void(const std::string&)>>;

struct Option {
  std::string name;  // "-j,--jobs"; "case" for what has no name on the command line
  Target target;
  std::string help;
  ValueCheck check = {};
  bool required = false;
  bool one_word = false;                   // of a list: each occurrence takes one word
  bool comma = false;                      // of a list: commas separate values
  bool shows_default = false;              // the help names the target's value
  std::vector<std::string> needs = {};     // names of options before it
  std::vector<std::string> excludes = {};  // names of options before it
  bool* given = nullptr;                   // set where the option is given
};

struct Command {
  std::string name;
  std::string about;
  std::string footer = {};  // of its help
  std::vector<Option> options = {};
  std::vector<Command> commands = {};          // one of them has to be chosen, if there are any
  std::function<int()> run = {};               // returns the exit status
  std::vector<std::string>* extras = nullptr;  // takes words that nothing expects; null: an error

  void Add(Option option) { options.push_back(std::move(option)); }
};

// Why nothing is to be run.
struct NotRun {
  bool is_help;      // it was asked for
  std::string text;  // the help, or one sentence
};

// Reads the words, without the program's name, into the targets. Returns what the chosen command
// does; it may be empty where the command has no `run`.
std::expected<std::function<int()>, NotRun> Parse(const Command& program,
                                                  std::vector<std::string> words);

// Prints the help on stdout, or the sentence on stderr with how to get help. Returns the exit status.
int PrintNotRun(const NotRun& why);

// As Parse(), and does what was chosen: prints the help, or fails with status 2, or runs the
// command.
int Run(const Command& program, std::vector<std::string> words);

// Prints the sentence on stderr, behind the program's name, and returns the status.
int Fail(int status, const std::string& sentence);

// Returns the words after the program's name. "help play" becomes "play --help". If the first word
// neither names a subcommand nor asks for help, the subcommand `otherwise` comes before it.
std::vector<std::string> WordsOf(const Command& program, int argc, const char* const* argv,
                                 const std::string& otherwise);

// Writes what stdio has kept back, which may fail: on a full disk, say. Returns a sentence or "".
std::string FlushOutput();

}  // namespace asmtp::cli

#endif  // ASMTP_CONFORMANCE_CLI_COMMAND_H_
