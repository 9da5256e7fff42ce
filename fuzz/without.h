// Without: what is switched off by $ASMTP_FUZZ_WITHOUT, for experiments about what it is good for.
//
//   ASMTP_FUZZ_WITHOUT=mutator,crossover        all is left to the engine
//   ASMTP_FUZZ_WITHOUT=state-counters           the engine sees edges only
//   ASMTP_FUZZ_WITHOUT=tamper                   the laws of an oracle are not enforced (fuzz/law.h)
#ifndef ASMTP_FUZZ_WITHOUT_H_
#define ASMTP_FUZZ_WITHOUT_H_

#include <string_view>

namespace asmtp::fuzz {

bool IsWithout(std::string_view what);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_WITHOUT_H_
