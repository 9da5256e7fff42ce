#include <fmt/format.h>

#include <cstdlib>
#include <memory>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/iut_options.h"
#include "conformance/cli/root.h"
#include "conformance/learn/learn_section.h"
#include "conformance/learn/learner.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/report_output.h"
#include "core/testing/interrupt.h"
#include "core/testing/output_file.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

struct LearnOptions {
  IutFlags iut;
  SelectionFlags configs;
  SectionFiles files;
  std::string dot;
  uint64_t seed = 1;
  unsigned patience = 20;
  unsigned seconds = 300;
};

// `./asmtp conform learn` sets $ASMTP_LEARNER_PYTHON to a Python that has AALpy.
fs::path PythonOfLearner() {
  const char* python = std::getenv("ASMTP_LEARNER_PYTHON");
  return python == nullptr ? "python3" : python;
}

std::string Draw(const std::string& dot_file) {
  const auto child = ChildProcess::Start({"dot", "-Tsvg", dot_file}, {});
  return child ? (*child)->WaitForOutput(In(kConnectPatience, 1)) : "";
}

// "machine.dot" of "responder ed25519 u32" is machine-responder-ed25519-u32.dot.
std::string DotFile(const std::string& file, const Config& config) {
  std::string name = Describe(config);
  std::ranges::replace(name, ' ', '-');
  const fs::path path(file);
  return (path.parent_path() / fmt::format("{}-{}.dot", path.stem().string(), name)).string();
}

OrWhy<Learned> LearnOne(const LearnOptions& options, const Config& config, const IutSource& source,
                        const fs::path& room) {
  auto alphabet = LoadAlphabet(room / "alphabet.atf", config.role);
  if (!alphabet) return std::unexpected(alphabet.error().Format());
  if (!KeysOfStranger(*alphabet, source, config.role)) alphabet->Drop(kStranger);
  Mapper mapper(*alphabet, config, source, Milliseconds(options.patience));
  const auto begin = Clock::now();
  auto machine =
      Learn({.python = PythonOfLearner(), .script = room / "learner.py", .seed = options.seed},
            *alphabet, mapper, begin + std::chrono::seconds(options.seconds));
  if (!machine) return std::unexpected(machine.error());
  SpecComparison comparison =
      CompareWithSpec(*machine, {.role = config.role, .is_node = source.IsNode()});
  return Learned{.config = config,
                 .machine = *std::move(machine),
                 .comparison = std::move(comparison),
                 .sessions = mapper.sessions(),
                 .symbols = mapper.symbols(),
                 .seconds = std::chrono::duration<double>(Clock::now() - begin).count()};
}

void Print(const Learned& learned) {
  Say("{}\n", learned.Summary());
  for (const MachineDifference& difference : learned.comparison.differences) {
    Say("  {}\n", difference.Describe());
  }
}

// Writes the drawing and adds it to the report. Returns "" or an error sentence.
std::string WriteDrawing(const LearnOptions& options, Learned& learned) {
  if (options.dot.empty()) return "";
  const std::string file = DotFile(options.dot, learned.config);
  const std::string error = WriteFile(file, ToDot(learned.machine, learned.comparison.names));
  if (error.empty()) learned.svg = Draw(file);
  if (IsInterrupted()) learned.svg.clear();  // perhaps a part
  return error;
}

// Returns the configurations that the IUT supports and prints the skipped ones.
std::vector<Config> SupportedConfigs(const LearnOptions& options, const IutSource& source) {
  std::vector<Config> configs;
  for (const Config& config : SelectConfigs(options.configs)) {
    const std::string why = source.WhyUnsupported(config, source.IsNode() ? 0 : 1);
    if (why.empty()) {
      configs.push_back(config);
    } else {
      Say("{}: skipped, {}\n", Describe(config), why);
    }
  }
  return configs;
}

std::string NameOf(const IutFlags& flags, const IutSource& source) {
  const auto* adapter = dynamic_cast<const Adapter*>(&source);
  if (adapter != nullptr && !adapter->capabilities().name.empty()) {
    return adapter->capabilities().name;
  }
  return flags.iut.empty() ? "our own endpoint" : flags.iut;
}

int RunLearn(const LearnOptions& options) {
  const fs::path root = FindRoot("conformance/learn/alphabet.atf");
  if (root.empty()) {
    return Fail(kExitUsage, "cannot find conformance/learn; set ASMTP_ROOT to a checkout");
  }
  auto source = MakeSource(options.iut);
  if (!source) return Fail(source.error().status, source.error().text);
  CatchSignals();
  std::vector<Learned> all;
  bool right = true;
  const std::vector<Config> configs = SupportedConfigs(options, **source);
  for (const Config& config : configs) {
    auto learned = LearnOne(options, config, **source, root / "conformance/learn");
    if (IsInterrupted()) break;
    if (!learned) return Fail(kExitNoIut, Describe(config) + ": " + learned.error());
    if (const auto error = WriteDrawing(options, *learned); !error.empty()) {
      return Fail(kExitInternal, error);
    }
    Print(*learned);
    right = right && learned->comparison.differences.empty();
    all.push_back(*std::move(learned));
  }
  std::string note;
  if (IsInterrupted()) {
    note = fmt::format("interrupted: {} of {} configurations were learned", all.size(),
                       configs.size());
    Say("{}\n", note);
  } else if (all.empty()) {
    return Fail(kExitNoIut, "no configuration could be learned");
  }
  const std::string error =
      WriteSectionFiles(options.files, LearnSection(NameOf(options.iut, **source), all, note));
  if (!error.empty()) return Fail(kExitInternal, error);
  return right && note.empty() ? kExitOk : kExitUnexpected;
}

}  // namespace

cli::Command LearnCommand() {
  auto options = std::make_shared<LearnOptions>();
  cli::Command command{.name = "learn",
                       .about = "learn an IUT's state machine and compare it with SPEC.md"};
  command.footer =
      "Exit status: 0 as in SPEC.md, 1 differences or interrupted, 2 usage error, 3 the IUT could "
      "not be started "
      "or learned, 4 a file could not be written.";
  AddIutOptions(command, options->iut);
  AddConfigOptions(command, options->configs);
  AddSectionFileOptions(command, options->files);
  command.Add({"--dot", &options->dot, "write each machine for Graphviz, as FILE-CONFIG.dot"});
  command.Add({.name = "--seed",
               .target = &options->seed,
               .help = "seed of the random words that check the learned machine",
               .shows_default = true});
  command.Add({.name = "--patience",
               .target = &options->patience,
               .help = "milliseconds to wait for an answer that SPEC.md makes optional; any other "
                       "gets ten times as long",
               .check = cli::InRange(1, 10'000),
               .shows_default = true});
  command.Add({.name = "--seconds",
               .target = &options->seconds,
               .help = "time limit for each configuration, in seconds",
               .check = cli::InRange(1, 100'000),
               .shows_default = true});
  command.run = [options] { return RunLearn(*options); };
  return command;
}

}  // namespace asmtp::conformance
