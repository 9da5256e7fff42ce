// Whole files: those of corpus/, malformed ones, and the printed reports.
#include "conformance/vectors/vector_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "conformance/vectors/report.h"

namespace asmtp::vectors {
namespace {

struct Printed {
  std::string out;
  std::string err;
  int exit_status;
};

Printed Print(std::string_view path, const std::expected<CheckedVectors, Malformed>& result) {
  std::ostringstream out;
  std::ostringstream err;
  Report report(out, err);
  report.Add(path, result);
  return {out.str(), err.str(), report.exit_status()};
}

Printed PrintFile(const std::string& path) { return Print(path, CheckFile(path)); }
Printed PrintText(std::string_view text) { return Print("file", CheckText(text)); }

// Returns the message for a malformed document.
std::string ErrorOf(std::string_view text) {
  const Printed printed = PrintText(text);
  EXPECT_EQ(printed.exit_status, 1);
  EXPECT_EQ(printed.out, "");
  return printed.err;
}

// Returns a document of one complete vector in which `member` is replaced with `value`, or omitted
// if `value` is empty.
std::string MessageFile(std::string_view member, std::string_view value) {
  std::string text = "{\"format\": \"asmtp-message-vectors/1\",\n\"vectors\": [\n{\"x\": 0";
  const std::pair<std::string_view, std::string_view> members[] = {
      {"description", "\"a\""}, {"bytes", "\"00\""}, {"reference", "\"reject\""}};
  for (const auto& [name, usual] : members) {
    const std::string_view written = name == member ? value : usual;
    if (!written.empty()) text += fmt::format(",\n\"{}\": {}", name, written);
  }
  return text + "}]}";
}

TEST(VectorFile, CorpusPasses) {
  EXPECT_EQ(PrintFile("corpus/vectors/handshakes.json").out,
            "corpus/vectors/handshakes.json: 32 passed, 0 failed, 0 skipped\n");
  EXPECT_EQ(PrintFile("corpus/vectors/messages.json").out,
            "corpus/vectors/messages.json: 472 passed, 0 failed, 0 skipped\n"
            "  30 passed by the difference DIF-1 trailing-after-topic\n"
            "  94 passed by the difference DIF-4 abort-on-input\n");
  EXPECT_EQ(PrintFile("corpus/vectors/passports.json").out,
            "corpus/vectors/passports.json: 54 passed, 0 failed, 0 skipped\n"
            "  2 passed by the difference DIF-5 first-block-without-author\n"
            "  1 passed by the difference DIF-6 first-block-with-previous\n");
  EXPECT_EQ(PrintFile("corpus/vectors/failures.json").out,
            "corpus/vectors/failures.json: 126 passed, 0 failed, 0 skipped\n");
  EXPECT_EQ(PrintFile("corpus/vectors/zero-secrets.json").out,
            "corpus/vectors/zero-secrets.json: 84 passed, 0 failed, 0 skipped\n"
            "  84 passed by the difference DIF-3 zero-shared-secret\n");
  EXPECT_EQ(PrintFile("corpus/vectors/signatures.json").out,
            "corpus/vectors/signatures.json: 171 passed, 0 failed, 0 skipped\n"
            "  63 passed by the difference DIF-2 weak-signature-keys\n"
            "  62 passed by the difference DIF-8 second-form-of-s\n");
  EXPECT_EQ(PrintFile("corpus/vectors/aliases.json").out,
            "corpus/vectors/aliases.json: 41 passed, 0 failed, 0 skipped\n"
            "  24 passed by the difference DIF-7 alias-bytes\n");
  EXPECT_EQ(PrintFile("corpus/vectors/ledgers.json").out,
            "corpus/vectors/ledgers.json: 56 passed, 0 failed, 0 skipped\n");
  EXPECT_EQ(PrintFile("corpus/vectors/sealed_secrets.json").out,
            "corpus/vectors/sealed_secrets.json: 14 passed, 0 failed, 0 skipped\n");
  EXPECT_EQ(PrintFile("corpus/noise/cacophony_ik.json").out,
            "corpus/noise/cacophony_ik.json: 1 passed, 0 failed, 2 skipped\n");
  const Printed snow = PrintFile("corpus/noise/snow_ik.json");
  EXPECT_EQ(snow.out, "corpus/noise/snow_ik.json: 1 passed, 0 failed, 1 skipped\n");
  EXPECT_EQ(snow.err, "");
  EXPECT_EQ(snow.exit_status, 0);
}

TEST(VectorFile, ReportsTheLineOfAFailingVector) {
  const Printed printed = PrintText(
      "{\"format\": \"asmtp-message-vectors/1\", \"vectors\": [\n"
      "{\"description\": \"good\", \"bytes\": \"00\", \"reference\": \"reject\"},\n"
      "{\"description\": \"b\\u001b[1mad\", \"bytes\": \"00\", \"reference\": \"accept\"}]}");
  EXPECT_EQ(
      printed.out,
      "file:3: vectors[1] \"b\\x1b[1mad\" failed: expected accept, found reject: the plaintext is "
      "shorter than the smallest message, at byte 0\n"
      "file: 1 passed, 1 failed, 0 skipped\n");
  EXPECT_EQ(printed.exit_status, 1);
}

TEST(VectorFile, ReportsThatNothingWasChecked) {
  const Printed empty = PrintText(R"({"format": "asmtp-message-vectors/1", "vectors": []})");
  EXPECT_EQ(empty.out, "file: 0 passed, 0 failed, 0 skipped\n");
  EXPECT_EQ(empty.err, "file: the file has no vectors, so nothing was checked\n");
  EXPECT_EQ(empty.exit_status, 1);

  const Printed foreign = PrintText(R"({"vectors": [{"name": "Noise_NN_448_AESGCM_SHA256"}]})");
  EXPECT_EQ(foreign.out, "file: 0 passed, 0 failed, 1 skipped\n");
  EXPECT_EQ(foreign.err, "file: every vector was skipped, so nothing was checked\n");
  EXPECT_EQ(foreign.exit_status, 0);
}

TEST(VectorFile, UnknownMembersAreIgnored) {
  EXPECT_EQ(PrintText(MessageFile("", "")).out, "file: 1 passed, 0 failed, 0 skipped\n");
}

TEST(VectorFile, MalformedDocuments) {
  const std::string formats =
      "\"asmtp-handshake-vectors/1\", \"asmtp-failure-vectors/1\", \"asmtp-message-vectors/1\", "
      "\"asmtp-passport-vectors/1\", \"asmtp-ledger-vectors/1\" or "
      "\"asmtp-sealed-secret-vectors/1\", or no format and Noise vectors\n";
  EXPECT_EQ(ErrorOf("[]"), "file:1: expected an object, found an array\n");
  EXPECT_EQ(ErrorOf("{}"), "file:1: vectors: expected an array, found nothing\n");
  EXPECT_EQ(ErrorOf("{\n\"format\": \"asmtp-message-vectors/2\", \"vectors\": []}"),
            "file:2: format: expected " + formats);
  EXPECT_EQ(ErrorOf("{\n\"format\": \"\", \"vectors\": []}"),
            "file:2: format: expected " + formats);
  EXPECT_EQ(ErrorOf("{\n\"format\": 1}"), "file:2: format: expected a string, found a number\n");
  EXPECT_EQ(ErrorOf("{\"vectors\":\n{}}"), "file:2: vectors: expected an array, found an object\n");
  EXPECT_EQ(ErrorOf("{\"vectors\": [\n1]}"),
            "file:2: vectors[0]: expected an object, found a number\n");
  EXPECT_EQ(ErrorOf("{\"vectors\": [\n{}]}"),
            "file:2: vectors[0].name: expected a string, found nothing\n");
}

TEST(VectorFile, MalformedVectors) {
  EXPECT_EQ(ErrorOf(MessageFile("bytes", "")),
            "file:3: vectors[0].bytes: expected a string, found nothing\n");
  EXPECT_EQ(ErrorOf(MessageFile("bytes", "null")),
            "file:5: vectors[0].bytes: expected a string, found null\n");
  EXPECT_EQ(
      ErrorOf(MessageFile("bytes", "\"0g\"")),
      "file:5: vectors[0].bytes: expected hexadecimal digits: character 2 is not a hexadecimal "
      "digit\n");
  EXPECT_EQ(ErrorOf(MessageFile("bytes", "\"000\"")),
            "file:5: vectors[0].bytes: expected hexadecimal digits: an odd number of hexadecimal "
            "digits (3)\n");
  EXPECT_EQ(ErrorOf(MessageFile("reference", "\"maybe\"")),
            "file:6: vectors[0].reference: expected one of \"accept\", \"reject\", \"panic\"\n");
}

// Only in our own format: the Noise community's files contain many protocols, which are skipped.
TEST(VectorFile, UnknownProtocolsAreMalformed) {
  for (const std::string_view name :
       {"", "25519", "Noise_XX_25519_ChaChaPoly_BLAKE2b", "Noise_IK_ed25519_ChaChaPoly_BLAKE2s"}) {
    EXPECT_EQ(ErrorOf(fmt::format("{{\"format\": \"asmtp-handshake-vectors/1\", \"vectors\": [\n"
                                  "{{\"x\": 0,\n\"protocol_name\": \"{}\"}}]}}",
                                  name)),
              "file:3: vectors[0].protocol_name: expected one of "
              "\"Noise_IK_ed25519_ChaChaPoly_BLAKE2b\", \"Noise_IK_25519_ChaChaPoly_BLAKE2b\"\n");
  }
}

TEST(VectorFile, UnreadableFiles) {
  const auto folder = std::filesystem::path(testing::TempDir());
  EXPECT_EQ(PrintFile("no/such/file").err,
            "no/such/file: this file cannot be read: No such file or directory\n");
  EXPECT_EQ(PrintFile("corpus/vectors").err, "corpus/vectors: this is a folder, not a file\n");

  const std::string empty = folder / "empty.json";
  std::ofstream(empty).close();
  EXPECT_EQ(PrintFile(empty).err, empty + ":1: expected JSON, found an empty file\n");

  const std::string huge = folder / "huge.json";
  std::ofstream(huge).close();
  std::filesystem::resize_file(huge, kFileSizeMax + 1);
  EXPECT_EQ(PrintFile(huge).err, huge + ": this file is larger than 64 MiB\n");
  EXPECT_EQ(PrintFile(huge).exit_status, 1);
  std::filesystem::remove(huge);
}

}  // namespace
}  // namespace asmtp::vectors
