// The seeds of the targets that take bytes of the wire, of primitives and of chains, by folder.
#ifndef ASMTP_FUZZ_SEEDS_WIRE_SEEDS_H_
#define ASMTP_FUZZ_SEEDS_WIRE_SEEDS_H_

#include <string>

#include "fuzz/seeds/message_seeds.h"

namespace asmtp::fuzz {

// Folder below corpus/ -> seeds. Always the same.
std::map<std::string, Seeds> WireSeeds();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SEEDS_WIRE_SEEDS_H_
