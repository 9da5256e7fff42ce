// All generated seeds, by folder under corpus/.
#ifndef ASMTP_FUZZ_SEEDS_ALL_SEEDS_H_
#define ASMTP_FUZZ_SEEDS_ALL_SEEDS_H_

#include "fuzz/seeds/wire_seeds.h"

namespace asmtp::fuzz {

std::map<std::string, Seeds> AllSeeds();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SEEDS_ALL_SEEDS_H_
