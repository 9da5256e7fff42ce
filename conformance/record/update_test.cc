// An update changes only the bytes after '~'.
#include "conformance/record/update.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "conformance/play/model_iut.h"
#include "conformance/play/verify.h"
#include "conformance/record/captured.h"
#include "conformance/record/script.h"
#include "conformance/record/writer.h"
#include "conformance/transcript/reader.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

TEST(CapturedTest, ReplacesDigitsInPlace) {
  std::string text =
      "# ~ 00\n"
      "  wire responder ed25519   ~ 00 11  # one ~ 22\n"
      "  wire responder 25519 ~ \\\n"
      "      0011\\\r\n"
      "  22   # two\n";
  EXPECT_TRUE(ReplaceCaptured(text, 3, Bytes{0xaa, 0xbb, 0xcc}));
  EXPECT_TRUE(ReplaceCaptured(text, 2, Bytes{0xdd, 0xee}));
  EXPECT_EQ(text,
            "# ~ 00\n"
            "  wire responder ed25519   ~ dd ee  # one ~ 22\n"
            "  wire responder 25519 ~ \\\n"
            "      aabb\\\r\n"
            "  cc   # two\n");
}

TEST(CapturedTest, RewritesValuesOfAnotherSize) {
  std::string text = "a\n  wire responder ed25519 ~ rep(00,2)  # one\nb\n";
  EXPECT_TRUE(ReplaceCaptured(text, 2, Bytes{1, 2}));
  EXPECT_EQ(text, "a\n  wire responder ed25519 ~ 0102  # one\nb\n");
  EXPECT_TRUE(ReplaceCaptured(text, 2, Bytes(50, 0x33)));
  EXPECT_EQ(text, "a\n  wire responder ed25519 ~ \\\n    " + std::string(64, '3') + "\\\n    " +
                      std::string(36, '3') + "  # one\nb\n");
  EXPECT_FALSE(ReplaceCaptured(text, 1, Bytes{1}));
  EXPECT_FALSE(ReplaceCaptured(text, 99, Bytes{1}));
}

// Starts core, with the ephemeral key of the case or with another one.
StartIut Core(bool takes_ephemeral) {
  return [=](const Config& config,
             const Keys& keys) -> std::expected<std::unique_ptr<Iut>, UpdateFailure> {
    Keys own = keys;
    if (!takes_ephemeral) own.iut_e.bytes.fill(0x77);
    return std::make_unique<ModelIut>(config, own);
  };
}

std::string ReadFile(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// Returns the number of lines that differ.
size_t CountChanged(const std::string& before, const std::string& after) {
  size_t changed = 0;
  EXPECT_EQ(before.size(), after.size());
  for (size_t at = 0; at < before.size();) {
    const size_t end = before.find('\n', at);
    changed += before.compare(at, end - at, after, at, end - at) == 0 ? 0U : 1U;
    at = end + 1;
  }
  return changed;
}

TEST(UpdateTest, KeepsAnUpToDateFile) {
  const CaseSet set = LoadCases("corpus/transcripts").value();
  for (const std::string id : {"handshake/ok", "transport/echo-two-messages"}) {
    const Case& one_case = *set.Find(id);
    const std::string text = ReadFile(one_case.file);
    const auto updated = Update(one_case, text, Core(true), {});
    ASSERT_TRUE(updated) << updated.error();
    EXPECT_EQ(updated->lines, 0U);
    EXPECT_EQ(updated->text, text);
  }
}

TEST(UpdateTest, RestoresOnlyChangedBytes) {
  const CaseSet set = LoadCases("corpus/transcripts").value();
  const std::string text = ReadFile(set.Find("handshake/ok")->file);
  std::string other = text;
  for (size_t at = other.find("ed25519 ~"); at != other.npos;
       at = other.find("ed25519 ~", at + 1)) {
    char& digit = other[other.find("    01", at) + 8];
    digit = digit == '0' ? '1' : '0';
  }
  ASSERT_NE(other, text);
  const auto cases = ResolveCases(ReadTranscripts("t.atf", other).value()).value();
  const auto updated = Update(cases.cases.front(), other, Core(true), {});
  ASSERT_TRUE(updated) << updated.error();
  EXPECT_EQ(updated->lines, 4U);
  EXPECT_EQ(updated->text, text);
}

TEST(UpdateTest, NeedsAKnownEphemeralKey) {
  const CaseSet set = LoadCases("corpus/transcripts").value();
  const Case& one_case = *set.Find("handshake/ok");
  const auto updated = Update(one_case, ReadFile(one_case.file), Core(false), {});
  ASSERT_FALSE(updated);
  EXPECT_THAT(updated.error(), HasSubstr("the IUT does not take the ephemeral key of "
                                         "ASMTP_EPHEMERAL, so the file needs a line "
                                         "'iut.e.pub responder ed25519 ~ HEX'"));
}

TEST(UpdateTest, RefreshesARecordingWithItsKey) {
  const Case script = EchoScript(2);
  const Config config;
  Keys keys = script.keys.For(config.role);
  keys.iut_e.bytes.fill(0x5a);
  ModelIut iut(config, keys);
  Recording recording = Record(script, config, iut, {}).value();
  recording.remarks = {"with  odd   spaces  "};
  const std::string text = WriteText(recording).value();
  const auto set = ResolveCases(ReadTranscripts("t.atf", text).value()).value();
  const auto updated = Update(set.cases.front(), text, Core(false), {});
  ASSERT_TRUE(updated) << updated.error();
  // The key and all bytes except the initialize, which the runner sends before it knows the IUT's
  // key.
  EXPECT_EQ(updated->lines, 6U);
  EXPECT_EQ(CountChanged(text, updated->text), 9U);  // three of them continue on a second line
  const auto again = ResolveCases(ReadTranscripts("t.atf", updated->text).value()).value();
  EXPECT_TRUE(Verify(again.cases.front(), nullptr).empty());
}

TEST(UpdateTest, KeepsLinesOfUnsupportedConfigurations) {
  const CaseSet set = LoadCases("corpus/transcripts").value();
  const Case& one_case = *set.Find("handshake/ok");
  const StartIut none = [](const Config&,
                           const Keys&) -> std::expected<std::unique_ptr<Iut>, UpdateFailure> {
    return std::unexpected(UpdateFailure{true, "no"});
  };
  const auto updated = Update(one_case, ReadFile(one_case.file), none, {});
  ASSERT_TRUE(updated);
  EXPECT_EQ(updated->skipped.size(), 4U);
  EXPECT_THAT(updated->skipped[0],
              HasSubstr("the lines of responder ed25519 u32 are unchanged: no"));
}

}  // namespace
}  // namespace asmtp::conformance
