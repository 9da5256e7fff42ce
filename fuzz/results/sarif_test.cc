// What code scanning needs of a result.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "fuzz/results/formats.h"

namespace asmtp::fuzz {
namespace {

nlohmann::json LocationOf(const Crash& crash) {
  FuzzReport report;
  TargetReport& target = report.targets.emplace_back();
  target.findings.push_back({.target = "asmtp_frame", .crash = crash});
  const auto log = nlohmann::json::parse(FuzzSarif(report));
  return log.at("runs").at(0).at("results").at(0).at("locations").at(0).at("physicalLocation");
}

// Code scanning refuses a whole log for one result without a location.
TEST(SarifTest, AFindingWithoutAPlaceIsAtItsTarget) {
  for (const char* kind : {"out-of-memory", "timeout", "leak"}) {
    const nlohmann::json location = LocationOf({.kind = kind});
    EXPECT_EQ(location.at("artifactLocation").at("uri"), "fuzz/asmtp_frame.cc") << kind;
    EXPECT_EQ(location.at("region").at("startLine"), 1) << kind;
  }
}

TEST(SarifTest, AFindingIsAtItsPlace) {
  const nlohmann::json location =
      LocationOf({.kind = "heap-buffer-overflow", .file = "core/wire/framing.cc", .line = 20});
  EXPECT_EQ(location.at("artifactLocation").at("uri"), "core/wire/framing.cc");
  EXPECT_EQ(location.at("region").at("startLine"), 20);
}

}  // namespace
}  // namespace asmtp::fuzz
