#include "core/wire/framing.h"

#include <gtest/gtest.h>

#include "core/testing/names.h"
#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

TEST(Framing, RoundTripsNames) {
  EXPECT_EQ(FramingOf("u32"), Framing::kU32);
  EXPECT_EQ(FramingOf("u16"), Framing::kU16);
  for (const Framing framing : kFramings) EXPECT_EQ(FramingOf(Name(framing)), framing);
  for (const std::string_view name : {"", "U32", "u8", "u64", "u32 ", "32"}) {
    EXPECT_EQ(FramingOf(name), std::nullopt) << name;
  }
}

struct LimitRow {
  Framing framing;
  uint32_t asked;
  uint32_t limit;
};

constexpr LimitRow kLimits[] = {
    {Framing::kU32, 0, 16},
    {Framing::kU32, 15, 16},
    {Framing::kU32, 16, 16},
    {Framing::kU32, 17, 17},
    {Framing::kU32, 16 << 20, 16 << 20},
    {Framing::kU32, 0xfffffffa, 0xfffffffa},
    {Framing::kU32, 0xfffffffb, 0xfffffffb},
    {Framing::kU32, 0xfffffffc, 0xfffffffb},
    {Framing::kU32, 0xffffffff, 0xfffffffb},
    {Framing::kU16, 0, 16},
    {Framing::kU16, 65532, 65532},
    {Framing::kU16, 65533, 65533},
    {Framing::kU16, 65534, 65533},
    {Framing::kU16, 0xffffffff, 65533},
};

TEST(FrameFormat, ClampsTheLimitToTheFraming) {
  for (const LimitRow& row : kLimits) {
    const FrameFormat format(row.framing, row.asked);
    EXPECT_EQ(format.length_limit(), row.limit) << Name(row.framing) << ' ' << row.asked;
    EXPECT_EQ(format.plaintext_limit(), row.limit - 16);
    EXPECT_EQ(format.framing(), row.framing);
  }
}

// The defaults of an endpoint.
static_assert(FrameFormat().framing() == Framing::kU32);
static_assert(FrameFormat().length_limit() == 16 * 1024 * 1024);
static_assert(FrameFormat(Framing::kU16).length_limit() == 65533);
static_assert(FrameFormat(Framing::kU32).FrameSize(0) == 4 + 16);
static_assert(FrameFormat(Framing::kU16).FrameSize(100) == 2 + 100 + 16);

struct HeaderRow {
  Framing framing;
  uint32_t length;
  std::string_view bytes;
};

constexpr HeaderRow kHeaders[] = {
    {Framing::kU32, 0, "00000000"},
    {Framing::kU32, 16, "00000010"},
    {Framing::kU32, 0x01020304, "01020304"},
    {Framing::kU32, 0xffffffff, "ffffffff"},
    {Framing::kU16, 0, "0000"},
    {Framing::kU16, 0x0102, "0102"},
    {Framing::kU16, 0xffff, "ffff"},
};

TEST(FrameHeader, RoundTripsBigEndian) {
  for (const HeaderRow& row : kHeaders) {
    std::vector<uint8_t> bytes(HeaderSize(row.framing) + 1, 0xee);
    WriteFrameHeader(row.framing, row.length, bytes);
    EXPECT_EQ(bytes, HexBytes(std::string(row.bytes) + "ee"));
    EXPECT_EQ(ReadFrameHeader(row.framing, bytes), row.length);
  }
}

TEST(FrameHeader, IsAbsentUntilComplete) {
  const std::vector<uint8_t> bytes = HexBytes("0102030405");
  for (const Framing framing : kFramings) {
    for (size_t size = 0; size <= bytes.size(); ++size) {
      EXPECT_EQ(ReadFrameHeader(framing, ByteView(bytes).first(size)).has_value(),
                size >= HeaderSize(framing));
    }
  }
}

}  // namespace
}  // namespace asmtp
