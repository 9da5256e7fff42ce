// ChainSpec: the blocks of a passport as numbers, the input format of fuzz/chain.
//
//   block:   | author 1 | time 1 | fault 1 | entries 1 |   then the entries
//   entry:   | kind 1 | key 1 | alias 1 | time 1 |
//
//   const ChainSpec spec = ParseChain(bytes);
//   EncodeChain(spec)                               the bytes again, without ignored bytes
#ifndef ASMTP_FUZZ_CHAIN_SPEC_H_
#define ASMTP_FUZZ_CHAIN_SPEC_H_

#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

// The fault of a block. Its other bytes are made consistent with it.
enum class ChainFault : uint8_t {
  kNone,
  kPrevious,          // refers to no block
  kPreviousLastByte,  // differs from the correct hash in its last byte
  kContentHash,
  kHeaderSignature,
  kContentSize,
  kRegistrationSignature,
  kOtherPassport,      // registrations refer to another passport
  kTrailingByte,       // after the content
  kVersion,            // not 0, which is allowed
  kLargerS,            // S + L in the header's signature
  kSecondAfterBlock,   // entries are created a second after their block
  kSecondPastTimeout,  // registrations time out a second before their block
};
inline constexpr size_t kChainFaultCount = 13;

// Maps the fault byte of a block. Most numbers mean no fault, so that long chains stay valid.
ChainFault FaultOf(uint8_t number);
// Returns for example "content-hash".
std::string_view Name(ChainFault fault);

// The kind of an entry: its number modulo 4.
enum class EntryKind : uint8_t { kRegister, kRegisterToo, kDeregister, kSetSharedKey };
inline constexpr size_t kEntryKindCount = 4;

struct EntrySpec {
  uint8_t kind = 0;
  uint8_t key = 0;
  uint8_t alias = 0;  // for a shared key: number of recipients
  uint8_t time = 0;   // low digit: creation; high digit: until the timeout of a registration

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
inline constexpr size_t kChainEntriesMax = 8;  // per block
inline constexpr size_t kChainRowSize = 4;

// Accepts any bytes; the chain may be empty. Omits blocks and entries beyond their maxima, and an
// incomplete row at the end.
ChainSpec ParseChain(ByteView bytes);
std::vector<uint8_t> EncodeChain(const ChainSpec& chain);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CHAIN_SPEC_H_
