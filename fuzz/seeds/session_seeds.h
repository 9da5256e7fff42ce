// The seeds of the targets that run programs: one session of each kind, and each attack once.
#ifndef ASMTP_FUZZ_SEEDS_SESSION_SEEDS_H_
#define ASMTP_FUZZ_SEEDS_SESSION_SEEDS_H_

#include "fuzz/seeds/message_seeds.h"

namespace asmtp::fuzz {

// Deterministic.
Seeds SessionSeeds();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SEEDS_SESSION_SEEDS_H_
