// TrialsPage: the trials as an HTML page.
#ifndef ASMTP_FUZZ_TRIALS_PAGE_H_
#define ASMTP_FUZZ_TRIALS_PAGE_H_

#include <string>

#include "fuzz/trials/trials.h"

namespace asmtp::fuzz {

// Shows unexpected results, survival curves, a table of arms, and a table of bugs for each arm.
std::string TrialsHtml(const TrialsReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_PAGE_H_
