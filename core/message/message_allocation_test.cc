// Decode() and Encode() never allocate.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "core/message/message.h"
#include "core/testing/samples.h"

namespace {
size_t allocations = 0;
}  // namespace

void* operator new(size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace asmtp {
namespace {

TEST(Allocation, CountsAllocations) {
  const size_t before = allocations;
  EXPECT_EQ(std::vector<uint8_t>(100).size(), 100u);
  EXPECT_GT(allocations, before);
}

TEST(Allocation, NoneInDecodeAndEncode) {
  for (Sample& sample : Samples()) {
    SCOPED_TRACE(sample.name);
    std::vector<uint8_t> out(sample.bytes.size());
    const size_t before = allocations;
    const auto message = Decode(sample.bytes);
    const bool same = message && EncodedSize(*message) == out.size() && Encode(*message, out);
    EXPECT_EQ(allocations, before);
    EXPECT_TRUE(same);
  }
}

TEST(Allocation, NoneInDecodeOfInvalidMessages) {
  for (Sample& sample : Samples()) {
    SCOPED_TRACE(sample.name);
    for (size_t i = 0; i < sample.bytes.size(); ++i) {
      sample.bytes[i] ^= 0x55;
      const size_t before = allocations;
      const bool broken = !Decode(sample.bytes) || !Decode(ByteView(sample.bytes).first(i));
      const size_t after = allocations;
      sample.bytes[i] ^= 0x55;
      EXPECT_EQ(after, before) << broken;
    }
  }
}

}  // namespace
}  // namespace asmtp
