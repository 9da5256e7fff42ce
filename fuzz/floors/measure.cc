#include "fuzz/floors/measure.h"

#include <fmt/format.h>

#include <algorithm>

#include "fuzz/driver/file.h"
#include "fuzz/driver/fuzzer_line.h"
#include "fuzz/driver/stage.h"
#include "fuzz/floors/calibration.h"

namespace asmtp::fuzz {
namespace {

struct FuzzerFigures {
  double features = 0;  // of the initial corpus
  double executions = 0;
};

void Take(const std::string& line, FuzzerFigures& figures) {
  const auto status = ReadStatus(line);
  if (status && line.find("INITED") != std::string::npos) {
    figures.features = static_cast<double>(status->features);
  }
  if (const auto units = ReadFinalStat(line, "number_of_executed_units")) {
    figures.executions = static_cast<double>(*units);
  }
}

}  // namespace

std::expected<TargetFloor, std::string> MeasureTarget(const TargetSetup& setup,
                                                      const Corpus& corpus,
                                                      std::chrono::seconds time) {
  const auto seeds = setup.temporary / "seeds";
  const std::string why = Stage(corpus.All().files, seeds);
  if (!why.empty()) return std::unexpected(why);
  std::vector<std::string> arguments = setup.Limits();
  arguments.insert(
      arguments.end(),
      {"-seed=1", "-print_final_stats=1", fmt::format("-max_total_time={}", time.count()),
       fmt::format("-artifact_prefix={}/", setup.temporary.string()), seeds.string()});
  const double calibration = CalibrationRate(std::chrono::milliseconds(200));
  const auto before = ChildrenTime();
  auto process = TargetProcess::Start(setup, arguments);
  if (!process) return std::unexpected(process.error());
  FuzzerFigures figures;
  const Deadline deadline = Clock::now() + 2 * time + std::chrono::seconds(60);
  while (const auto line = (*process)->NextLine(deadline)) Take(*line, figures);
  const RunEnd end = (*process)->Finish(deadline);
  const double seconds = (ChildrenTime() - before).count();
  if (end.crash) return std::unexpected("the target fails: " + end.crash->Signature());
  if (end.status.code != 0 || end.was_stopped) return std::unexpected(end.Describe());
  const double again = CalibrationRate(std::chrono::milliseconds(200));
  return TargetFloor{
      .features = figures.features,
      .rate = figures.executions / std::max(seconds, 0.001) / std::min(calibration, again)};
}

}  // namespace asmtp::fuzz
