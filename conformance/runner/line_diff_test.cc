#include "conformance/runner/line_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace asmtp::conformance {
namespace {

using testing::ElementsAre;

TEST(LineDiffTest, KeepsCommonLines) {
  EXPECT_THAT(DiffLines({"a", "b", "c"}, {"a", "x", "c", "d"}),
              ElementsAre(DiffLine{' ', "a"}, DiffLine{'-', "b"}, DiffLine{'+', "x"},
                          DiffLine{' ', "c"}, DiffLine{'+', "d"}));
  EXPECT_THAT(DiffLines({}, {"a"}), ElementsAre(DiffLine{'+', "a"}));
  EXPECT_THAT(DiffLines({"a"}, {}), ElementsAre(DiffLine{'-', "a"}));
  EXPECT_THAT(DiffLines({}, {}), testing::IsEmpty());
}

}  // namespace
}  // namespace asmtp::conformance
