// ChainSpec: the blocks of a passport as numbers: what any bytes say in the form of fuzz/chain.
//
//   block:   | author 1 | time 1 | fault 1 | entries 1 |   then so many entries
//   entry:   | kind 1 | key 1 | alias 1 | time 1 |
//
//   const ChainSpec spec = ParseChain(bytes);
//   EncodeChain(spec)                               the bytes again, without what means nothing
#ifndef ASMTP_FUZZ_CHAIN_SPEC_H_
#define ASMTP_FUZZ_CHAIN_SPEC_H_

#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

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
  kLargerS,        // of the header's signature: S + L
};
inline constexpr size_t kChainFaultCount = 11;

// What the byte of a block means: most numbers are no fault, since a chain is to come far.
ChainFault FaultOf(uint8_t number);
// Returns e.g. "content-hash".
std::string_view Name(ChainFault fault);

// Of an entry: its number is taken by 4.
enum class EntryKind : uint8_t { kRegister, kRegisterToo, kDeregister, kSetSharedKey };
inline constexpr size_t kEntryKindCount = 4;

struct EntrySpec {
  uint8_t kind = 0;
  uint8_t key = 0;
  uint8_t alias = 0;  // of a shared key: how many recipients
  uint8_t time = 0;   // low digit: of creation; of a registration, high digit: to its timeout

  EntryKind meaning() const { return static_cast<EntryKind>(kind % kEntryKindCount); }
  friend bool operator==(const EntrySpec&, const EntrySpec&) = default;
};

struct BlockSpec {
  uint8_t author = 0;
  uint8_t time = 0;
  uint8_t fault = 0;
  std::vector<EntrySpec> entries;

  friend bool operator==(const BlockSpec&, const BlockSpec&) = default;
};

using ChainSpec = std::vector<BlockSpec>;

inline constexpr size_t kChainBlocksMax = 16;
inline constexpr size_t kChainEntriesMax = 8;  // of a block
inline constexpr size_t kChainRowSize = 4;

// Every byte string is a chain, perhaps an empty one. Blocks and entries beyond their maxima, and
// what is no whole row at the end, are left out.
ChainSpec ParseChain(ByteView bytes);
std::vector<uint8_t> EncodeChain(const ChainSpec& chain);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CHAIN_SPEC_H_
