// Tests which causes count as known.
#include "fuzz/wire/findings.h"

#include <gtest/gtest.h>

#include "fuzz/wire/iut_model.h"

namespace asmtp::fuzz::wire {
namespace {

std::string CauseOf(Oracle oracle, Due::Kind due) {
  return Violation{.oracle = oracle, .about = std::string(Name(due)), .text = {}}.Cause();
}

TEST(FindingsTest, MatchesCausesByGlobs) {
  Findings findings({"hang initialize", "takes gossip *"});
  EXPECT_EQ(findings.Meet(CauseOf(Oracle::kHang, Due::Kind::kInitialize)),
            Findings::Novelty::kKnown);
  EXPECT_EQ(findings.Meet("takes gossip gossip-signature"), Findings::Novelty::kKnown);
  EXPECT_EQ(findings.Meet(CauseOf(Oracle::kHang, Due::Kind::kResponse)), Findings::Novelty::kNew);
}

// A file from the time when causes ended with `init`.
TEST(FindingsTest, InitMatchesInitialize) {
  const Findings findings({"hang init", "crash * at init"});
  EXPECT_TRUE(findings.IsKnown(CauseOf(Oracle::kHang, Due::Kind::kInitialize)));
  EXPECT_TRUE(findings.IsKnown("crash the IUT was killed by SIGABRT at initialize"));
  EXPECT_FALSE(findings.IsKnown(CauseOf(Oracle::kCloses, Due::Kind::kInitialize)));
  EXPECT_FALSE(findings.IsKnown(CauseOf(Oracle::kHang, Due::Kind::kResponse)));
}

}  // namespace
}  // namespace asmtp::fuzz::wire
