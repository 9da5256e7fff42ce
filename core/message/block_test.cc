#include <gtest/gtest.h>

#include "core/message/passport.h"
#include "core/testing/samples.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;

constexpr size_t kContentHashOffset = kVersionSize + kContentSizeSize + kTimeSize;

BlockDraft SampleBlock() {
  PassportBuilder passport;
  return passport.Append(KeyOf(1), 100,
                         Content().Register(KeyOf(1), {.alias = "alice", .created_at = 100}));
}

std::optional<DecodeError> Verdict(const BlockDraft& draft) {
  return ErrorOf(Block::Decode(draft.Bytes()));
}

TEST(Block, ViewsEveryField) {
  const BlockDraft draft = SampleBlock();
  const std::vector<uint8_t> bytes = draft.Bytes();
  const auto block = Block::Decode(bytes);
  ASSERT_TRUE(block);
  EXPECT_EQ(block->header().version, 0);
  EXPECT_EQ(block->header().content_size, draft.content.size());
  EXPECT_EQ(block->header().time, 100u);
  EXPECT_TRUE(Equal(block->header().author, KeyOf(1).public_key()));
  EXPECT_EQ(block->HeaderHash(), draft.HeaderHash());
  EXPECT_TRUE(Equal(block->entries().bytes(), draft.content));
  EXPECT_TRUE(Equal(block->bytes(), bytes));
  EXPECT_EQ(BlockDraft::Of(*block).Bytes(), bytes);
}

TEST(Block, AcceptsAnyVersionAndNoContent) {
  BlockDraft draft;
  draft.version = 0xffff;
  draft.Seal(KeyOf(1));
  EXPECT_TRUE(Block::Decode(draft.Bytes()));
}

TEST(Block, RejectsFewerBytesThanAHeader) {
  const std::vector<uint8_t> bytes = SampleBlock().Bytes();
  for (size_t size = 0; size < kBlockHeaderSize; ++size) {
    const auto block = Block::Decode(ByteView(bytes).first(size));
    EXPECT_EQ(ErrorOf(block), (DecodeError{Kind::kBlockSize, 0}));
  }
}

TEST(Block, ContentSizeMustMatch) {
  for (const int off : {-1, 1}) {
    BlockDraft draft = SampleBlock();
    draft.content_size = static_cast<uint16_t>(draft.content_size + off);
    draft.Sign(KeyOf(1));
    EXPECT_EQ(Verdict(draft), (DecodeError{Kind::kContentSize, kVersionSize}));
  }
}

TEST(Block, SignatureCoversTheWholeHeader) {
  const std::vector<uint8_t> bytes = SampleBlock().Bytes();
  for (size_t i = 0; i < kBlockHeaderSize; ++i) {
    std::vector<uint8_t> changed = bytes;
    changed[i] ^= 1;
    const bool is_size = i == kVersionSize || i == kVersionSize + 1;
    const DecodeError::Kind expected = is_size ? Kind::kContentSize : Kind::kHeaderSignature;
    EXPECT_EQ(KindOf(Block::Decode(changed)), expected) << i;
  }
}

TEST(Block, ContentHashMustMatch) {
  BlockDraft draft = SampleBlock();
  draft.content_hash[15] ^= 1;
  draft.Sign(KeyOf(1));
  EXPECT_EQ(Verdict(draft), (DecodeError{Kind::kContentHash, kContentHashOffset}));
}

TEST(Block, ChecksEntries) {
  BlockDraft draft = SampleBlock();
  draft.content.push_back(0);
  draft.Seal(KeyOf(1));
  const DecodeError expected = {Kind::kEntryTruncated, kBlockHeaderSize + draft.content.size() - 1};
  EXPECT_EQ(Verdict(draft), expected);
}

TEST(Blocks, IteratesDecodedBlocks) {
  const PassportBuilder passport = SamplePassport();
  const std::vector<uint8_t> bytes = passport.BlocksBytes();
  const auto blocks = Blocks::Decode(bytes);
  ASSERT_TRUE(blocks);
  size_t i = 0;
  for (const Block block : *blocks) {
    EXPECT_EQ(block.HeaderHash(), passport.blocks().at(i++).HeaderHash());
  }
  EXPECT_EQ(i, passport.blocks().size());
  EXPECT_TRUE(Blocks::Decode({})->empty());
}

TEST(Blocks, RejectsABlockPastTheEnd) {
  const std::vector<uint8_t> first = SamplePassport().BlocksBytes();
  for (const uint8_t high : {uint8_t{1}, uint8_t{0xff}}) {
    std::vector<uint8_t> bytes = first;
    bytes.insert(bytes.end(), {high, 0xff, 0xff, 0xff});
    bytes.resize(bytes.size() + 1000);
    EXPECT_EQ(ErrorOf(Blocks::Decode(bytes)), (DecodeError{Kind::kBlockSize, first.size()}));
  }
}

// Every bit of the size counts: with any of the higher ones the block passes the end.
TEST(Blocks, SizeHas32Bits) {
  PassportBuilder passport = SamplePassport();
  const std::vector<uint8_t> right = passport.BlocksBytes();
  const size_t second = kBlockSizeSize + passport.blocks()[0].Bytes().size();
  ASSERT_LT(right.size(), size_t{1} << 12);
  for (const size_t at : {size_t{0}, second}) {
    for (size_t bit = 12; bit < 32; ++bit) {
      std::vector<uint8_t> bytes = right;
      bytes[at + 3 - bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
      EXPECT_EQ(ErrorOf(Blocks::Decode(bytes)), (DecodeError{Kind::kBlockSize, at})) << bit;
    }
  }
}

TEST(Blocks, RejectsASizeBelowAHeader) {
  for (const uint8_t size : {uint8_t{0}, uint8_t{1}, uint8_t{135}}) {
    std::vector<uint8_t> bytes = {0, 0, 0, size};
    bytes.resize(1000);
    EXPECT_EQ(ErrorOf(Blocks::Decode(bytes)), (DecodeError{Kind::kBlockSize, kBlockSizeSize}));
  }
}

TEST(Block, MayHaveTheLargestContent) {
  const ByteArray<2> deregister = {0, 2};
  const ByteArray<kKeySize + kTimeSize> body{};
  Content content;
  while (content.bytes().size() + deregister.size() + body.size() <= UINT16_MAX) {
    content.Raw(deregister).Raw(body);
  }
  PassportBuilder passport;
  EXPECT_EQ(Verdict(passport.Append(KeyOf(1), 100, content)), std::nullopt);
  // One entry more, and the size has wrapped around.
  content.Raw(deregister).Raw(body);
  EXPECT_EQ(Verdict(passport.Append(KeyOf(1), 100, content)),
            (DecodeError{Kind::kContentSize, kVersionSize}));
}

TEST(Blocks, ErrorOffsetCountsFromTheMessage) {
  PassportBuilder passport = SamplePassport();
  passport.blocks()[1].signature[0] ^= 1;
  const size_t second = kTypeSize + kPassportIdSize + kBlockSizeSize +
                        passport.blocks()[0].Bytes().size() + kBlockSizeSize;
  EXPECT_EQ(ErrorOf(Decode(passport.Message())),
            (DecodeError{Kind::kHeaderSignature, second + kSignedHeaderSize}));
}

}  // namespace
}  // namespace asmtp
