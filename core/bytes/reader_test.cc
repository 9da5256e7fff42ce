#include "core/bytes/reader.h"

#include <gtest/gtest.h>

#include <optional>

#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

constexpr ByteArray<8> kBytes = {0x81, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08};

// Every kind of read, its size in bytes, and the value it returns at the front of kBytes.
struct ReadRow {
  const char* name;
  size_t size;
  std::optional<uint64_t> (*read)(Reader& reader, bool* wrote_on_failure);
  uint64_t value;
};

template <class Integer, bool (Reader::*read)(Integer*)>
std::optional<uint64_t> Run(Reader& reader, bool* wrote_on_failure) {
  Integer value = 0x5a;
  if ((reader.*read)(&value)) return value;
  *wrote_on_failure = value != 0x5a;
  return std::nullopt;
}

std::optional<uint64_t> RunBytes(Reader& reader, bool* wrote_on_failure) {
  ByteView view;
  if (reader.Read(5, &view)) return view.size() == 5 ? view[4] : 0;
  *wrote_on_failure = view.data() != nullptr;
  return std::nullopt;
}

constexpr ReadRow kReads[] = {
    {"u8", 1, Run<uint8_t, &Reader::ReadU8>, 0x81},
    {"u16", 2, Run<uint16_t, &Reader::ReadU16>, 0x8102},
    {"u32", 4, Run<uint32_t, &Reader::ReadU32>, 0x81020304},
    {"bytes 5", 5, RunBytes, 0x05},
};

TEST(Reader, ReadsEnoughBytesOrChangesNothing) {
  for (const ReadRow& row : kReads) {
    for (size_t available = 0; available <= kBytes.size(); ++available) {
      SCOPED_TRACE(testing::Message() << row.name << " of " << available << " bytes");
      Reader reader(ByteView(kBytes).first(available));
      bool wrote_on_failure = false;
      const auto value = row.read(reader, &wrote_on_failure);
      ASSERT_EQ(value.has_value(), available >= row.size);
      EXPECT_FALSE(wrote_on_failure);
      if (value) EXPECT_EQ(*value, row.value);
      EXPECT_EQ(reader.remaining(), value ? available - row.size : available);
      EXPECT_EQ(reader.AtEnd(), reader.remaining() == 0);
      EXPECT_EQ(reader.rest().size(), reader.remaining());
    }
  }
}

TEST(Reader, ReadsFieldsInOrderWithoutCopying) {
  Reader reader(kBytes);
  uint8_t first = 0;
  ByteView second;
  ByteView third;
  ASSERT_TRUE(reader.ReadU8(&first) && reader.Read(2, &second) && reader.Read(0, &third));
  EXPECT_EQ(second.data(), kBytes.data() + 1);
  EXPECT_TRUE(third.empty());
  EXPECT_EQ(reader.rest().data(), kBytes.data() + 3);
  ASSERT_TRUE(reader.Read(reader.remaining(), &second));
  EXPECT_EQ(ToVector(second), ToVector(ByteView(kBytes).subspan(3)));
  EXPECT_TRUE(reader.AtEnd());
  EXPECT_TRUE(reader.rest().empty());
}

TEST(Reader, RejectsHugeSizesWithoutOverflow) {
  for (const size_t size : {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 2 + 1, size_t{9}}) {
    Reader reader(kBytes);
    ByteView view;
    EXPECT_FALSE(reader.Read(size, &view)) << size;
    EXPECT_EQ(reader.remaining(), kBytes.size());
  }
}

TEST(Reader, ReadsSmallerSizeAfterFailure) {
  Reader reader(ByteView(kBytes).first(3));
  uint32_t too_large = 0;
  uint16_t fits = 0;
  EXPECT_FALSE(reader.ReadU32(&too_large));
  EXPECT_TRUE(reader.ReadU16(&fits));
  EXPECT_EQ(fits, 0x8102);
}

TEST(Reader, HandlesEmptyInput) {
  Reader reader{ByteView()};
  ByteView view;
  uint8_t byte = 0;
  EXPECT_TRUE(reader.Read(0, &view));
  EXPECT_FALSE(reader.ReadU8(&byte));
  EXPECT_TRUE(reader.AtEnd());
}

}  // namespace
}  // namespace asmtp
