// UnitTest: generates a GoogleTest test that runs one input of a target, as a regression test of a
// fixed crash.
//
//   UnitTestSource({"asmtp_session", bytes}, "ForgedTwice")
//
//   TEST(AsmtpSession, ForgedTwice) {
//     const auto input = asmtp::fuzz::EncodeInput(kInput);       the input as text
//     ASSERT_TRUE(input) << input.error();
//     LLVMFuzzerTestOneInput(input->bytes.data(), input->bytes.size());
//   }
//
// Like the target, it fails by aborting the process with the broken law on stderr. Its first
// comment holds the rule for BUILD.bazel.
#ifndef ASMTP_FUZZ_TEXT_UNIT_TEST_H_
#define ASMTP_FUZZ_TEXT_UNIT_TEST_H_

#include <expected>
#include <string>

#include "fuzz/text/input_text.h"

namespace asmtp::fuzz {

// `name` is the name of the test, in letters and digits. The error is one sentence.
std::expected<std::string, std::string> UnitTestSource(const NamedInput& input,
                                                       const std::string& name);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TEXT_UNIT_TEST_H_
