#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>

#include "conformance/cli/exit_status.h"
#include "conformance/iut/file_descriptor.h"
#include "conformance/report/agreement.h"
#include "conformance/report/report_json.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/report_output.h"
#include "core/testing/interrupt.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

struct DifferentialOptions {
  std::vector<std::string> globs;
  std::vector<std::string> iuts;  // NAME=COMMAND
  std::vector<std::string> run;   // options of `run`
  std::string folder;             // where to keep the reports; "" to discard them
  ReportFiles files;
  bool strict = false;
};

// An implementation and the command template that starts it.
struct NamedIut {
  std::string name;
  std::string command;
};

std::expected<std::vector<NamedIut>, std::string> ReadIuts(const std::vector<std::string>& texts) {
  std::vector<NamedIut> iuts;
  std::set<std::string> names;
  for (const std::string& text : texts) {
    const size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    if (equals == text.npos || name.empty() || name.find_first_of("/ {") != name.npos) {
      return std::unexpected("--iut: expected NAME=COMMAND, found '" + text + "'");
    }
    if (!names.insert(name).second) return std::unexpected("--iut: duplicate name " + name);
    iuts.push_back({name, text.substr(equals + 1)});
  }
  if (iuts.size() < 2) return std::unexpected("--iut: expected at least two implementations");
  return iuts;
}

// A new empty folder. The destructor removes it with its contents. path() is empty on failure.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string text = (fs::temp_directory_path() / "asmtp-XXXXXX").string();
    if (::mkdtemp(text.data()) != nullptr) path_ = text;
  }
  ~TemporaryFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// Starts this program with other arguments and discards its output. Returns its pid, or -1. It has a
// process group of its own, so that Ctrl-C reaches it once.
pid_t StartAgain(std::vector<std::string> words) {
  words.insert(words.begin(), "asmtp-conform");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t pid = -1;
  errno = ::posix_spawn(&pid, "/proc/self/exe", &actions, &attributes, argv.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return pid;
}

// Runs this program to its end, and passes an interrupt on. Returns its exit status.
std::expected<int, std::string> RunAgain(std::vector<std::string> words) {
  const pid_t pid = StartAgain(std::move(words));
  if (pid < 0) return std::unexpected(ErrorText("cannot start another asmtp-conform"));
  const FileDescriptor end(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  while (WaitFor(end.get(), POLLIN, std::chrono::steady_clock::now() + std::chrono::hours(1)) ==
         0) {
    if (!IsInterrupted()) continue;
    ::kill(pid, LastSignal());
    break;
  }
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) return std::unexpected("the run was killed by a signal");
  return WEXITSTATUS(status);
}

// Plays the cases against one implementation. Fails with an exit status; the reason is then on
// stderr.
std::expected<Report, int> PlayAgainst(const NamedIut& iut, const DifferentialOptions& options,
                                       const fs::path& folder) {
  const std::string file = (folder / (iut.name + ".json")).string();
  std::vector<std::string> words = {"run", "--iut", iut.command, "--json", file};
  words.insert(words.end(), options.run.begin(), options.run.end());
  words.insert(words.end(), options.globs.begin(), options.globs.end());
  Say(stderr, "asmtp-conform: playing against {}\n", iut.name);
  const auto status = RunAgain(std::move(words));
  if (!status) return std::unexpected(Fail(kExitInternal, iut.name + ": " + status.error()));
  if (*status > kExitUnexpected) return std::unexpected(*status);
  auto report = LoadReport(file);
  if (!report) return std::unexpected(Fail(kExitInternal, report.error()));
  report->iut.name = iut.name;
  return *std::move(report);
}

int ShowAgreement(const DifferentialOptions& options, const std::vector<Report>& reports) {
  const std::vector<Disagreement> disagreements = DisagreementsOf(reports);
  Say("{}", WriteAgreement(reports, disagreements));
  const std::string error = WriteReportFiles(options.files, reports);
  if (!error.empty()) return Fail(kExitInternal, error);
  const bool disagree = options.strict ? !disagreements.empty() : IsGrave(disagreements);
  return disagree ? kExitUnexpected : kExitOk;
}

int RunDifferential(const DifferentialOptions& options) {
  const auto iuts = ReadIuts(options.iuts);
  if (!iuts) return Fail(kExitUsage, iuts.error());
  const std::string unwritable = WhyNotWritable(options.files);
  if (!unwritable.empty()) return Fail(kExitUsage, unwritable);
  ::unsetenv("ASMTP_REPORTS");  // the runs must not write default reports
  const TemporaryFolder temporary;
  const fs::path folder = options.folder.empty() ? temporary.path() : fs::path(options.folder);
  if (folder.empty()) return Fail(kExitInternal, "cannot create a temporary folder");
  CatchSignals();
  std::vector<Report> reports;
  for (const NamedIut& iut : *iuts) {
    auto report = PlayAgainst(iut, options, folder);
    if (IsInterrupted()) break;
    if (!report) return report.error();
    reports.push_back(*std::move(report));
  }
  if (!IsInterrupted()) return ShowAgreement(options, reports);
  if (reports.size() > 1) ShowAgreement(options, reports);
  Say("interrupted: {} of {} implementations were played to the end\n", reports.size(),
      iuts->size());
  return kExitUnexpected;
}

}  // namespace

cli::Command DifferentialCommand() {
  auto options = std::make_shared<DifferentialOptions>();
  cli::Command command{
      .name = "differential",
      .about = "play the same cases against several implementations and list where they disagree"};
  command.Add({"case", &options->globs, "ids of cases, or globs such as 'frame/*'"});
  command.Add(
      {.name = "--iut",
       .target = &options->iuts,
       .help = "NAME=COMMAND, once per implementation; COMMAND is the same as in 'run --iut'",
       .required = true,
       .one_word = true});
  for (const char* name :
       {"--role", "--suite", "--framing", "--timeout-scale", "--jobs", "--transcripts"}) {
    const auto take = [options, name](const std::string& value) {
      options->run.insert(options->run.end(), {name, value});
    };
    command.Add({name, take, "the same as in 'run'"});
  }
  command.Add({"--reports", &options->folder, "keep each report as NAME.json in this folder",
               cli::ExistingFolder()});
  command.Add({"--strict", &options->strict,
               "count every difference in behaviour, also those that SPEC.md allows"});
  command.Add({"--html", &options->files.html, "write an HTML page with all implementations"});
  command.Add({"--markdown", &options->files.markdown, "write a Markdown summary"});
  command.footer = "Exit status 1 if the implementations disagree in a verdict.";
  command.run = [options] { return RunDifferential(*options); };
  return command;
}

}  // namespace asmtp::conformance
