// Every conformance case is a seed of asmtp_session; its plaintexts and handshake frames are seeds
// of other targets.
#include "fuzz/cases/case_program.h"

#include <gtest/gtest.h>

#include <set>

#include "conformance/transcript/case.h"
#include "fuzz/program/text.h"
#include "fuzz/session/world.h"
#include "fuzz/text/input_text.h"

namespace asmtp::fuzz {
namespace {

void ExpectLossless(const std::string& target, const std::vector<uint8_t>& bytes) {
  const auto input = EncodeInput(DecodeInput(target, bytes));
  ASSERT_TRUE(input) << input.error();
  ASSERT_EQ(input->bytes, bytes);
}

void ExpectSeeds(const conformance::ExportedRun& run) {
  const Program program = CaseProgram(run);
  ExpectLossless("asmtp_session", Encode(program));
  ASSERT_EQ(Parse(Encode(program)), program);
  for (const conformance::TraceEvent& event : run.result.trace) {
    ExpectLossless("asmtp_message", event.plaintext.first);
    ExpectLossless("asmtp_raw_wire", event.wire.first);
  }
}

TEST(CaseProgramTest, MakesASeedOfEveryCase) {
  const auto set = conformance::LoadCases("corpus/transcripts");
  ASSERT_TRUE(set) << set.error().Format();
  size_t cases = 0;
  std::set<std::vector<uint8_t>> programs;
  for (const conformance::Case& one : set->cases) {
    if (std::ranges::find(one.header.tags, "endurance") != one.header.tags.end()) continue;
    SCOPED_TRACE(one.header.id);
    const auto configs = conformance::ConfigsOf(one);
    const auto exported = conformance::PlayForExport(one, {configs.front()});
    ASSERT_TRUE(exported) << exported.error().Format();
    for (const conformance::ExportedRun& run : exported->runs) {
      ExpectSeeds(run);
      programs.insert(Encode(CaseProgram(run)));
    }
    ++cases;
  }
  EXPECT_GT(cases, 300U);
  EXPECT_GT(programs.size(), 100U);
}

// The program of a case without a fault delivers the same plaintexts.
TEST(CaseProgramTest, DeliversAnHonestCase) {
  const auto set = conformance::LoadCases("corpus/transcripts");
  const conformance::Case* one = set->Find("transport/echo-two-messages");
  ASSERT_NE(one, nullptr);
  const auto exported = conformance::PlayForExport(*one, conformance::ConfigsOf(*one));
  ASSERT_TRUE(exported) << exported.error().Format();
  for (const conformance::ExportedRun& run : exported->runs) {
    const Trace trace = RunProgram(CaseProgram(run));
    EXPECT_EQ(trace.received, (std::array<size_t, 2>{2, 2})) << Print(CaseProgram(run));
  }
}

}  // namespace
}  // namespace asmtp::fuzz
