// TrialsPage: the trials for a browser.
#ifndef ASMTP_FUZZ_TRIALS_PAGE_H_
#define ASMTP_FUZZ_TRIALS_PAGE_H_

#include <string>

#include "fuzz/trials/trials.h"

namespace asmtp::fuzz {

// What was not as expected, the survival curves, a table of arms, and for each arm one of bugs.
std::string TrialsHtml(const TrialsReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_PAGE_H_
