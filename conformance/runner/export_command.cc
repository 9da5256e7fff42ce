#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/selection_options.h"
#include "conformance/export/noise_json.h"
#include "conformance/export/seed_files.h"
#include "conformance/export/transcript_json.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/played_cases.h"
#include "conformance/runner/report_output.h"
#include "conformance/transcript/contains.h"
#include "core/testing/output_file.h"

namespace asmtp::conformance {
namespace {

constexpr const char* kStdout = "-";

struct ExportOptions {
  SelectionFlags selection;
  CorpusOptions corpus;
  std::string json;  // "": none
  std::string noise;
  std::string seeds;
};

struct Exports {
  TranscriptJson json;
  NoiseJson noise;
  SeedFiles seeds;
};

// Returns the selected configurations of the case.
std::vector<Config> ConfigsToPlay(const Selection& selection, const Case& one_case) {
  std::vector<Config> configs = ConfigsOf(one_case);
  std::erase_if(configs, [&](const Config& config) {
    return !Contains(selection.configs, config) ||
           (selection.wanted && !selection.wanted(one_case, config));
  });
  return configs;
}

OrSourceError<Exports> Collect(const ExportOptions& options, const Selection& selection) {
  Exports exports;
  for (const Case* one_case : selection.cases) {
    const auto exported = PlayForExport(*one_case, ConfigsToPlay(selection, *one_case));
    if (!exported) return std::unexpected(exported.error());
    if (!options.json.empty()) exports.json.Add(*exported);
    if (!options.noise.empty()) exports.noise.Add(*exported);
    if (!options.seeds.empty()) exports.seeds.Add(*exported);
  }
  return exports;
}

// Returns "" or an error sentence.
std::string WriteOut(const std::string& file, const std::string& text) {
  if (file != kStdout) return WriteFile(file, text);
  fmt::print("{}", text);
  return "";
}

int Write(const ExportOptions& options, Exports exports) {
  std::string why;
  if (!options.json.empty()) why = WriteOut(options.json, exports.json.Take());
  if (!options.noise.empty() && why.empty()) {
    why = WriteOut(options.noise, exports.noise.Take());
  }
  if (!options.seeds.empty() && why.empty()) why = exports.seeds.Write(options.seeds);
  return why.empty() ? kExitOk : Fail(kExitInternal, why);
}

std::string FindMistake(const ExportOptions& options) {
  if (options.json == kStdout && options.noise == kStdout) {
    return "--json and --noise cannot both go to stdout";
  }
  for (const std::string& file : {options.json, options.noise}) {
    if (file.empty() || file == kStdout) continue;
    std::string why = WhyNotWritable(file);
    if (!why.empty()) return why;
  }
  return "";
}

int ExportCases(ExportOptions options) {
  if (options.json.empty() && options.noise.empty() && options.seeds.empty()) {
    options.json = kStdout;
  }
  const std::string mistake = FindMistake(options);
  if (!mistake.empty()) return Fail(kExitUsage, mistake);
  const auto played = LoadPlayedCases(options.corpus, options.selection.globs, {});
  if (!played) return Fail(kExitUsage, played.error());
  options.selection.globs = played->globs;
  const auto selection = SelectByFlags(played->set, options.selection);
  if (!selection) return Fail(kExitUsage, selection.error());
  auto exports = Collect(options, *selection);
  if (!exports) return Fail(kExitUsage, exports.error().Format());
  if (!options.noise.empty() && exports->noise.empty()) {
    return Fail(kExitUsage,
                "--noise: no selected case has an untampered handshake whose keys are all known");
  }
  return Write(options, *std::move(exports));
}

}  // namespace

cli::Command ExportCommand() {
  auto options = std::make_shared<ExportOptions>();
  options->selection.endurance = true;
  cli::Command command{.name = "export",
                       .about = "write cases for other programs, with every byte computed"};
  AddSelectionOptions(command, options->selection);
  command.Add({"--json", &options->json,
               "file for the cases as JSON; - for stdout (the default if no output is chosen)"});
  command.Add(
      {"--noise", &options->noise, "file for the handshakes in the Noise community's JSON format"});
  command.Add(
      {"--seeds", &options->seeds,
       "folder for plaintexts, handshake frames and frames, one file each, as seeds of fuzzers"});
  AddCorpusOptions(command, options->corpus);
  command.run = [options] { return ExportCases(*options); };
  return command;
}

}  // namespace asmtp::conformance
