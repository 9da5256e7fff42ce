#include "fuzz/chain/spec.h"

#include <array>

#include "core/bytes/reader.h"

namespace asmtp::fuzz {
namespace {

constexpr size_t kFaultNumbers = 32;
constexpr std::array<std::string_view, kChainFaultCount> kNames = {"none",
                                                                   "previous",
                                                                   "previous-last-byte",
                                                                   "content-hash",
                                                                   "header-signature",
                                                                   "content-size",
                                                                   "registration-signature",
                                                                   "other-passport",
                                                                   "trailing-byte",
                                                                   "version",
                                                                   "larger-s",
                                                                   "second-after-block",
                                                                   "second-past-timeout"};

bool ReadRow(Reader& reader, std::array<uint8_t, kChainRowSize>& row) {
  ByteView bytes;
  if (!reader.Read(kChainRowSize, &bytes)) return false;
  CopyTo(bytes, row);
  return true;
}

}  // namespace

ChainFault FaultOf(uint8_t number) {
  const size_t index = number % kFaultNumbers;
  return index < kChainFaultCount ? static_cast<ChainFault>(index) : ChainFault::kNone;
}

std::string_view Name(ChainFault fault) { return kNames[static_cast<size_t>(fault)]; }

ChainSpec ParseChain(ByteView bytes) {
  Reader reader(bytes);
  ChainSpec chain;
  std::array<uint8_t, kChainRowSize> row;
  while (chain.size() < kChainBlocksMax && ReadRow(reader, row)) {
    BlockSpec block{.author = row[0], .time = row[1], .fault = row[2], .entries = {}};
    const size_t count = row[3] % (kChainEntriesMax + 1);
    while (block.entries.size() < count && ReadRow(reader, row)) {
      block.entries.push_back({.kind = row[0], .key = row[1], .alias = row[2], .time = row[3]});
    }
    chain.push_back(std::move(block));
  }
  return chain;
}

std::vector<uint8_t> EncodeChain(const ChainSpec& chain) {
  std::vector<uint8_t> bytes;
  for (const BlockSpec& block : chain) {
    const auto count = static_cast<uint8_t>(block.entries.size());
    bytes.insert(bytes.end(), {block.author, block.time, block.fault, count});
    for (const EntrySpec& entry : block.entries) {
      bytes.insert(bytes.end(), {entry.kind, entry.key, entry.alias, entry.time});
    }
  }
  return bytes;
}

}  // namespace asmtp::fuzz
