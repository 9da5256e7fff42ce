#include "fuzz/driver/crash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace asmtp::fuzz {
namespace {

using Lines = std::vector<std::string>;

TEST(CrashTest, NamesALawAndTheCallerOfIt) {
  const auto crash = ReadCrash(Lines{
      "INFO: Seed: 1", "broken law CanaryIsAlive: no input begins with the six bytes of the canary",
      "==1== ERROR: libFuzzer: deadly signal",
      "    #0 0x1 in __sanitizer_print_stack_trace (/root/x/fuzz/asmtp_canary+0x158171)",
      "    #6 0x1 in abort stdlib/abort.c:79:7",
      "    #7 0x1 in asmtp::fuzz::Break(std::string_view) /proc/self/cwd/fuzz/law.cc:11:3",
      "    #8 0x1 in asmtp::fuzz::(anonymous namespace)::CanaryIsAlive() "
      "/proc/self/cwd/fuzz/asmtp_canary.cc:9:1",
      "    #9 0x1 in Require /proc/self/cwd/./fuzz/law.h:23:15",
      "    #10 0x1 in asmtp::fuzz::(anonymous namespace)::Run(int) "
      "/proc/self/cwd/fuzz/asmtp_canary.cc:11:28"});
  ASSERT_TRUE(crash);
  EXPECT_EQ(crash->law, "CanaryIsAlive");
  EXPECT_EQ(crash->kind, "law");
  EXPECT_EQ(crash->sentence, "CanaryIsAlive: no input begins with the six bytes of the canary");
  EXPECT_EQ(crash->Signature(), "law CanaryIsAlive");
  EXPECT_EQ(crash->file, "fuzz/asmtp_canary.cc");
  EXPECT_EQ(crash->line, 11U);
  EXPECT_EQ(crash->function, "asmtp::fuzz::Run");
  EXPECT_EQ(crash->report.front().substr(0, 10), "broken law");
}

TEST(CrashTest, TakesTheFirstFrameInOurSources) {
  const auto crash = ReadCrash(Lines{
      "==9==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602 at pc 0x55 bp 0x7f",
      "READ of size 4 at 0x602 thread T0",
      "    #0 0x1 in __asan_memcpy compiler-rt/lib/asan/asan_interceptors_memintrinsics.cpp:63:3",
      "    #1 0x1 in std::copy<char>(char*) /usr/include/c++/12/bits/stl_algobase.h:431:30",
      "    #2 0x1 in asmtp::Reader::Read(unsigned long) /proc/self/cwd/core/bytes/reader.cc:40:3",
      "    #3 0x1 in asmtp::Decode() /proc/self/cwd/core/message/message.cc:7:3",
      "SUMMARY: AddressSanitizer: heap-buffer-overflow core/bytes/reader.cc:40:3"});
  ASSERT_TRUE(crash);
  EXPECT_EQ(crash->kind, "heap-buffer-overflow");
  EXPECT_EQ(crash->Signature(), "heap-buffer-overflow in asmtp::Reader::Read");
  EXPECT_EQ(crash->file, "core/bytes/reader.cc");
  EXPECT_EQ(crash->line, 40U);
}

TEST(CrashTest, ReadsUndefinedBehaviourWithAndWithoutAStack) {
  const auto crash = ReadCrash(
      Lines{"core/wire/frame.cc:12:3: runtime error: signed integer overflow: 1 + 2147483647"});
  ASSERT_TRUE(crash);
  EXPECT_EQ(crash->kind, "undefined-behaviour");
  EXPECT_EQ(crash->file, "core/wire/frame.cc");
  EXPECT_EQ(crash->line, 12U);
}

TEST(CrashTest, ReadsOtherKinds) {
  const auto kind = [](const std::string& line) {
    const auto crash = ReadCrash(Lines{line});
    return crash ? crash->Signature() : "";
  };
  EXPECT_EQ(kind("==1== ERROR: libFuzzer: timeout after 10 seconds"), "timeout");
  EXPECT_EQ(kind("==1== ERROR: libFuzzer: out-of-memory (used: 220Mb; limit: 200Mb)"),
            "out-of-memory");
  EXPECT_EQ(kind("==1== ERROR: libFuzzer: deadly signal"), "deadly-signal");
  EXPECT_EQ(kind("==1== ERROR: libFuzzer: fuzz target exited"), "exit");
  EXPECT_EQ(kind("==1==ERROR: LeakSanitizer: detected memory leaks"), "leak");
  EXPECT_EQ(kind("==1==ERROR: AddressSanitizer: SEGV on unknown address"), "SEGV");
  EXPECT_EQ(kind("Done 100 runs in 1 second(s)"), "");
}

TEST(CrashTest, OmitsThePlaceOfATimeoutFromItsCause) {
  const auto crash =
      ReadCrash(Lines{"==1== ERROR: libFuzzer: timeout after 1 seconds",
                      "    #2 0x1 in asmtp::Slow() /proc/self/cwd/core/message/message.cc:7:3"});
  ASSERT_TRUE(crash);
  EXPECT_EQ(crash->Signature(), "timeout");
  EXPECT_EQ(crash->file, "core/message/message.cc");
}

}  // namespace
}  // namespace asmtp::fuzz
