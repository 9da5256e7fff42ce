// Chain: the blocks of a passport from any bytes, well formed but for what the bytes ask to be
// wrong.
//
//   block:   | author 1 | time 1 | fault 1 | entries 1 |   then so many entries
//   entry:   | kind 1 | key 1 | alias 1 | time 1 |
//
//   const model::Bytes blocks = BuildChain(bytes);
//
// Keys are numbers of eight signing keys, times steps of a quarter of an hour, aliases letters.
// Each header is hashed, linked and signed as it should be, or with one fault.
#ifndef ASMTP_FUZZ_CHAIN_CHAIN_H_
#define ASMTP_FUZZ_CHAIN_CHAIN_H_

#include "core/bytes/bytes.h"
#include "fuzz/model/bytes.h"

namespace asmtp::fuzz {

// What may be wrong with a block. The others of its bytes are made to fit.
enum class ChainFault : uint8_t {
  kNone,
  kPrevious,          // names no block
  kPreviousLastByte,  // differs from the right hash in its last byte
  kContentHash,
  kHeaderSignature,
  kContentSize,
  kRegistrationSignature,
  kOtherPassport,  // registrations name another passport
  kTrailingByte,   // of the content
  kVersion,        // not 0: no fault at all
};
inline constexpr size_t kChainFaultCount = 10;

inline constexpr size_t kChainBlocksMax = 16;
inline constexpr size_t kChainEntriesMax = 8;  // of a block

// Every byte string is a chain, perhaps an empty one: each block with its size before it.
model::Bytes BuildChain(ByteView bytes);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CHAIN_CHAIN_H_
