// Without: parts of the harness that $ASMTP_FUZZ_WITHOUT switches off, to measure their effect.
//
//   ASMTP_FUZZ_WITHOUT=mutator,crossover        only the engine mutates
//   ASMTP_FUZZ_WITHOUT=state-counters           the engine sees only edges
//   ASMTP_FUZZ_WITHOUT=tamper                   the laws of an oracle are not enforced (fuzz/law.h)
#ifndef ASMTP_FUZZ_WITHOUT_H_
#define ASMTP_FUZZ_WITHOUT_H_

#include <string_view>

namespace asmtp::fuzz {

bool IsWithout(std::string_view what);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_WITHOUT_H_
