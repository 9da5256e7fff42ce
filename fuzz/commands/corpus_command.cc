#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/testing/output_file.h"
#include "core/testing/printable.h"
#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/plan.h"
#include "fuzz/commands/surroundings.h"
#include "fuzz/driver/corpus.h"
#include "fuzz/driver/folder_lock.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes kPatience{10};  // per target

struct CorpusOptions {
  Surroundings surroundings;
  std::vector<std::string> targets;
  std::string folder;
  ImportLimits limits;
};

size_t Largest(const Inputs& inputs) {
  size_t most = 0;
  for (const InputFile& file : inputs.files) most = std::max(most, file.size);
  return most;
}

int Stats(const CorpusOptions& options, const std::vector<Target>& targets) {
  Say("{:<32} {:>6} {:>6} {:>11} {:>9} {:>9} {:>8}\n", "target", "seeds", "found", "regressions",
      "bytes", "largest", "in out/");
  bool whole = true;
  for (const Target& target : targets) {
    const Corpus corpus(options.surroundings.root, target);
    const Inputs all = corpus.All();
    const Inputs out =
        FindInputs(fs::path(options.surroundings.out) / target.name / "corpus", Depth::kFlat);
    Say("{:<32} {:>6} {:>6} {:>11} {:>9} {:>9} {:>8}\n", target.name, corpus.Seeds().files.size(),
        corpus.Found().files.size(), corpus.Regressions().files.size(), all.Bytes(), Largest(all),
        out.files.size());
    for (const std::string& problem : all.problems) (void)Fail(kExitInfrastructure, problem);
    for (const std::string& note : all.notes) Say("  {}\n", note);
    whole = whole && all.problems.empty();
  }
  return whole ? kExitOk : kExitInfrastructure;
}

TargetSetup SetupOf(const Surroundings& surroundings, const Target& target) {
  return {.binary = fs::path(surroundings.binaries) / target.name,
          .temporary = fs::path(surroundings.out) / target.name / "work"};
}

// Prints what changed in the corpus of one target. Returns false on an error.
bool PrintChange(const Target& target, const std::expected<CorpusChange, std::string>& change) {
  if (!change) {
    (void)Fail(kExitInfrastructure, fmt::format("{}: {}", target.name, change.error()));
    return false;
  }
  for (const std::string& sentence : change->refused) {
    Say("{}: refused: {}\n", target.name, sentence);
  }
  Say("{}: corpus/found now has {} files, previously {}\n", target.name, change->after,
      change->before);
  return true;
}

bool IsBuilt(const Surroundings& surroundings, const Target& target) {
  if (std::ranges::find(surroundings.not_built, target.name) == surroundings.not_built.end()) {
    return true;
  }
  (void)Fail(kExitInfrastructure, target.name + " could not be built");
  return false;
}

int Change(const CorpusOptions& options, const std::vector<Target>& targets) {
  const FolderLock lock(options.surroundings.out);
  if (!lock.problem().empty()) return Fail(kExitInfrastructure, lock.problem());
  bool whole = true;
  for (const Target& target : targets) {
    const TargetSetup setup = SetupOf(options.surroundings, target);
    const Corpus corpus(options.surroundings.root, target);
    const std::string why = MakeFolder(setup.temporary);
    if (!why.empty()) return Fail(kExitInfrastructure, why);
    const auto deadline = Clock::now() + kPatience;
    whole = IsBuilt(options.surroundings, target) &&
            PrintChange(target, options.folder.empty() ? MinimiseFound(setup, corpus, deadline)
                                                       : ImportFound(setup, corpus, options.folder,
                                                                     options.limits, deadline)) &&
            whole;
  }
  return whole ? kExitOk : kExitInfrastructure;
}

using Verb = int (*)(const CorpusOptions&, const std::vector<Target>&);

int Do(const CorpusOptions& options, Verb verb) {
  const auto targets = options.surroundings.Select(options.targets);
  if (!targets) return Fail(targets.error().status, targets.error().text);
  const bool needs_targets = verb != Stats;
  if (!options.folder.empty()) {
    std::error_code error;
    if (targets->size() != 1)
      return Fail(kExitUsage, "import takes exactly one target; name it with --target NAME");
    if (!fs::is_directory(options.folder, error)) {
      return Fail(kExitUsage, fmt::format("'{}' is not a folder", options.folder));
    }
  }
  if (IsPlanOnly()) {
    if (needs_targets) PrintPlan("fuzz", *targets);
    return kExitOk;
  }
  if (needs_targets && options.surroundings.binaries.empty()) {
    return Fail(kExitUsage,
                "no built targets; run ./asmtp fuzz, which builds them, or pass --binaries FOLDER");
  }
  return verb(options, *targets);
}

cli::Command VerbCommand(const std::shared_ptr<CorpusOptions>& options, const std::string& name,
                         const std::string& about, Verb verb) {
  cli::Command command{.name = name, .about = about};
  AddSurroundingsOptions(command, options->surroundings);
  command.Add(
      {.name = "--targets,--target",
       .target = &options->targets,
       .help =
           "select targets by name or glob, as in 'asmtp_msg_*'; default: all of fuzz/targets.txt",
       .one_word = true});
  command.run = [options, verb] { return Do(*options, verb); };
  return command;
}

cli::Command ImportCommand(const std::shared_ptr<CorpusOptions>& options) {
  cli::Command command =
      VerbCommand(options, "import",
                  "copy the inputs of a folder that reach new features into corpus/found", Change);
  command.Add({.name = "folder",
               .target = &options->folder,
               .help = "folder of inputs, such as out/fuzz/NAME/corpus",
               .required = true});
  command.Add({"--max-size", &options->limits.file_bytes,
               "maximum size of a file, in bytes (65536)", cli::InRange(size_t{1}, kInputMax)});
  return command;
}

}  // namespace

cli::Command CorpusCommand() {
  auto options = std::make_shared<CorpusOptions>();
  return {
      .name = "corpus",
      .about = "count, minimise or extend the inputs in the tree",
      .commands = {
          VerbCommand(options, "stats", "count the inputs of each target", Stats),
          VerbCommand(
              options, "minimise",
              "reduce corpus/found to inputs that add features to those of the seeds (set cover)",
              Change),
          ImportCommand(options)}};
}

}  // namespace asmtp::fuzz
