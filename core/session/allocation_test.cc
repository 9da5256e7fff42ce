// Counts allocations. A message needs none, and memory follows the bytes that have arrived.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "core/testing/session_pair.h"

namespace {

size_t allocation_count = 0;
size_t allocated_size = 0;  // in total; freed memory is not subtracted

}  // namespace

void* operator new(size_t size) {
  ++allocation_count;
  allocated_size += size;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new[](size_t size) { return operator new(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace asmtp {
namespace {

// Returns the number of allocations during `run`.
template <class Run>
size_t AllocationsOf(Run run) {
  const size_t before = allocation_count;
  run();
  return allocation_count - before;
}

TEST(Allocation, CountsAllocations) {
  // Calls the operators by name, because the compiler may remove a new-expression.
  EXPECT_EQ(AllocationsOf([] { operator delete(operator new(1)); }), 1u);
  EXPECT_EQ(AllocationsOf([] { operator delete[](operator new[](1)); }), 1u);
}

TEST(Allocation, NonePerMessageInSteadyState) {
  for (const Framing framing : kFramings) {
    const FrameFormat format(framing);
    for (const size_t size : {size_t{0}, size_t{1}, size_t{1000}, size_t{65000}}) {
      SessionPair pair = OpenSessionPair(format);
      const std::vector<uint8_t> plaintext = PatternBytes(size);
      std::vector<uint8_t> frame(format.FrameSize(size));
      size_t received = 0;
      const auto exchange = [&] {
        for (int i = 0; i < 100; ++i) {
          if (!pair.initiator.Seal(plaintext, frame)) return;
          pair.responder.Feed(frame);
          if (std::holds_alternative<Received>(pair.responder.Next())) ++received;
        }
      };
      exchange();  // the buffers grow to the size of the messages
      EXPECT_EQ(AllocationsOf(exchange), 0u) << Name(framing) << ", " << size << " bytes";
      EXPECT_EQ(received, 200u);
    }
  }
}

// Next() frees the memory of a large frame if no other frame has arrived.
TEST(Allocation, ReleasesTheMemoryOfALargeFrame) {
  const FrameFormat format;
  SessionPair pair = OpenSessionPair(format);
  std::vector<uint8_t> frame(format.FrameSize(format.plaintext_limit()));
  ASSERT_TRUE(pair.initiator.Seal(PatternBytes(format.plaintext_limit()), frame));
  pair.responder.Feed(frame);
  EXPECT_TRUE(std::holds_alternative<Received>(pair.responder.Next()));
  EXPECT_GE(pair.responder.buffer_capacity(), frame.size()) << "the plaintext is still borrowed";
  EXPECT_TRUE(std::holds_alternative<NeedBytes>(pair.responder.Next()));
  EXPECT_LE(pair.responder.buffer_capacity(), size_t{128 * 1024});
}

// Feeds, byte by byte, a header that announces the largest frame.
TEST(Allocation, GrowsWithReceivedNotAnnouncedBytes) {
  for (const Framing framing : kFramings) {
    const FrameFormat format(framing, FrameLengthMax(framing));
    ByteArray<4> header;
    WriteFrameHeader(framing, FrameLengthMax(framing), header);
    const size_t before = allocated_size;
    SessionPair pair = OpenSessionPair(format);
    for (const uint8_t byte : ByteView(header).first(format.header_size())) {
      pair.responder.Feed(ByteView(&byte, 1));
      EXPECT_TRUE(std::holds_alternative<NeedBytes>(pair.responder.Next()));
    }
    // Both ends of the connection, including the handshake.
    EXPECT_LT(allocated_size - before + sizeof pair, size_t{64 * 1024}) << Name(framing);
  }
}

}  // namespace
}  // namespace asmtp
