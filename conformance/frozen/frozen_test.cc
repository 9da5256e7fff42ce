// Each deviation still sends its frozen bytes, and the runner still judges them alike.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <ranges>
#include <set>

#include "conformance/deviant/row.h"
#include "conformance/frozen/adaptor.h"
#include "conformance/frozen/play_frozen.h"
#include "conformance/play/player.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

class FrozenTest : public testing::TestWithParam<FrozenFile> {
 protected:
  const std::vector<FrozenSession> sessions_ = ReadFrozen(GetParam().path);
};

TEST_P(FrozenTest, SendsFrozenBytes) {
  for (const FrozenSession& frozen : sessions_) {
    SCOPED_TRACE(testing::PrintToString(frozen));
    const FrozenSession played = GetParam().play(KeyOf(frozen));
    EXPECT_EQ(played.log, frozen.log);
    EXPECT_EQ(played, frozen);
  }
}

// For a new deviation, run: bazel run //conformance/frozen:write_frozen
TEST_P(FrozenTest, HasEveryDeviationAndNoOther) {
  std::set<std::string> ids;
  for (const FrozenSession& session : sessions_) ids.insert(session.id);
  const auto wanted = GetParam().ids();
  EXPECT_EQ(ids, std::set<std::string>(wanted.begin(), wanted.end()));
}

INSTANTIATE_TEST_SUITE_P(All, FrozenTest, testing::Values(kHypotheses, kProbes, kFaults, kTampers));

// The explanations must hold for recorded bytes, independent of the code that sent them.
TEST(FrozenHypothesesTest, ExplainsFrozenBytes) {
  std::set<std::string> named;
  for (const FrozenSession& session : ReadFrozen(kHypotheses.path)) {
    SCOPED_TRACE(testing::PrintToString(session));
    const FrozenKey key = KeyOf(session);
    ReplayingIut iut(session.log);
    const PlayResult result = Play(FrozenCase(key.case_id), key.config, iut, {});
    EXPECT_EQ(Name(result.verdict), session.verdict);
    EXPECT_EQ(result.hypothesis, session.hypothesis);
    // One frame may fit several mistakes.
    for (const auto part : std::views::split(result.hypothesis, '|')) {
      named.emplace(part.begin(), part.end());
    }
  }
  for (const std::string& id : HypothesisIds()) EXPECT_TRUE(named.contains(id)) << id;
}

TEST(FrozenFaultsTest, EachIsVisible) {
  std::map<std::string, FrozenSession> rights;
  for (const FrozenSession& session : ReadFrozen(kFaults.path)) {
    FrozenKey key = KeyOf(session);
    key.id = "none";
    const auto [place, is_new] = rights.try_emplace(session.config + session.case_id);
    if (is_new) place->second = kFaults.play(key);
    const FrozenSession& right = place->second;
    EXPECT_TRUE(right.log != session.log || right.verdict != session.verdict)
        << testing::PrintToString(session);
  }
}

TEST(FrozenTampersTest, CoversEveryNoiseTamper) {
  std::set<std::string_view> patterns;
  for (const FrozenSession& session : ReadFrozen(kTampers.path)) {
    for (const Step& step : FrozenCase(session.case_id).steps) {
      for (const Tamper& tamper : step.tampers) patterns.insert(tamper.pattern);
    }
  }
  for (const deviant::Row* row : deviant::RowsFor(deviant::Serves::kTamper)) {
    EXPECT_TRUE(patterns.contains(row->id)) << row->id;
  }
}

}  // namespace
}  // namespace asmtp::conformance
