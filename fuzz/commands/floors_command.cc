#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/testing/output_file.h"
#include "core/testing/printable.h"
#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/plan.h"
#include "fuzz/commands/surroundings.h"
#include "fuzz/driver/file.h"
#include "fuzz/floors/coverage.h"
#include "fuzz/floors/explanations.h"
#include "fuzz/floors/floors.h"
#include "fuzz/floors/measure.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr size_t kTextMax = size_t{1} << 20;

struct FloorsOptions {
  Surroundings surroundings;
  std::string coverage_binaries;
  std::vector<std::string> targets;
  unsigned seconds = 2;
  bool no_coverage = false;
  bool no_targets = false;
  bool write = false;

  FloorsOptions() {
    const char* folder = std::getenv("ASMTP_FUZZ_COVERAGE_BINARIES");
    if (folder != nullptr) coverage_binaries = folder;
  }
  fs::path InTree(const char* path) const { return fs::path(surroundings.root) / path; }
};

// Measures features and rate of each target. Returns false if one could not be measured.
bool MeasureTargets(const FloorsOptions& options, const std::vector<Target>& targets,
                    Floors& measured) {
  bool whole = true;
  for (const Target& target : targets) {
    const TargetSetup setup{.binary = fs::path(options.surroundings.binaries) / target.name,
                            .temporary = fs::path(options.surroundings.out) / target.name / "work"};
    const std::string why = MakeFolder(setup.temporary);
    const auto floor = why.empty() ? MeasureTarget(setup, Corpus(options.surroundings.root, target),
                                                   std::chrono::seconds(options.seconds))
                                   : std::unexpected(why);
    if (floor) {
      measured.targets[target.name] = *floor;
      Say("target {} features {:.0f} rate {:.4g}\n", target.name, floor->features, floor->rate);
    } else {
      (void)Fail(kExitInfrastructure, fmt::format("{}: {}", target.name, floor.error()));
    }
    whole = whole && floor.has_value();
  }
  return whole;
}

// Rounded down to a tenth.
double RoundDown(double percent) { return std::floor(percent * 10) / 10; }

bool Measure(const FloorsOptions& options, const std::vector<Target>& targets, Floors& measured,
             Coverage& coverage) {
  if (!options.no_targets && !MeasureTargets(options, targets, measured)) return false;
  if (options.no_coverage) return true;
  auto found = MeasureCoverage(options.surroundings.root, options.coverage_binaries, targets,
                               fs::path(options.surroundings.out) / "coverage");
  if (!found) {
    (void)Fail(kExitInfrastructure, found.error());
    return false;
  }
  coverage = *std::move(found);
  measured.lines = LinesPercent(coverage);
  for (const auto& [path, file] : coverage) {
    measured.files[path] = {file.LinesPercent(), file.RegionsPercent()};
    Say("file {} lines {:.1f} regions {:.1f}\n", path, file.LinesPercent(), file.RegionsPercent());
  }
  Say("lines {:.2f}\n", measured.lines);
  return true;
}

// The floors leave a margin below the measured figures: 1 % of the features, half of the speed.
std::string FloorsText(const Floors& measured, const Floors& before) {
  std::string text =
      "# Minimum coverage and speed of the corpus in the tree; fuzz/floors/floors.h defines the "
      "figures.\n"
      "# `./asmtp fuzz floors` measures and fails below a floor. With --write it rewrites this "
      "file:\n"
      "# 1 % below the measured features, half of the measured rate.\n";
  const auto& targets = measured.targets.empty() ? before.targets : measured.targets;
  for (const auto& [name, floor] : targets) {
    const double room = measured.targets.empty() ? 1 : 0.99;
    text += fmt::format("target {} features {:.0f} rate {:.3g}\n", name,
                        std::floor(floor.features * room),
                        measured.targets.empty() ? floor.rate : floor.rate / 2);
  }
  const auto& files = measured.files.empty() ? before.files : measured.files;
  for (const auto& [path, floor] : files) {
    text += fmt::format("file {} lines {} regions {}\n", path, RoundDown(floor.lines),
                        RoundDown(floor.regions));
  }
  return text + fmt::format("lines {}\n", before.lines);
}

// Returns a sentence for each uncovered line without explanation and each stale explanation.
std::vector<std::string> CheckExplanations(const FloorsOptions& options, const Coverage& coverage) {
  const auto text = ReadFile(options.InTree("fuzz/uncovered.txt"), kTextMax);
  if (!text) return {text.error()};
  const auto explained = ParseExplanations(*text);
  if (!explained) return {"fuzz/uncovered.txt:" + explained.error()};
  return Unexplained(UncoveredLines(options.surroundings.root, coverage), *explained);
}

int Check(const FloorsOptions& options, const std::vector<Target>& targets) {
  const auto text = ReadFile(options.InTree("fuzz/floors.txt"), kTextMax);
  if (!text) return Fail(kExitInfrastructure, text.error());
  const auto wanted = ParseFloors(*text);
  if (!wanted) return Fail(kExitUsage, "fuzz/floors.txt:" + wanted.error());
  Floors measured;
  Coverage coverage;
  if (!Measure(options, targets, measured, coverage)) return kExitInfrastructure;
  if (options.write) {
    const std::string why =
        WriteFile(options.InTree("fuzz/floors.txt"), FloorsText(measured, *wanted));
    if (!why.empty()) return Fail(kExitInfrastructure, why);
  }
  std::vector<std::string> names;
  if (!options.no_targets)
    std::ranges::transform(targets, std::back_inserter(names), &Target::name);
  std::vector<std::string> sentences;
  if (!options.write) {
    sentences = BelowFloors(*wanted, measured, names, !options.no_coverage);
  }
  if (!options.no_coverage) {
    std::ranges::move(CheckExplanations(options, coverage), std::back_inserter(sentences));
  }
  for (const std::string& sentence : sentences) Say("BELOW: {}\n", sentence);
  if (sentences.empty()) Say("every figure is at or above its floor\n");
  return sentences.empty() ? kExitOk : kExitBug;
}

int FloorsOf(const FloorsOptions& options) {
  const auto targets = options.surroundings.Select(options.targets);
  if (!targets) return Fail(targets.error().status, targets.error().text);
  if (!options.targets.empty() && !options.no_coverage) {
    return Fail(
        kExitUsage,
        "--targets needs --no-coverage, because coverage is measured over all targets together");
  }
  if (IsPlanOnly()) {
    if (!options.no_targets) PrintPlan("fuzz", *targets);
    if (!options.no_coverage) PrintPlan("coverage", *targets);
    return kExitOk;
  }
  if (!options.surroundings.not_built.empty()) {
    return Fail(kExitInfrastructure,
                options.surroundings.not_built.front() + " could not be built");
  }
  return Check(options, *targets);
}

}  // namespace

cli::Command FloorsCommand() {
  auto options = std::make_shared<FloorsOptions>();
  cli::Command command{
      .name = "floors",
      .about =
          "measure coverage and speed of the corpus, and fail below the floors of fuzz/floors.txt"};
  AddSurroundingsOptions(command, options->surroundings);
  command.Add({"--coverage-binaries", &options->coverage_binaries,
               "folder of the targets that were built with --config=coverage"});
  command.Add({.name = "--targets,--target",
               .target = &options->targets,
               .help = "select targets by name or glob; needs --no-coverage",
               .one_word = true});
  command.Add({"--seconds", &options->seconds, "seconds to measure each target (2)",
               cli::InRange(1U, 600U)});
  command.Add({"--no-coverage", &options->no_coverage, "measure only features and speed"});
  command.Add({"--no-targets", &options->no_targets, "measure only the coverage of core/"});
  command.Add({"--write", &options->write, "write fuzz/floors.txt from the measured figures"});
  command.run = [options] { return FloorsOf(*options); };
  return command;
}

}  // namespace asmtp::fuzz
