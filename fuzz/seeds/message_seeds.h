// The seeds of the target asmtp_message: valid and nearly valid messages, with descriptive names.
//
//   for (const auto& [name, bytes] : MessageSeeds()) Write(folder / name, bytes);
//
// Generated instead of recorded, so that a change of the format gives new seeds. The prefix
// "reject_" names byte strings that are not a message, "refuse_" passports that the ledger refuses.
// Programs send the valid ones by number, so a new seed belongs to edge_seeds.h.
#ifndef ASMTP_FUZZ_SEEDS_MESSAGE_SEEDS_H_
#define ASMTP_FUZZ_SEEDS_MESSAGE_SEEDS_H_

#include <map>
#include <string>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

using Seeds = std::map<std::string, std::vector<uint8_t>>;

// Deterministic.
Seeds MessageSeeds();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SEEDS_MESSAGE_SEEDS_H_
