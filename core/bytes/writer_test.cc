#include "core/bytes/writer.h"

#include <gtest/gtest.h>

#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

TEST(Writer, WritesBigEndian) {
  ByteArray<10> buffer{};
  Writer writer(buffer);
  writer.WriteU8(0xf1);
  writer.WriteU16(0xf2f3);
  writer.WriteU32(0xf4f5f6f7);
  writer.WriteBytes(ByteArray<3>{1, 2, 3});
  EXPECT_TRUE(writer.Fits());
  EXPECT_EQ(writer.size(), 10u);
  EXPECT_EQ(ToVector(buffer), HexBytes("f1 f2f3 f4f5f6f7 010203"));
}

// Every kind of write. The test gives each one buffers of every size up to one byte too many.
struct WriteRow {
  const char* name;
  size_t size;
  void (*write)(Writer& writer);
};

constexpr WriteRow kWrites[] = {
    {"u8", 1, [](Writer& writer) { writer.WriteU8(0x11); }},
    {"u16", 2, [](Writer& writer) { writer.WriteU16(0x1111); }},
    {"u32", 4, [](Writer& writer) { writer.WriteU32(0x11111111); }},
    {"bytes", 3, [](Writer& writer) { writer.WriteBytes(ByteArray<3>{0x11, 0x11, 0x11}); }},
    {"nothing", 0, [](Writer& writer) { writer.WriteBytes({}); }},
};

TEST(Writer, WritesAllOrNothing) {
  for (const WriteRow& row : kWrites) {
    for (size_t room = 0; room <= row.size + 1; ++room) {
      SCOPED_TRACE(testing::Message() << row.name << " into " << room);
      std::vector<uint8_t> buffer(room + 1, 0xee);  // one byte past the end
      Writer writer(MutableByteView(buffer).first(room));
      row.write(writer);
      const bool fits = row.size <= room;
      EXPECT_EQ(writer.Fits(), fits);
      std::vector<uint8_t> expected(room + 1, 0xee);
      if (fits) std::fill_n(expected.begin(), row.size, uint8_t{0x11});
      EXPECT_EQ(buffer, expected);
      EXPECT_EQ(writer.size(), fits ? row.size : 0);
    }
  }
}

TEST(Writer, WritesNothingAfterOverflow) {
  ByteArray<4> buffer{};
  Writer writer(buffer);
  writer.WriteU16(0x0102);
  writer.WriteU32(0x03040506);  // two bytes too many
  writer.WriteU8(0x07);         // would fit
  writer.WriteBytes({});
  EXPECT_FALSE(writer.Fits());
  EXPECT_EQ(buffer, (ByteArray<4>{1, 2, 0, 0}));
  EXPECT_EQ(writer.size(), 2u);
}

}  // namespace
}  // namespace asmtp
