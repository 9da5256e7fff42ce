// The seeds of the target asmtp_message: messages and near misses, each named by what it is.
//
//   for (const auto& [name, bytes] : MessageSeeds()) Write(folder / name, bytes);
//
// Built and not recorded, so that a change of the format gives new seeds. Names that begin with
// "reject_" are of byte strings that are no message, "refuse_" of passports that the ledger
// refuses.
#ifndef ASMTP_FUZZ_SEEDS_MESSAGE_SEEDS_H_
#define ASMTP_FUZZ_SEEDS_MESSAGE_SEEDS_H_

#include <map>
#include <string>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

using Seeds = std::map<std::string, std::vector<uint8_t>>;

// Always the same.
Seeds MessageSeeds();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SEEDS_MESSAGE_SEEDS_H_
