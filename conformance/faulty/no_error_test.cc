// No fault of an endpoint leads to the verdict ERROR, which would blame the harness.
#include <gtest/gtest.h>

#include <string>

#include "conformance/deviant/row.h"
#include "conformance/faulty/deviant_suite.h"
#include "conformance/faulty/kill_table.h"
#include "conformance/play/deviant_iut.h"
#include "conformance/play/player.h"
#include "conformance/suite/selection.h"
#include "conformance/transcript/contains.h"

namespace asmtp::faulty {
namespace {

using conformance::Case;
using conformance::Config;
using conformance::Verdict;

const conformance::CaseSet& AllCases() {
  static const conformance::CaseSet kSet = *conformance::LoadCases("corpus/transcripts");
  return kSet;
}

class NoErrorTest : public testing::TestWithParam<const char*> {};

// Plays every case, also those that a failed control would block in a run.
TEST_P(NoErrorTest, NoCaseIsError) {
  const deviant::Row* fault = deviant::FindRow(deviant::Serves::kEndpoint, GetParam());
  ASSERT_NE(fault, nullptr) << GetParam();
  const FaultInfo info = InfoOf(*fault);
  size_t failed = 0;
  for (const Case* one_case : CasesToPlay(AllCases(), info)) {
    for (const Config& config : info.configs) {
      if (!conformance::Contains(conformance::ConfigsOf(*one_case), config)) continue;
      conformance::DeviantIut iut(config, one_case->keys.For(config.role), fault->deviation());
      const auto result = conformance::Play(*one_case, config, iut, {.timeout_scale = 0.05});
      failed += result.verdict == Verdict::kPass ? 0 : 1;
      EXPECT_NE(result.verdict, Verdict::kError)
          << one_case->header.id << " as " << Describe(config) << ": " << result.text << ' '
          << result.actual;
    }
  }
  EXPECT_GT(failed, 0U);
}

INSTANTIATE_TEST_SUITE_P(All, NoErrorTest,
                         testing::Values("never-closes", "closes-at-once", "hangs",
                                         "failure-is-told", "closes-after-three", "no-rekey",
                                         "skips-forged", "large-failure-resets"),
                         [](const auto& tested) {
                           std::string name = tested.param;
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace asmtp::faulty
