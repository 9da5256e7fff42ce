#include "core/wire/receive_buffer.h"

#include <gtest/gtest.h>

#include <random>

#include "core/testing/append.h"
#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes Unread(const ReceiveBuffer& buffer) { return ToVector(buffer.unread()); }

// The bound that receive_buffer.h states.
size_t MemoryLimit(size_t fullest) {
  return std::max(ReceiveBuffer::kInitialSize, 3 * (fullest + ReceiveBuffer::kPrepareSizeMin) - 1);
}

TEST(ReceiveBuffer, AllocatesNothingUntilUsed) {
  ReceiveBuffer buffer;
  EXPECT_EQ(buffer.capacity(), 0u);
  EXPECT_TRUE(buffer.unread().empty());
  Append(buffer, {});
  EXPECT_EQ(buffer.capacity(), 0u);
  EXPECT_EQ(buffer.Prepare().size(), ReceiveBuffer::kInitialSize);
  EXPECT_EQ(buffer.capacity(), size_t{16 * 1024});
}

TEST(ReceiveBuffer, CommitAppendsAndConsumeDrops) {
  ReceiveBuffer buffer;
  CopyTo(HexBytes("010203"), buffer.Prepare());
  EXPECT_TRUE(buffer.unread().empty()) << "before Commit";
  buffer.Commit(2);
  EXPECT_EQ(Unread(buffer), HexBytes("0102"));
  Append(buffer, HexBytes("0405"));
  EXPECT_EQ(Unread(buffer), HexBytes("01020405"));
  buffer.Consume(3);
  EXPECT_EQ(Unread(buffer), HexBytes("05"));
  buffer.Consume(1);
  EXPECT_TRUE(Unread(buffer).empty());
}

TEST(ReceiveBuffer, ViewsStayValidUntilPrepare) {
  ReceiveBuffer buffer;
  const Bytes bytes = PatternBytes(1000);
  Append(buffer, bytes);
  const MutableByteView view = buffer.unread();
  buffer.Consume(1000);
  EXPECT_EQ(ToVector(view), bytes);
  view[0] ^= 1;  // the caller may still write to it, to decrypt in place
  EXPECT_TRUE(buffer.unread().empty());
}

TEST(ReceiveBuffer, MoveTransfersTheBytes) {
  ReceiveBuffer first;
  Append(first, PatternBytes(100));
  first.Consume(10);
  ReceiveBuffer second(std::move(first));
  // NOLINTBEGIN(bugprone-use-after-move): tested on purpose
  EXPECT_EQ(first.capacity(), 0u);
  EXPECT_TRUE(first.unread().empty());
  Append(first, HexBytes("0102"));
  EXPECT_EQ(Unread(first), HexBytes("0102"));
  // NOLINTEND(bugprone-use-after-move)
  first = std::move(second);
  EXPECT_EQ(Unread(first), ToVector(ByteView(PatternBytes(100)).subspan(10)));
}

TEST(ReceiveBuffer, DoesNotGrowWhenReadsKeepPace) {
  ReceiveBuffer buffer;
  for (int i = 0; i < 10000; ++i) {
    Append(buffer, HexBytes("00112233"));
    buffer.Consume(i % 2 == 0 ? 3 : 5);  // leaves one byte, then none
    ASSERT_EQ(buffer.capacity(), ReceiveBuffer::kInitialSize);
  }
}

TEST(ReceiveBuffer, OffersAllRoomWhenEmpty) {
  ReceiveBuffer buffer;
  Append(buffer, PatternBytes(100));
  EXPECT_EQ(buffer.Prepare().size(), ReceiveBuffer::kInitialSize - 100);
  buffer.Consume(100);
  EXPECT_EQ(buffer.Prepare().size(), ReceiveBuffer::kInitialSize);
}

TEST(ReceiveBuffer, DoesNotGrowWithManyUnreadBytes) {
  ReceiveBuffer buffer;
  Append(buffer, PatternBytes(8000));
  for (int i = 0; i < 1000; ++i) {
    Append(buffer, PatternBytes(191));
    buffer.Consume(191);
    ASSERT_EQ(buffer.capacity(), ReceiveBuffer::kInitialSize);
  }
}

TEST(ReceiveBuffer, TrimReleasesMemoryOfLargeFrames) {
  for (const size_t rest : std::initializer_list<size_t>{0, 1, 1000}) {
    ReceiveBuffer buffer;
    const Bytes frame = PatternBytes(16 * 1024 * 1024);
    Append(buffer, frame);
    buffer.Trim();
    EXPECT_GE(buffer.capacity(), frame.size()) << "unread bytes stay";
    buffer.Consume(frame.size() - rest);
    buffer.Trim();
    EXPECT_EQ(buffer.capacity(), ReceiveBuffer::kKeptSize);
    EXPECT_EQ(Unread(buffer), ToVector(ByteView(frame).last(rest)));
  }
}

// Trim() between frames of usual sizes neither moves bytes nor frees memory.
TEST(ReceiveBuffer, TrimKeepsMemoryOfUsualFrames) {
  for (const size_t size : std::initializer_list<size_t>{100, 16'000, 65'537}) {
    ReceiveBuffer buffer;
    Append(buffer, Bytes(size));
    const size_t capacity = buffer.capacity();
    for (int i = 0; i < 10; ++i) {
      const uint8_t* const memory = buffer.unread().data() - (i == 0 ? 0 : 7);
      buffer.Consume(buffer.unread().size());
      buffer.Trim();
      EXPECT_EQ(buffer.Prepare().data(), memory) << size;
      EXPECT_EQ(buffer.capacity(), capacity) << size;
      Append(buffer, Bytes(size));
      buffer.Consume(7);
    }
  }
}

// Bytes move to the front only if that frees at least a quarter of the memory. Otherwise it doubles.
TEST(ReceiveBuffer, GrowsWhenAMoveWouldFreeLittle) {
  constexpr size_t kFull = ReceiveBuffer::kInitialSize;
  constexpr size_t kEnough = kFull / 4 + ReceiveBuffer::kPrepareSizeMin;
  for (const auto& [consumed, capacity] : {std::pair(kEnough, kFull), {kEnough - 1, 2 * kFull}}) {
    ReceiveBuffer buffer;
    const Bytes bytes = PatternBytes(kFull);
    Append(buffer, bytes);
    buffer.Consume(consumed);
    EXPECT_GE(buffer.Prepare().size(), ReceiveBuffer::kPrepareSizeMin);
    EXPECT_EQ(buffer.capacity(), capacity);
    EXPECT_EQ(Unread(buffer), ToVector(ByteView(bytes).subspan(consumed)));
  }
}

// Trim() leaves between four and eight times the memory that is needed.
TEST(ReceiveBuffer, TrimLeavesRoomToGrow) {
  const Bytes bytes = PatternBytes(8 * 1024 * 1024);
  for (size_t rest = 1000; rest < bytes.size(); rest = rest * 5 / 4) {
    ReceiveBuffer buffer;
    Append(buffer, bytes);
    const size_t before = buffer.capacity();
    buffer.Consume(bytes.size() - rest);
    buffer.Trim();
    const size_t needed = rest + ReceiveBuffer::kPrepareSizeMin;
    EXPECT_LE(buffer.capacity(), std::max(ReceiveBuffer::kKeptSize, 8 * needed)) << rest;
    if (buffer.capacity() < before) {
      EXPECT_GE(buffer.capacity(), std::max(ReceiveBuffer::kKeptSize, 4 * needed)) << rest;
    }
    EXPECT_EQ(Unread(buffer), ToVector(ByteView(bytes).last(rest)));
  }
}

// Compares the buffer with a model over random calls: the same bytes, and memory within its limit.
TEST(ReceiveBuffer, MatchesModelOverRandomCalls) {
  std::mt19937_64 generator(1);
  for (int round = 0; round < 60; ++round) {
    const size_t largest = size_t{1} << (generator() % 20);
    ReceiveBuffer buffer;
    Bytes model;
    size_t fullest = 0;
    for (int step = 0; step < 60; ++step) {
      const Bytes bytes = PatternBytes(generator() % largest, generator());
      Append(buffer, bytes);
      model.insert(model.end(), bytes.begin(), bytes.end());
      fullest = std::max(fullest, model.size());
      ASSERT_LE(buffer.capacity(), MemoryLimit(fullest));
      ASSERT_GE(buffer.Prepare().size(), ReceiveBuffer::kPrepareSizeMin);
      ASSERT_LE(buffer.capacity(), MemoryLimit(fullest));
      ASSERT_TRUE(Equal(buffer.unread(), model));
      const size_t consumed =
          generator() % 3 == 0 ? model.size() : generator() % (model.size() + 1);
      buffer.Consume(consumed);
      model.erase(model.begin(), model.begin() + static_cast<ptrdiff_t>(consumed));
      ASSERT_TRUE(Equal(buffer.unread(), model));
      if (generator() % 2 == 0) continue;
      buffer.Trim();
      ASSERT_LE(buffer.capacity(), std::max(ReceiveBuffer::kKeptSize,
                                            8 * (model.size() + ReceiveBuffer::kPrepareSizeMin)));
      ASSERT_TRUE(Equal(buffer.unread(), model));
    }
  }
}

// Checks the limit at every size at which the buffer may have to move or grow.
TEST(ReceiveBuffer, LimitsMemoryAtEverySize) {
  for (size_t kept = 0; kept < 3 * ReceiveBuffer::kInitialSize; kept += 61) {
    for (const size_t gone : std::initializer_list<size_t>{0, 1, 4095, 4096, 4097, 12288}) {
      ReceiveBuffer buffer;
      size_t fullest = 0;
      for (const size_t size : {gone, kept}) {  // consumed bytes before unread ones
        for (size_t left = size; left > 0;) {
          const size_t now = std::min<size_t>(left, 1000);
          Append(buffer, Bytes(now, 0x11));
          left -= now;
          fullest = std::max(fullest, buffer.unread().size());
        }
        if (size == gone) buffer.Consume(buffer.unread().size());
      }
      ASSERT_GE(buffer.Prepare().size(), ReceiveBuffer::kPrepareSizeMin);
      ASSERT_LE(buffer.capacity(), MemoryLimit(fullest)) << kept << " after " << gone;
    }
  }
}

}  // namespace
}  // namespace asmtp
