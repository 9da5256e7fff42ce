// UnitTest: the source of a GoogleTest test that runs one input of a target: what is left of a
// crash when it is fixed.
//
//   UnitTestSource({"asmtp_session", bytes}, "ForgedTwice")
//
//   TEST(AsmtpSession, ForgedTwice) {
//     const auto input = asmtp::fuzz::EncodeInput(kInput);       the input as text
//     ASSERT_TRUE(input) << input.error();
//     LLVMFuzzerTestOneInput(input->bytes.data(), input->bytes.size());
//   }
//
// It fails as the target does, by ending the process with the broken law on stderr, and passes
// where the target does. Its head says which rule of BUILD.bazel builds it.
#ifndef ASMTP_FUZZ_TEXT_UNIT_TEST_H_
#define ASMTP_FUZZ_TEXT_UNIT_TEST_H_

#include <expected>
#include <string>

#include "fuzz/text/input_text.h"

namespace asmtp::fuzz {

// `name` is that of the test, in letters and digits. An error is one sentence.
std::expected<std::string, std::string> UnitTestSource(const NamedInput& input,
                                                       const std::string& name);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TEXT_UNIT_TEST_H_
