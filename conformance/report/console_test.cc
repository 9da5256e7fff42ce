// The console output: order, content of a failure, and escaping of text from the IUT.
#include "conformance/report/console.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "conformance/report/sample_report.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Printed(const Report& report, ConsoleOptions options = {}) {
  char* text = nullptr;
  size_t size = 0;
  std::FILE* stream = open_memstream(&text, &size);
  const Console console(stream, options);
  console.PrintCauses(report);
  console.PrintTable(report);
  console.PrintFindings(report);
  console.PrintSummary(report);
  std::fclose(stream);
  std::string printed(text, size);
  std::free(text);
  return printed;
}

TEST(ConsoleTest, PrintsAllDetailsOfFailure) {
  const std::string text = Printed(SampleReport());
  for (const std::string part :
       {"transport/rekey-skipped (1)                       F...       ...C       CRASH",
        "FAIL  transport/rekey-skipped@g=1", "TR-8      \"does not verify\"",
        "corpus/transcripts/transport/rekey-skipped.atf:12: expect",
        "why       took a frame under the key before",
        "known     known.txt:3 expects TIMEOUT: bugs.example/12",
        "found     message get-passport id=3333", "expected  close\n", "          close rst",
        "because   the IUT does not replace its receiving key",
        "nonce 1, key 3f0a1b22 after 0 rekeys", "sent      plaintext, 17 bytes",
        "    1  33333333333333333333333333333333  id", "ciphertext, 33 bytes",
        "stderr    first line", "          last line",
        "reproduce asmtp-conform run transport/rekey-skipped@g=1 --role responder --iut 'a {role}'",
        "2 cases in 4 runs: 2 PASS, 1 FAIL, 1 CRASH (1.2 s)"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(ConsoleTest, ShortTableHasAreasAndNonPassingRows) {
  const std::string text = Printed(SampleReport());
  EXPECT_THAT(text, HasSubstr("\ntransport/ (2)                                    F...       ...C"
                              "       CRASH      4 runs\n"));
  EXPECT_THAT(text, HasSubstr("\ntransport/rekey-skipped (1)  "));
  EXPECT_THAT(text, Not(HasSubstr("\ntransport/echo-two-messages")));
}

TEST(ConsoleTest, WholeTableHasEveryCase) {
  const std::string text = Printed(SampleReport(), {.whole_table = true});
  EXPECT_THAT(text, Not(HasSubstr("\ntransport/ ")));
  EXPECT_THAT(text, HasSubstr("\ntransport/rekey-skipped (1)  "));
  EXPECT_THAT(text, HasSubstr("\ntransport/echo-two-messages                       +...       ...+"
                              "       PASS       TR-4\n"));
}

TEST(ConsoleTest, ListsFailuresBeforeBlockedCases) {
  Report report = SampleReport();
  report.results[0].verdict = Verdict::kBlocked;
  report.results[0].text = "the control is FAIL";
  const std::string text = Printed(report);
  EXPECT_LT(text.find("\nCRASH  "), text.find("\nFAIL  "));
  EXPECT_LT(text.find("\nFAIL  "), text.find("\nBLOCKED"));
  EXPECT_THAT(text, HasSubstr("BLOCKED      1 runs: the control is FAIL"));
}

TEST(ConsoleTest, ListsCausesFirstWithReason) {
  const std::string text = Printed(SampleReport());
  EXPECT_TRUE(
      text.starts_with("root causes, most fundamental first:\n"
                       "  FAIL     transport/rekey-skipped, 1 responder and 1 initiator runs\n"
                       "           because the IUT does not replace its receiving key\n\n"))
      << text;
}

TEST(ConsoleTest, OmitsCausesWithoutFailure) {
  Report report = SampleReport();
  report.results.resize(2);
  EXPECT_THAT(Printed(report), Not(HasSubstr("root causes")));
  EXPECT_THAT(Printed(report), HasSubstr("\ntransport/ (1) "));
}

TEST(ConsoleTest, LimitsCausesToTenLines) {
  Report report = SampleReport();
  for (int i = 0; i < 30; ++i) {
    report.cases.push_back(report.cases[1]);
    report.cases.back().id = report.cases.back().family = "frame/" + std::to_string(i);
    report.results.push_back(report.results[2]);
    report.results.back().case_id = report.cases.back().id;
    report.results.back().hypothesis += std::to_string(i);  // other mistakes, said alike
  }
  const std::string text = Printed(report);
  const std::string causes = text.substr(0, text.find("\n\n"));
  EXPECT_EQ(std::ranges::count(causes, '\n'), 1 + 10);
  EXPECT_THAT(causes, HasSubstr("  FAIL     frame/0, 1 responder run; for the same reason"));
  EXPECT_THAT(causes, HasSubstr("\n  and 22 more"));
}

TEST(ConsoleTest, MergesCausesThatAreAlike) {
  Report report = SampleReport();
  report.cases.push_back(report.cases[1]);
  report.cases.back().id = report.cases.back().family = "frame/other";
  report.results.push_back(report.results[2]);
  report.results.back().case_id = "frame/other";
  EXPECT_THAT(Printed(report), HasSubstr("  FAIL     transport/rekey-skipped and 1 alike, 2 "));
}

TEST(ConsoleTest, CountsRowsThatAreOnlyBlocked) {
  Report report = SampleReport();
  report.results[0].verdict = Verdict::kBlocked;
  const std::string text = Printed(report);
  EXPECT_THAT(text, HasSubstr("\n1 more rows are only BLOCKED; --table full shows them\n"));
  EXPECT_THAT(text, Not(HasSubstr("\ntransport/echo-two-messages  ")));
  EXPECT_THAT(Printed(report, {.whole_table = true}), HasSubstr("\ntransport/echo-two-messages  "));
}

TEST(ConsoleTest, HintsWhereToLookIfMistakeIsUnknown) {
  Report report = SampleReport();
  report.results[2].hypothesis = "";
  EXPECT_THAT(Printed(report), HasSubstr("\n  hint      the IUT does not replace"));
}

TEST(ConsoleTest, ShortensLongBytes) {
  Report report = SampleReport();
  ReportEvent& event = report.results[2].events[1];
  event.fields.clear();
  event.plaintext = std::string(64, '1') + std::string(600 * 64, '2') + std::string(62, '3') + "44";
  event.plaintext_size = event.plaintext.size() / 2;
  const std::string text = Printed(report);
  EXPECT_THAT(text, HasSubstr("    0  1111"));
  EXPECT_THAT(text, HasSubstr(" .. 19136 bytes\n"));
  EXPECT_THAT(text, HasSubstr("3344\n"));
  EXPECT_LT(std::ranges::count(text, '\n'), 70);
  EXPECT_THAT(text, HasSubstr("ciphertext, 33 bytes"));
}

TEST(ConsoleTest, MergesEqualNotes) {
  Report report = SampleReport();
  for (ReportResult& result : report.results) {
    result.verdict = Verdict::kInfo;
    result.text = "resets the connection";
    result.hypothesis = result.explanation = "";
  }
  EXPECT_THAT(Printed(report),
              HasSubstr("INFO         transport/echo-two-messages and others, responder ed25519 "
                        "u32 and 3 more: resets the\n"));
}

TEST(ConsoleTest, ExplainsKnownFailures) {
  Report report = SampleReport();
  report.results[2].verdict = Verdict::kXfail;
  EXPECT_THAT(Printed(report), HasSubstr("(known.txt:3: bugs.example/12)"));
}

TEST(ConsoleTest, MergesEqualFailures) {
  Report report = SampleReport();
  report.results.push_back(report.results[2]);
  report.results.back().config.framing = Framing::kU16;
  EXPECT_THAT(Printed(report), HasSubstr("responder ed25519 u32; the same in 1 more runs"));
}

TEST(ConsoleTest, LimitsNumberOfFailures) {
  const std::string text = Printed(SampleReport(), {.findings_max = 1});
  EXPECT_THAT(text, HasSubstr("and 1 more; --findings N shows more failures"));
  EXPECT_THAT(text, Not(HasSubstr("\nFAIL  ")));
}

TEST(ConsoleTest, EscapesTextOfIut) {
  const std::string text = Printed(HostileReport());
  for (const std::string part : {"\x1b", "\r", "\xff", "\xe2\x80\xae"}) {
    EXPECT_THAT(text, Not(HasSubstr(part)));
  }
  EXPECT_EQ(text.find('\0'), text.npos);
  EXPECT_THAT(text, HasSubstr("\\x1b[31m"));
}

TEST(ConsoleTest, EmptyReportHasTableAndSummary) {
  EXPECT_THAT(Printed({}), HasSubstr("0 cases in 0 runs: nothing (0.0 s)"));
}

}  // namespace
}  // namespace asmtp::conformance
