// More seeds of the target asmtp_message: counts and sizes at their limits, times at the last
// second, and two faults in one message. Apart from MessageSeeds(), whose valid messages are
// samples that programs choose by number.
#ifndef ASMTP_FUZZ_SEEDS_EDGE_SEEDS_H_
#define ASMTP_FUZZ_SEEDS_EDGE_SEEDS_H_

#include "fuzz/seeds/message_seeds.h"

namespace asmtp::fuzz {

// Deterministic. The names begin as those of MessageSeeds() do.
Seeds EdgeSeeds();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SEEDS_EDGE_SEEDS_H_
