// A ReceiveBuffer returns none of its bytes to the heap.
#include <gtest/gtest.h>

#include <functional>

#include "core/testing/append.h"
#include "core/testing/freed_memory.h"
#include "core/testing/test_bytes.h"
#include "core/wire/receive_buffer.h"

namespace asmtp {
namespace {

using Buffer = std::optional<ReceiveBuffer>;

struct WayRow {
  std::string_view name;
  std::function<void(Buffer&)> free;
};

// Every way in which the buffer frees memory.
const WayRow kWays[] = {
    {"destroyed", [](Buffer& buffer) { buffer.reset(); }},
    {"assigned to", [](Buffer& buffer) { *buffer = ReceiveBuffer(); }},
    {"grown", [](Buffer& buffer) { Append(*buffer, std::vector<uint8_t>(1024 * 1024)); }},
    {"trimmed",
     [](Buffer& buffer) {
       buffer->Consume(buffer->unread().size());
       buffer->Trim();
     }},
    {"moved, then destroyed", [](Buffer& buffer) { ReceiveBuffer other(*std::move(buffer)); }},
};

TEST(WatchFreedMemory, SeesFreedSecrets) {
  const std::vector<uint8_t> secret = PatternBytes(16);
  WatchFreedMemory watch(secret);
  std::vector<uint8_t>(1000);
  EXPECT_FALSE(watch.Seen());
  auto copy = std::make_unique<std::vector<uint8_t>>(1000);
  CopyTo(ByteView(secret).last(8), MutableByteView(*copy).subspan(500));
  copy.reset();
  EXPECT_TRUE(watch.Seen());
}

// The secret is unread, or was consumed and lies beyond the bytes that are unread now.
TEST(ReceiveBuffer, WipesBytesBeforeFreeingThem) {
  const std::vector<uint8_t> secret = PatternBytes(256);
  for (const WayRow& row : kWays) {
    for (const size_t front : std::initializer_list<size_t>{0, 5000, 1'000'000}) {
      for (const bool consumed : {false, true}) {
        Buffer buffer(std::in_place);
        Append(*buffer, std::vector<uint8_t>(front));
        Append(*buffer, secret);
        if (consumed) {
          buffer->Consume(front + secret.size());
          Append(*buffer, HexBytes("00"));  // restarts at the front
        }
        WatchFreedMemory watch(secret);
        row.free(buffer);
        EXPECT_FALSE(watch.Seen()) << row.name << ", after " << front << ' ' << consumed;
      }
    }
  }
}

}  // namespace
}  // namespace asmtp
