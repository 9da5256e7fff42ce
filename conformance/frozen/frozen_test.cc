// Each deviation sends the bytes that it sent when it was frozen, and the runner reads them as it
// did then.
#include <gtest/gtest.h>

#include <set>

#include "conformance/frozen/adaptor.h"
#include "conformance/frozen/play_frozen.h"
#include "conformance/play/player.h"

namespace asmtp::conformance {
namespace {

class FrozenTest : public testing::TestWithParam<FrozenFile> {};

// One that is new is added with write_frozen.
TEST_P(FrozenTest, BytesAreAsTheyWere) {
  const auto frozen = ReadFrozen(std::string(GetParam().path));
  const auto played = GetParam().play();
  ASSERT_EQ(frozen.size(), played.size());
  for (size_t i = 0; i < frozen.size(); ++i) {
    SCOPED_TRACE(testing::PrintToString(frozen[i]));
    EXPECT_EQ(played[i].log, frozen[i].log);
    EXPECT_EQ(played[i], frozen[i]);
  }
}

INSTANTIATE_TEST_SUITE_P(All, FrozenTest, testing::ValuesIn(kFrozenFiles));

TEST(FrozenHypothesesTest, EachIsThere) {
  for (const auto& file : kFrozenFiles) {
    std::set<std::string> ids;
    for (const FrozenSession& session : ReadFrozen(std::string(file.path))) ids.insert(session.id);
    for (const std::string& id : HypothesisIds()) EXPECT_TRUE(ids.contains(id)) << id;
  }
}

// Whoever explains bytes must not have learnt it from whoever sends them.
TEST(FrozenHypothesesTest, BytesAreExplainedAsTheyWere) {
  std::set<std::string> named;
  for (const FrozenSession& session : ReadFrozen("corpus/deviations/hypotheses.json")) {
    SCOPED_TRACE(testing::PrintToString(session));
    ReplayingIut iut(session.log);
    const PlayResult result = Play(CaseOf(session), ConfigOf(session), iut, {});
    EXPECT_EQ(Name(result.verdict), session.verdict);
    EXPECT_EQ(result.hypothesis, session.hypothesis);
    named.insert(result.hypothesis);
  }
  for (const std::string& id : HypothesisIds()) EXPECT_TRUE(named.contains(id)) << id;
}

}  // namespace
}  // namespace asmtp::conformance
