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

using TableOrWhy = std::expected<KillTable, std::string>;

// Each fault with the cases about its clause, and with all where these miss it. In this process:
const TableOrWhy& SeamTable() {
  static const TableOrWhy kTable = PlayAll(SeamFaultsToPlay(AllCases()), AllCases(),
                                           {.jobs = kSeamJobs, .stop_when_killed = true});
  return kTable;
}

// Each a process of its own:
const TableOrWhy& PatchTable() {
  static const TableOrWhy kTable = [] -> TableOrWhy {
    const auto faults =
        PatchesToPlay("conformance/faulty/patches", "conformance/endpoint/asmtp-endpoint",
                      AllCases(), /*timeout_scale=*/0.25);
    if (!faults) return std::unexpected(faults.error());
    return PlayAll(*faults, AllCases(), {.jobs = kPatchJobs, .stop_when_killed = true});
  }();
  return kTable;
}

void ExpectAllKilled(const TableOrWhy& table) {
  ASSERT_TRUE(table) << table.error();
  fmt::print("{}\n", table->FaultsText());
  EXPECT_THAT(table->Survivors(), testing::IsEmpty()) << "no case catches them: write one";
  for (const Played& played : table->rows().front().kills) {
    ADD_FAILURE() << "an endpoint that is right fails " << played.one_case->header.id << " as "
                  << Describe(played.config) << ": " << played.text;
  }
}

TEST(KillTableTest, EverySeamFaultIsKilled) { ExpectAllKilled(SeamTable()); }

TEST(KillTableTest, EveryPatchIsKilled) { ExpectAllKilled(PatchTable()); }

TEST(KillTableTest, EveryCaseThatAsksForSomethingKills) {
  ASSERT_TRUE(SeamTable() && PatchTable());
  KillTable table = *SeamTable();
  table.Add(*PatchTable());
  const auto done = PlayIdlers(SeamFaultsToPlay(AllCases()), AllCases(), table);
  ASSERT_TRUE(done) << done.error();
  fmt::print("{}\n", table.CasesText(AllCases()));
  EXPECT_THAT(table.Idlers(AllCases()), testing::IsEmpty())
      << "no fault shows that they notice anything: write one";
}

}  // namespace
}  // namespace asmtp::faulty
