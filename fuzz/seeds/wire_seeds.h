// The seeds of the wire, primitives and chain targets, by folder.
#ifndef ASMTP_FUZZ_SEEDS_WIRE_SEEDS_H_
#define ASMTP_FUZZ_SEEDS_WIRE_SEEDS_H_

#include <string>

#include "fuzz/seeds/message_seeds.h"

namespace asmtp::fuzz {

// Folder under corpus/ -> seeds. Deterministic.
std::map<std::string, Seeds> WireSeeds();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SEEDS_WIRE_SEEDS_H_
