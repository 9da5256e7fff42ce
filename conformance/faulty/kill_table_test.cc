// Every fault is caught by a case at least, and an endpoint without one by none.
#include "conformance/faulty/kill_table.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/faulty/kill_run.h"

namespace asmtp::faulty {
namespace {

constexpr size_t kSeamJobs = 2;
constexpr size_t kPatchJobs = 6;  // they wait more than they work

const conformance::CaseSet& AllCases() {
  static const conformance::CaseSet kSet = *conformance::LoadCases("corpus/transcripts");
  return kSet;
}

void ExpectAllKilled(const std::expected<KillTable, std::string>& table) {
  ASSERT_TRUE(table) << table.error();
  fmt::print("{}\n", table->FaultsText());
  EXPECT_THAT(table->Survivors(), testing::IsEmpty()) << "no case catches them: write one";
  for (const Played& played : table->rows().front().kills) {
    ADD_FAILURE() << "an endpoint that is right fails " << played.one_case->header.id << " as "
                  << Describe(played.config) << ": " << played.text;
  }
}

// In this process, each with every case.
TEST(KillTableTest, EverySeamFaultIsKilled) {
  const auto table = PlayAll(SeamFaultsToPlay(AllCases()), kSeamJobs);
  ExpectAllKilled(table);
  if (table) fmt::print("{}\n", table->CasesText(AllCases()));
}

// Each a process of its own, with the cases about its clause, and with all where these miss it.
TEST(KillTableTest, EveryPatchIsKilled) {
  const auto faults =
      PatchesToPlay("conformance/faulty/patches", "conformance/endpoint/asmtp-endpoint", AllCases(),
                    {.stop_when_killed = true, .timeout_scale = 0.25});
  ASSERT_TRUE(faults) << faults.error();
  ExpectAllKilled(PlayAll(*faults, kPatchJobs));
}

}  // namespace
}  // namespace asmtp::faulty
