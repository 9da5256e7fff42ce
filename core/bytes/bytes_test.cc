#include "core/bytes/bytes.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace asmtp {
namespace {

TEST(FixedView, DefaultViewsZeros) {
  const FixedView<4> view;
  EXPECT_EQ(view, FixedView<4>(ByteArray<4>{}.data()));
  EXPECT_EQ(view.Copy(), (ByteArray<4>{0, 0, 0, 0}));
}

TEST(FixedView, ComparesBytesNotAddresses) {
  const ByteArray<3> a = {1, 2, 3};
  const ByteArray<3> b = {1, 2, 3};
  const ByteArray<3> last_differs = {1, 2, 4};
  const ByteArray<3> first_differs = {0, 2, 3};
  EXPECT_EQ(FixedView<3>(a), FixedView<3>(b));
  EXPECT_NE(FixedView<3>(a), FixedView<3>(last_differs));
  EXPECT_NE(FixedView<3>(a), FixedView<3>(first_differs));
}

TEST(FixedView, DoesNotCopy) {
  ByteArray<3> bytes = {1, 2, 3};
  const FixedView<3> view(bytes);
  const ByteArray<3> copy = view.Copy();
  bytes[1] = 9;
  EXPECT_EQ(view[1], 9);
  EXPECT_EQ(copy[1], 2);
  EXPECT_EQ(view.data(), bytes.data());
  const ByteView as_view = view;
  EXPECT_EQ(as_view.size(), 3u);
  EXPECT_EQ(FixedView<3>::size(), 3u);
}

// A view of a temporary would dangle, and a wrong size is a wrong type.
static_assert(!std::is_constructible_v<FixedView<2>, ByteArray<2>>);
static_assert(!std::is_constructible_v<FixedView<2>, const ByteArray<3>&>);
static_assert(sizeof(FixedView<64>) == sizeof(void*));

TEST(Equal, ComparesLengthAndBytes) {
  const ByteArray<3> a = {1, 2, 3};
  EXPECT_TRUE(Equal(a, ByteArray<3>{1, 2, 3}));
  EXPECT_FALSE(Equal(a, ByteArray<2>{1, 2}));
  EXPECT_FALSE(Equal(a, ByteArray<3>{1, 2, 4}));
  EXPECT_TRUE(Equal({}, {}));
}

TEST(CopyTo, CopiesToTheFrontAndAcceptsEmptyViews) {
  ByteArray<3> to = {7, 7, 7};
  CopyTo({}, {});
  CopyTo(ByteArray<2>{1, 2}, to);
  EXPECT_EQ(to, (ByteArray<3>{1, 2, 7}));
}

TEST(CopyTo, AllowsOverlap) {
  ByteArray<5> bytes = {1, 2, 3, 4, 5};
  CopyTo(ByteView(bytes).first(4), MutableByteView(bytes).subspan(1));
  EXPECT_EQ(bytes, (ByteArray<5>{1, 1, 2, 3, 4}));
}

TEST(Text, KeepsBytesAndAddress) {
  const std::string_view text = "a\0\xff";
  EXPECT_EQ(AsText(AsBytes(text)), text);
  EXPECT_EQ(static_cast<const void*>(AsBytes(text).data()), text.data());
  EXPECT_TRUE(AsText({}).empty());
}

}  // namespace
}  // namespace asmtp
