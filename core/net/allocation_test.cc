// Counts the allocations of a connection after its buffers have grown to the size of the messages.
#include <atomic>
#include <cstdlib>
#include <new>

#include "core/net/testing/net_test_fixture.h"

namespace {

std::atomic<size_t> allocations = 0;

void* Allocate(size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

void* Allocate(size_t size, std::align_val_t alignment) {
  ++allocations;
  const auto step = static_cast<size_t>(alignment);
  if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(size_t size) { return Allocate(size); }
void* operator new[](size_t size) { return Allocate(size); }
void* operator new(size_t size, std::align_val_t alignment) { return Allocate(size, alignment); }
void* operator new[](size_t size, std::align_val_t alignment) { return Allocate(size, alignment); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t, std::align_val_t) noexcept { std::free(memory); }

namespace asmtp {
namespace {

constexpr int kMessageCount = 1000;

class AllocationTest : public NetTest {
 protected:
  static asio::awaitable<bool> Echo(Connection& connection) {
    for (;;) {
      const auto received = co_await connection.Receive();
      if (!received) co_return false;
      if (!co_await connection.Send(*received)) co_return false;
    }
  }
  // Sends messages that the peer echoes. Returns the allocations of both sides for the last
  // kMessageCount messages.
  static asio::awaitable<size_t> Count(Connection& connection, size_t size) {
    const std::vector<uint8_t> message = PatternBytes(size);
    size_t before = 0;
    for (int i = 0; i < 2 * kMessageCount; ++i) {
      if (i == kMessageCount) before = allocations;
      if (!co_await connection.Send(message)) co_return SIZE_MAX;
      if (!co_await connection.Receive()) co_return SIZE_MAX;
    }
    co_return allocations - before;
  }
};

TEST_F(AllocationTest, CountsAllocations) {
  const size_t before = allocations;
  OpenPair();
  EXPECT_GT(allocations, before);
}

TEST_F(AllocationTest, NoneInSteadyState) {
  for (const Limits::Duration idle : {Limits::Duration(0s), Limits::Duration(60s)}) {
    for (const size_t size : {0UZ, 100UZ, 10'000UZ}) {
      const Options options{.limits = {.idle = idle}};
      auto [client, server] = OpenPair(options, options);
      auto echoing = Start(Echo(server));
      EXPECT_EQ(Get(Count(client, size)), 0U) << "messages of " << size << " bytes";
      client.Shutdown();
      EXPECT_FALSE(Get(std::move(echoing)));
    }
  }
}

}  // namespace
}  // namespace asmtp
