// The output of a matrix: a table for each suite, failures, and a section.
#include "conformance/matrix/matrix_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;
using testing::Not;

// One peer that supports everything, one without ed25519 and u16, and one that fails with
// everybody.
Matrix SomeMatrix() {
  Matrix matrix{.names = {"both", "small"}, .parts = {}};
  matrix.parts = {
      {Suite::kEd25519, Framing::kU32, {{"both", "both", 70'000, ""}}},
      {Suite::kEd25519, Framing::kU16, {{"both", "both", 65'517, ""}}},
      {Suite::kX25519,
       Framing::kU32,
       {{"both", "both", 70'000, ""},
        {"small", "both", 100, "17 bytes do not come back: <panic>"},
        {"both", "small", 100, ""},
        {"small", "small", 100, ""}}},
      {Suite::kX25519, Framing::kU16, {{"both", "both", 65'517, ""}}},
  };
  return matrix;
}

TEST(MatrixTextTest, TablesShowTheLargestEchoedPlaintext) {
  EXPECT_EQ(WriteMatrixTables(SomeMatrix()), R"(
Suite `ed25519`:

| | both |
|---|---|
| both | 70000, 65517 |

Suite `25519`:

| | both | small |
|---|---|---|
| both | 70000, 65517 | 100, – |
| small | FAIL, – | 100, – |
)");
}

TEST(MatrixTextTest, FailuresGiveTheReason) {
  const Matrix matrix = SomeMatrix();
  EXPECT_EQ(matrix.MeetingCount(), 7U);
  EXPECT_EQ(matrix.FailureCount(), 1U);
  EXPECT_EQ(WriteMatrixFailures(matrix),
            "small to both, 25519 u32: 17 bytes do not come back: <panic>\n");
}

TEST(MatrixTextTest, SectionMarksAndEscapesFailures) {
  const std::string page = MatrixSection(SomeMatrix()).main;
  EXPECT_THAT(page, HasSubstr("<span class=\"verdict v-pass\" title=\"\">70000</span>"));
  EXPECT_THAT(page, HasSubstr("<span class=\"verdict v-bad\" title=\"17 bytes do not come back: "
                              "&lt;panic&gt;\">FAIL</span>"));
  EXPECT_THAT(page, HasSubstr("What failed"));
  EXPECT_THAT(page, Not(HasSubstr("<panic>")));
}

TEST(MatrixTextTest, ReplacesTheTablesBetweenTheMarks) {
  const std::string document =
      "before\n<!-- matrix: begin -->\nold\n<!-- matrix: end -->\nbehind\n";
  const auto fresh = PutBetweenMarks(document, "\nnew\n");
  ASSERT_TRUE(fresh) << fresh.error();
  EXPECT_EQ(*fresh, "before\n<!-- matrix: begin -->\n\nnew\n\n<!-- matrix: end -->\nbehind\n");
  EXPECT_EQ(PutBetweenMarks(*fresh, "\nnew\n"), fresh);
}

TEST(MatrixTextTest, RefusesADocumentWithoutMarks) {
  for (const char* document : {"", "<!-- matrix: begin -->\n", "<!-- matrix: end -->\n",
                               "<!-- matrix: end -->\n<!-- matrix: begin -->\n"}) {
    EXPECT_FALSE(PutBetweenMarks(document, "new")) << document;
  }
}

}  // namespace
}  // namespace asmtp::conformance
