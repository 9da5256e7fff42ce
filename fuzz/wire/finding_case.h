// FindingCaseText: what was said in a session as a case file, which needs no other one.
#ifndef ASMTP_FUZZ_WIRE_FINDING_CASE_H_
#define ASMTP_FUZZ_WIRE_FINDING_CASE_H_

#include <string>
#include <string_view>

#include "fuzz/wire/attack.h"

namespace asmtp::fuzz::wire {

// Returns a name for files and ids: the cause in lower case, with '-' for what is no letter or
// digit.
std::string SlugOf(const std::string& cause);

// The id is wire-fuzz/NAME; the steps are those of an attack.
std::string FindingCaseText(std::string_view name, const Violation& violation, const Target& target,
                            const AttackOptions& options, const std::string& steps);

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_FINDING_CASE_H_
