// FindingCaseText: a session as a self-contained case file.
#ifndef ASMTP_FUZZ_WIRE_FINDING_CASE_H_
#define ASMTP_FUZZ_WIRE_FINDING_CASE_H_

#include <string>
#include <string_view>

#include "fuzz/wire/attack.h"

namespace asmtp::fuzz::wire {

// Returns a name for files and ids: the cause in lower case, with '-' for every character except
// letters and digits.
std::string SlugOf(const std::string& cause);

// The id is wire-fuzz/NAME. `steps` are the steps of an attack.
std::string FindingCaseText(std::string_view name, const Violation& violation, const Target& target,
                            const AttackOptions& options, const std::string& steps);

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_FINDING_CASE_H_
