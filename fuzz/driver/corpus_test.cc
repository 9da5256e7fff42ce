#include "fuzz/driver/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fuzz/driver/file.h"
#include "fuzz/driver/testing.h"

namespace asmtp::fuzz {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class CorpusTest : public testing::Test {
 protected:
  CorpusTest() { tree_.Add("corpus/seeds/one", "a seed"); }

  TargetSetup RealSetup() const {
    EXPECT_EQ(MakeFolder(tree_.root() / "work"), "");
    return {.binary = tree_.root() / "bin/real",
            .temporary = tree_.root() / "work",
            .timeout_seconds = 2,
            .rss_limit_mb = 400};
  }
  Corpus TheCorpus() const { return {tree_.root(), {"real", {"seeds"}}}; }
  static Deadline Soon() { return Clock::now() + std::chrono::seconds(30); }

  std::expected<CorpusChange, std::string> Import(const ImportLimits& limits = {}) const {
    return ImportFound(RealSetup(), TheCorpus(), tree_.root() / "from", limits, Soon());
  }

  Tree tree_;
};

// The target has few edges: an input of more than six bytes reaches no more than the seed.
TEST_F(CorpusTest, MinimisesToNewFeaturesAndIsIdempotent) {
  for (int i = 0; i < 20; ++i) {
    tree_.Add("corpus/found/real/" + std::to_string(i), "no more " + std::to_string(i));
  }
  const auto change = MinimiseFound(RealSetup(), TheCorpus(), Soon());
  ASSERT_TRUE(change) << change.error();
  EXPECT_EQ(change->before, 20U);
  EXPECT_LT(change->after, 3U);
  const auto files = tree_.FilesIn("corpus/found/real");
  EXPECT_EQ(files.size(), change->after);
  const auto again = MinimiseFound(RealSetup(), TheCorpus(), Soon());
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->before, again->after);
  EXPECT_EQ(tree_.FilesIn("corpus/found/real"), files);
  EXPECT_THAT(tree_.FilesIn("corpus/seeds"), ElementsAre("one"));
}

// As if the target had not found the inputs.
TEST_F(CorpusTest, RefusesAMergeThatKeepsNothing) {
  tree_.Add("corpus/found/real/a", "1");
  tree_.Add("corpus/found/real/b", "22");
  TargetSetup setup = RealSetup();
  setup.binary = tree_.root() / "bin/flaky";
  const auto change = MinimiseFound(setup, TheCorpus(), Soon());
  ASSERT_FALSE(change);
  EXPECT_THAT(change.error(), HasSubstr("the merge kept none of"));
  EXPECT_THAT(tree_.FilesIn("corpus/found/real"), UnorderedElementsAre("a", "b"));
}

TEST_F(CorpusTest, ImportsByHashAndIsIdempotent) {
  // Shorter than the word that the target compares, so it takes another path.
  tree_.Add("from/deep/name", "x");
  tree_.Add("from/same", "a seed");
  const auto change = Import();
  ASSERT_TRUE(change) << change.error();
  EXPECT_THAT(change->refused, IsEmpty());
  ASSERT_EQ(change->after, 1U);
  EXPECT_THAT(tree_.FilesIn("corpus/found/real"), ElementsAre(Sha1Of("x")));
  const auto again = Import();
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->before, 1U);
  EXPECT_EQ(again->after, 1U);
}

TEST_F(CorpusTest, ImportRefusesLinksAndFailingInputs) {
  tree_.Add("secret", "x");
  tree_.Add("from/large", std::string(1001, 'x'));
  tree_.Add("from/fails", "badbad");
  std::filesystem::create_symlink("../secret", tree_.root() / "from/link");
  std::filesystem::create_symlink("..", tree_.root() / "from/up");
  const auto change = Import({.file_bytes = 1000});
  ASSERT_TRUE(change) << change.error();
  EXPECT_EQ(change->after, 0U);
  EXPECT_THAT(change->refused, UnorderedElementsAre(HasSubstr("from/link' is a symbolic link"),
                                                    HasSubstr("from/up' is a symbolic link"),
                                                    HasSubstr("from/large' has 1001 bytes"),
                                                    HasSubstr("fails: law NothingIsBad")));
  EXPECT_THAT(tree_.FilesIn("corpus/found"), IsEmpty());
}

TEST_F(CorpusTest, ImportHasLimits) {
  tree_.Add("from/a", "123");
  tree_.Add("from/b", "456");
  EXPECT_THAT(Import({.files = 1}).error(), HasSubstr("has 2 files, expected at most 1"));
  EXPECT_THAT(Import({.bytes = 5}).error(), HasSubstr("has more than 5 bytes in total"));
  EXPECT_THAT(tree_.FilesIn("corpus/found"), IsEmpty());
}

TEST_F(CorpusTest, ImportExpectsAFolder) {
  tree_.Add("file", "x");
  EXPECT_THAT(ImportFound(RealSetup(), TheCorpus(), tree_.root() / "file", {}, Soon()).error(),
              HasSubstr("file' is not a folder"));
  std::filesystem::create_symlink("corpus", tree_.root() / "from");
  EXPECT_THAT(Import().error(), HasSubstr("from' is a symbolic link"));
}

}  // namespace
}  // namespace asmtp::fuzz
