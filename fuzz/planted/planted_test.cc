// Each planted bug is a bug: its witness fails as the table says with the patch, and passes without
// it. Each oracle is needed: without it, the witnesses of its own bugs pass.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "fuzz/driver/target_process.h"
#include "fuzz/law.h"
#include "fuzz/planted/mark.h"
#include "fuzz/planted/table.h"

namespace asmtp::fuzz {
namespace {

const std::filesystem::path kFuzz = "fuzz";
const std::filesystem::path kPlanted = kFuzz / "planted";

std::vector<PlantedBug> Bugs() {
  auto bugs = LoadPlantedBugs(kPlanted / "bugs.json");
  if (!bugs) std::fprintf(stderr, "%s\n", bugs.error().c_str());
  return bugs ? *std::move(bugs) : std::vector<PlantedBug>();
}

struct WitnessRun {
  std::string signature;  // "passes" without a failure
  FigureCounts figures;
};

WitnessRun RunWitness(const std::filesystem::path& binary, const PlantedBug& bug) {
  const TargetSetup setup{.binary = binary, .temporary = ::testing::TempDir()};
  auto process = TargetProcess::Start(setup, {(kPlanted / "witnesses" / bug.name).string()});
  if (!process) return {process.error(), {}};
  const RunEnd end = (*process)->Finish(Clock::now() + std::chrono::seconds(30));
  const FigureCounts figures = (*process)->Figures();
  if (end.crash) return {end.crash->Signature(), figures};
  return {end.status.code == 0 && !end.was_stopped ? "passes" : end.Describe(), figures};
}

class Planted : public ::testing::TestWithParam<PlantedBug> {
 protected:
  void SetUp() override {
    // Only the patched source is instrumented for container overflows.
    ::setenv("ASAN_OPTIONS", "detect_container_overflow=0", 1);
    ::unsetenv("ASMTP_FUZZ_WITHOUT");
  }
};

TEST_P(Planted, FailsOnItsWitness) {
  const PlantedBug& bug = GetParam();
  const WitnessRun run = RunWitness(kPlanted / bug.name, bug);
  EXPECT_THAT(run.signature, ::testing::StartsWith(bug.breaks.front()));
  EXPECT_TRUE(run.figures.contains(std::string(kReachedFigure))) << "not marked as reached";
  EXPECT_TRUE(run.figures.contains(std::string(kTriggeredFigure))) << "not marked as triggered";
}

TEST_P(Planted, PassesItsWitnessWithoutTheBug) {
  EXPECT_EQ(RunWitness(kFuzz / GetParam().target, GetParam()).signature, "passes");
}

TEST_P(Planted, IsMissedWithoutItsOracle) {
  const PlantedBug& bug = GetParam();
  if (bug.oracle == "sanitizer" || bug.oracle == "engine") return;
  ::setenv("ASMTP_FUZZ_WITHOUT", bug.oracle.c_str(), 1);
  const std::string signature = RunWitness(kPlanted / bug.name, bug).signature;
  EXPECT_EQ(signature == "passes", bug.only) << signature;
}

TEST(Oracles, EachFindsABugThatNoOtherFinds) {
  const std::vector<PlantedBug> bugs = Bugs();
  for (int i = 0; i < kOracleCount; ++i) {
    const auto oracle = static_cast<Oracle>(i);
    if (oracle == Oracle::kHarness) continue;
    EXPECT_TRUE(std::ranges::any_of(bugs, [&](const PlantedBug& bug) {
      return bug.oracle == Name(oracle) && bug.only;
    })) << Name(oracle);
  }
}

std::string TestName(const ::testing::TestParamInfo<PlantedBug>& info) {
  std::string name = info.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, Planted, ::testing::ValuesIn(Bugs()), TestName);

}  // namespace
}  // namespace asmtp::fuzz
