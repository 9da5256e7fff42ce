#include "fuzz/mutate/chain_mutator.h"

#include <algorithm>
#include <utility>

#include "fuzz/chain/spec.h"
#include "fuzz/mutate/list.h"

namespace asmtp::fuzz {
namespace {

using Entries = std::vector<EntrySpec>;

// The byte before the chain.
constexpr size_t kIdSize = 1;
constexpr size_t kRawOneIn = 32;
constexpr size_t kKeys = 8;
// Most chains are valid or have one fault, because verification stops at the first fault.
constexpr size_t kFaultOneIn = 8;

struct Input {
  uint8_t id = 1;
  ChainSpec blocks;

  size_t size() const {
    size_t rows = blocks.size();
    for (const BlockSpec& block : blocks) rows += block.entries.size();
    return kIdSize + rows * kChainRowSize;
  }
};

Input Read(ByteView bytes) {
  if (bytes.empty()) return {};
  return {.id = bytes[0], .blocks = ParseChain(bytes.subspan(kIdSize))};
}

Bytes Write(const Input& input) {
  Bytes bytes = EncodeChain(input.blocks);
  bytes.insert(bytes.begin(), input.id);
  return bytes;
}

class ChainMutator {
 public:
  ChainMutator(Input& input, ByteMutator& bytes)
      : input_(input), blocks_(input.blocks), bytes_(bytes), random_(bytes.random()) {}

  void MutateOnce() {
    if (blocks_.empty()) return InsertFirst();
    BlockSpec& block = random_.Pick(blocks_);
    switch (random_.Below(14)) {
      case 0:
        return InsertAny(random_, kChainBlocksMax, MakeBlock(), blocks_);
      case 1:
        return Append();
      case 2:
        return EraseAny(random_, blocks_);
      case 3:
        return InsertAny(random_, kChainBlocksMax, BlockSpec(block), blocks_);
      case 4:
        return SwapAny(random_, blocks_);
      case 5:
        return ChangeFault(block);
      case 6:
        return ChangeBlock(block);
      case 7:
      case 8:
        return InsertAny(random_, kChainEntriesMax, MakeEntry(), block.entries);
      case 9:
        return EraseAny(random_, block.entries);
      case 10:
        return SwapAny(random_, block.entries);
      case 11:
        input_.id = bytes_.Number8(input_.id);
        return;
      default:
        if (!block.entries.empty()) ChangeEntry(random_.Pick(block.entries));
    }
  }

 private:
  uint8_t MakeKey() { return static_cast<uint8_t>(random_.Below(random_.OneIn(3) ? kKeys : 3)); }

  // Usually an alias that belongs to the key; else the same alias with a byte after its NUL, or a
  // long one.
  uint8_t MakeAlias(uint8_t key) {
    if (random_.OneIn(4)) return random_.Byte();
    if (random_.OneIn(8)) return static_cast<uint8_t>((random_.OneIn(2) ? 240 : 224) + key);
    return key;
  }

  // A small time of creation, and a time until the timeout.
  uint8_t MakeTime() {
    return static_cast<uint8_t>(random_.Below(8) << 4 | random_.Below(random_.OneIn(4) ? 16 : 3));
  }

  EntrySpec MakeEntry() {
    const uint8_t key = MakeKey();
    return {.kind = static_cast<uint8_t>(random_.Below(kEntryKindCount)),
            .key = key,
            .alias = MakeAlias(key),
            .time = MakeTime()};
  }

  BlockSpec MakeBlock() {
    BlockSpec block{.author = MakeKey(),
                    .time = static_cast<uint8_t>(1 + random_.Below(16)),
                    .fault = 0,
                    .entries = Entries(random_.Below(3))};
    for (EntrySpec& entry : block.entries) entry = MakeEntry();
    return block;
  }

  // Inserts a first block that registers its author.
  void InsertFirst() {
    const uint8_t author = MakeKey();
    blocks_.push_back({.author = author,
                       .time = 1,
                       .fault = 0,
                       .entries = {{.kind = 0, .key = author, .alias = author, .time = 0x41}}});
  }

  // Appends a block by an earlier author, not older than the last block. It is often valid.
  void Append() {
    if (blocks_.size() >= kChainBlocksMax) return;
    BlockSpec block = MakeBlock();
    if (!random_.OneIn(3)) block.author = random_.Pick(blocks_).author;
    block.time = std::max(block.time, blocks_.back().time);
    blocks_.push_back(std::move(block));
  }

  // Removes a fault as often as it adds one.
  void ChangeFault(BlockSpec& block) {
    if (random_.OneIn(2)) {
      for (BlockSpec& one : blocks_) one.fault = 0;
    }
    block.fault = static_cast<uint8_t>(
        random_.OneIn(kFaultOneIn) ? random_.Byte() : random_.Below(kChainFaultCount));
  }

  void ChangeBlock(BlockSpec& block) {
    uint8_t& field = random_.OneIn(2) ? block.author : block.time;
    field = bytes_.Number8(field);
  }

  void ChangeEntry(EntrySpec& entry) {
    if (random_.OneIn(4)) entry = MakeEntry();
    uint8_t* const fields[] = {&entry.kind, &entry.key, &entry.alias, &entry.time};
    uint8_t& field = *fields[random_.Below(4)];
    field = random_.OneIn(2) ? bytes_.Number8(field) : MakeKey();
  }

  Input& input_;
  ChainSpec& blocks_;
  ByteMutator& bytes_;
  Random& random_;
};

// Zeroes a field of a block or of an entry. Keeps the size.
void ZeroAny(Random& random, Input& input) {
  if (input.blocks.empty()) return;
  BlockSpec& block = random.Pick(input.blocks);
  std::vector<uint8_t*> fields = {&block.author, &block.time, &block.fault};
  for (EntrySpec& entry : block.entries) {
    for (uint8_t* field : {&entry.kind, &entry.key, &entry.alias, &entry.time}) {
      fields.push_back(field);
    }
  }
  *random.Pick(fields) = 0;
}

// Removes a block or an entry. Removes a block without entries.
void Shorten(Random& random, Input& input) {
  BlockSpec& block = random.Pick(input.blocks);
  if (block.entries.empty() || random.OneIn(3)) return EraseAny(random, input.blocks);
  EraseAny(random, block.entries);
}

void MakeFit(size_t max_size, Random& random, Input& input) {
  if (input.blocks.size() > kChainBlocksMax) input.blocks.resize(kChainBlocksMax);
  for (BlockSpec& block : input.blocks) {
    if (block.entries.size() > kChainEntriesMax) block.entries.resize(kChainEntriesMax);
  }
  while (input.size() > max_size) Shorten(random, input);
}

Bytes Shrink(Input input, size_t max_size, Random& random) {
  if (random.OneIn(2)) ZeroAny(random, input);
  MakeFit(max_size, random, input);
  return Write(input);
}

Bytes MutateRaw(ByteView input, size_t max_size, ByteMutator& bytes) {
  Bytes raw(input.begin(), input.end());
  bytes.Mutate(raw, max_size);
  return raw;
}

}  // namespace

Bytes MutateChain(ByteView input, size_t max_size, ByteMutator& bytes) {
  Random& random = bytes.random();
  if (max_size < kIdSize) return {};
  if (max_size < input.size()) return Shrink(Read(input), max_size, random);
  if (random.OneIn(kRawOneIn)) return MutateRaw(input, max_size, bytes);
  Input chain = Read(input);
  ChainMutator mutator(chain, bytes);
  mutator.MutateOnce();
  for (size_t i = 0; i < 4 && random.OneIn(2); ++i) mutator.MutateOnce();
  MakeFit(max_size, random, chain);
  return Write(chain);
}

Bytes CrossChains(ByteView a, ByteView b, size_t max_size, Random& random) {
  if (max_size < kIdSize) return {};
  Input child = Read(a);
  Input other = Read(b);
  if (child.blocks.empty() || other.blocks.empty() || random.OneIn(2)) {
    child.blocks = HeadAndTail(child.blocks, other.blocks, random);
  } else {
    Entries& entries = random.Pick(child.blocks).entries;
    entries = HeadAndTail(entries, random.Pick(other.blocks).entries, random);
  }
  MakeFit(max_size, random, child);
  return Write(child);
}

}  // namespace asmtp::fuzz
