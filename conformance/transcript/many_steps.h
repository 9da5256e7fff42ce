// The steps that say how many: echo, flood, sessions, in-turn, half-open, again.
//
//   ParseManyStep("sessions", {"8", "40"})     Sessions{.count = 8, .messages = 40}
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_MANY_STEPS_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_MANY_STEPS_H_

#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "conformance/transcript/step.h"

namespace asmtp::conformance {

bool IsManyStep(std::string_view verb);
// Reads the words after the verb. Fails with what was expected.
std::expected<StepBody, std::string> ParseManyStep(std::string_view verb,
                                                   std::span<const std::string> words);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_MANY_STEPS_H_
