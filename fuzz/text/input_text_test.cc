#include "fuzz/text/input_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/testing/hex.h"
#include "fuzz/driver/target_table.h"
#include "fuzz/text/layout.h"

namespace asmtp::fuzz {
namespace {

using Bytes = std::vector<uint8_t>;

void ExpectLossless(const std::string& target, const Bytes& bytes) {
  const std::string text = DecodeInput(target, bytes);
  const auto input = EncodeInput(text);
  ASSERT_TRUE(input) << input.error() << "\n" << text;
  ASSERT_EQ(input->bytes, bytes) << text;
  ASSERT_EQ(input->target, target);
}

std::vector<Target> Targets() { return LoadTargets("fuzz/targets.txt").value(); }

TEST(InputTextTest, RoundTripsTheCorpus) {
  size_t files = 0;
  for (const Target& target : Targets()) {
    for (const std::string& folder : target.folders) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator("corpus/" + folder)) {
        if (entry.is_directory()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const Bytes bytes(std::istreambuf_iterator<char>(file), {});
        SCOPED_TRACE(entry.path());
        ExpectLossless(target.name, bytes);
        ++files;
      }
    }
  }
  EXPECT_GT(files, 500U);
}

// Arbitrary bytes, as a fuzzer makes them: every prefix of every seed, and repeated bytes.
TEST(InputTextTest, RoundTripsArbitraryBytes) {
  for (const Target& target : Targets()) {
    SCOPED_TRACE(target.name);
    for (int value = 0; value < 256; ++value) {
      for (const size_t size : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 33U, 300U}) {
        ExpectLossless(target.name, Bytes(size, static_cast<uint8_t>(value)));
      }
    }
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator("corpus/" + target.folders.front())) {
      if (entry.is_directory()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      Bytes bytes(std::istreambuf_iterator<char>(file), {});
      if (bytes.size() > 300) bytes.resize(300);
      for (; !bytes.empty(); bytes.pop_back()) ExpectLossless(target.name, bytes);
    }
    ExpectLossless(target.name, {});
  }
}

TEST(InputTextTest, PrintsThePrograms) {
  EXPECT_EQ(DecodeInput("asmtp_session", FromHex("020300000000000204050201").value()),
            "target asmtp_session\nflags framing-u16\nkeys 3\nlimit 0\nsend initiator.0 0405\n"
            "# not run\ntail 0201\n");
  EXPECT_EQ(DecodeInput("asmtp_session", FromHex("000000000201ffff0a").value()),
            "target asmtp_session\nflags\nkeys 0\nlimit 0\n"
            "# a truncated action, which runs with the remaining bytes\n"
            "tail 0201ffff0a\n");
}

TEST(InputTextTest, ExplainsBytes) {
  EXPECT_EQ(DecodeInput("asmtp_frame", FromHex("010010020304aabb").value()),
            "target asmtp_frame\n"
            "01                                  # framing: u16\n"
            "0010                                # length limit: 16\n"
            "02                                  # pieces: 2\n"
            "0304                                # their sizes\n"
            "aabb                                # stream\n");
  EXPECT_THAT(DecodeInput("asmtp_message", FromHex("04" + std::string(32, '1')).value()),
              testing::HasSubstr("# type: GetPassport\n"));
  EXPECT_THAT(DecodeInput("asmtp_passport_chain", FromHex("010001030103000041").value()),
              testing::HasSubstr("# block: author 0, time 1, fault content-hash, entries 1\n"));
  EXPECT_THAT(DecodeInput("asmtp_handshake_responder", FromHex("020001").value()),
              testing::HasSubstr("# flags: framing-u16\n"));
}

TEST(InputTextTest, IgnoresCommentsAndSpace) {
  const auto input = EncodeInput(
      "# by hand\n\ntarget asmtp_session # a comment\n\nflags\n  send initiator.0 04 # "
      "GetPassport\n");
  ASSERT_TRUE(input) << input.error();
  EXPECT_EQ(ToHex(input->bytes), "000000000000000104");
  EXPECT_EQ(ToHex(EncodeInput("target asmtp_frame\n 00 0100 # x\n00\n")->bytes), "00010000");
}

TEST(InputTextTest, SaysWhatWasExpected) {
  const auto error = [](std::string_view text) { return EncodeInput(text).error(); };
  EXPECT_EQ(error(""), "line 1: expected 'target' and the name of a fuzz target");
  EXPECT_EQ(error("flags\n"), "line 1: expected 'target' and the name of a fuzz target");
  EXPECT_EQ(error("target asmtp_session\n\njump"), "line 3: expected an action, found 'jump'");
  EXPECT_EQ(error("target asmtp_session\ntail x"), "expected 'tail' and hexadecimal");
  EXPECT_EQ(error("target asmtp_frame\n00\n0x"),
            "line 3: expected bytes in hexadecimal, and an optional comment after #");
  EXPECT_THAT(error("target asmtp_transcript\n\"a\" b"),
              testing::StartsWith("line 2: expected text in quotes"));
}

TEST(LayoutTest, CoversTheWholeInput) {
  for (const Target& target : Targets()) {
    for (size_t size = 0; size < 200; ++size) {
      const Bytes input(size, static_cast<uint8_t>(size));
      Bytes joined;
      for (const Row& row : LayoutOf(target.name, input)) {
        EXPECT_FALSE(row.bytes.empty() || row.meaning.empty());
        joined.insert(joined.end(), row.bytes.begin(), row.bytes.end());
      }
      ASSERT_EQ(joined, input) << target.name;
    }
  }
}

}  // namespace
}  // namespace asmtp::fuzz
