// At least one case kills each fault, and no case fails a conforming endpoint.
#include "conformance/faulty/kill_table.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/faulty/kill_run.h"

namespace asmtp::faulty {
namespace {

constexpr size_t kDeviantJobs = 2;
constexpr size_t kPatchJobs = 8;  // more than the cores, because they mostly wait
constexpr size_t kIdlerJobs = 4;

const conformance::CaseSet& AllCases() {
  static const conformance::CaseSet kSet = *conformance::LoadCases("corpus/transcripts");
  return kSet;
}

using TableOrWhy = std::expected<KillTable, std::string>;
using FaultsOrWhy = std::expected<std::vector<FaultToPlay>, std::string>;

// Played in this process:
const std::vector<FaultToPlay>& Deviants() {
  static const std::vector<FaultToPlay> kFaults = DeviantsToPlay(AllCases());
  return kFaults;
}

// Each is a process:
const FaultsOrWhy& Patches() {
  static const FaultsOrWhy kFaults =
      PatchesToPlay("conformance/faulty/patches", "conformance/endpoint/asmtp-endpoint", AllCases(),
                    /*timeout_scale=*/1.0);
  return kFaults;
}

// Plays each fault with the cases about its clause, then with all others, until it is killed.
// Patches get small batches, because a case may wait for seconds.
const TableOrWhy& DeviantTable() {
  static const TableOrWhy kTable =
      PlayAll(Deviants(), AllCases(), {.jobs = kDeviantJobs, .stop_when_killed = true});
  return kTable;
}

const TableOrWhy& PatchTable() {
  static const TableOrWhy kTable = [] -> TableOrWhy {
    if (!Patches()) return std::unexpected(Patches().error());
    return PlayAll(*Patches(), AllCases(),
                   {.jobs = kPatchJobs, .stop_when_killed = true, .cases_at_a_time = 4});
  }();
  return kTable;
}

void ExpectAllKilled(const TableOrWhy& table) {
  ASSERT_TRUE(table) << table.error();
  fmt::print("{}\n", table->FaultsText());
  EXPECT_THAT(table->Survivors(), testing::IsEmpty()) << "no case kills these faults: write one";
  for (const Played& played : table->rows().front().kills) {
    ADD_FAILURE() << "a conforming endpoint fails " << played.one_case->header.id << " as "
                  << Describe(played.config) << ": " << played.text;
  }
}

TEST(KillTableTest, KillsEveryDeviant) { ExpectAllKilled(DeviantTable()); }

TEST(KillTableTest, KillsEveryPatch) { ExpectAllKilled(PatchTable()); }

TEST(KillTableTest, EveryRequirementKillsSomething) {
  ASSERT_TRUE(DeviantTable() && PatchTable());
  KillTable table = *DeviantTable();
  table.Add(*PatchTable());
  std::vector<FaultToPlay> faults = Deviants();
  faults.insert(faults.end(), Patches()->begin(), Patches()->end());
  const auto done = PlayIdlers(faults, AllCases(), kIdlerJobs, table);
  ASSERT_TRUE(done) << done.error();
  fmt::print("{}\n", table.CasesText(AllCases()));
  EXPECT_THAT(table.Idlers(AllCases()), testing::IsEmpty())
      << "these cases kill no fault: write one";
}

}  // namespace
}  // namespace asmtp::faulty
