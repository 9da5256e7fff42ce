// Command: a command line as data: options, subcommands and actions.
//
//   cli::Command ListCommand() {
//     auto options = std::make_shared<ListOptions>();
//     cli::Command command{.name = "list", .about = "list cases"};
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

// A check of a value. Without `why_not`, every value is valid.
struct ValueCheck {
  std::function<std::string(const std::string&)> why_not = {};  // "" if valid, else a sentence
  std::string label = {};  // after the type of the value in the help
};

// A whole number from `least` to `most`.
ValueCheck InRange(int least, int most);
ValueCheck InRange(unsigned least, unsigned most);
ValueCheck InRange(uint64_t least, uint64_t most);
// A number from `least` to `most`. The whole text must be a number; "nan" is invalid.
ValueCheck NumberIn(double least, double most);
ValueCheck OneOf(std::vector<std::string> words);
// Not empty and not only spaces.
ValueCheck NotEmpty();
ValueCheck ExistingFolder();

// The variable or function that receives a value; it must outlive the parsing of the command line.
// A bool makes the option a flag; a list makes it repeatable.
using Target = std::variant<bool*, unsigned*, uint64_t*, double*, std::string*,
                            std::vector<std::string>*, std::function<void(const std::string&)>>;

struct Option {
  std::string name;  // "-j,--jobs"; "case" for a positional argument
  Target target;
  std::string help;
  ValueCheck check = {};
  bool required = false;
  bool one_word = false;                   // lists: each occurrence takes one word
  bool comma = false;                      // lists: commas separate values
  bool shows_default = false;              // the help names the target's value
  std::vector<std::string> needs = {};     // names of options added before
  std::vector<std::string> excludes = {};  // names of options added before
  bool* given = nullptr;                   // set to true if the option is given
};

struct Command {
  std::string name;
  std::string about;
  std::string footer = {};  // printed after the help
  std::vector<Option> options = {};
  std::vector<Command> commands = {};          // if not empty, one must be chosen
  std::function<int()> run = {};               // returns the exit status
  std::vector<std::string>* extras = nullptr;  // receives unexpected words; null: they are errors

  void Add(Option option) { options.push_back(std::move(option)); }
};

// The reason why no command runs.
struct NotRun {
  bool is_help;      // help was requested
  std::string text;  // the help, or an error sentence
};

// Parses the words, without the program's name, into the targets. Returns the action of the chosen
// command, which is empty if the command has no `run`.
std::expected<std::function<int()>, NotRun> Parse(const Command& program,
                                                  std::vector<std::string> words);

// Prints the help on stdout, or the error on stderr with a hint how to get help. Returns the exit
// status.
int PrintNotRun(const NotRun& why);

// Parses and runs the chosen command, or prints the help, or fails with status 2. Returns the exit
// status.
int Run(const Command& program, std::vector<std::string> words);

// Prints the program's name and the sentence on stderr. Returns `status`.
int Fail(int status, const std::string& sentence);

// Returns the words after the program's name. "help play" becomes "play --help". If the first word
// neither names a subcommand nor asks for help, inserts the subcommand `otherwise` before it.
std::vector<std::string> WordsOf(const Command& program, int argc, const char* const* argv,
                                 const std::string& otherwise);

}  // namespace asmtp::cli

#endif  // ASMTP_CONFORMANCE_CLI_COMMAND_H_
