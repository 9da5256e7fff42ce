// Views of bytes, used by every other folder of core.
//
// Views borrow: they do not own, allocate or free, and the bytes must outlive them.
//
//   ByteView message = ...;
//   FixedView<32> topic(message.data() + 1);       // 32 bytes; the size is part of the type
//   if (topic == other_topic) ...
#ifndef ASMTP_CORE_BYTES_BYTES_H_
#define ASMTP_CORE_BYTES_BYTES_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace asmtp {

// Borrowed bytes of any length, read-only.
using ByteView = std::span<const uint8_t>;

// Borrowed bytes of any length, writable.
using MutableByteView = std::span<uint8_t>;

// Exactly `N` owned bytes.
template <size_t N>
using ByteArray = std::array<uint8_t, N>;

// Exactly `N` borrowed bytes, read-only, in the size of one pointer. The default value views N zero
// bytes, so there is no null state.
template <size_t N>
class FixedView {
 public:
  FixedView() : data_(kZeros.data()) {}
  // Views the `N` bytes at `data`, which must exist.
  explicit FixedView(const uint8_t* data) : data_(data) {}
  FixedView(const ByteArray<N>& bytes) : data_(bytes.data()) {}  // NOLINT: implicit, like std::span
  FixedView(const ByteArray<N>&&) = delete;                      // would dangle

  const uint8_t* data() const { return data_; }
  static constexpr size_t size() { return N; }
  uint8_t operator[](size_t index) const { return data_[index]; }
  operator ByteView() const { return ByteView(data_, N); }  // NOLINT: implicit, like std::span

  // Returns an owned copy.
  ByteArray<N> Copy() const {
    ByteArray<N> copy;
    std::copy_n(data_, N, copy.begin());
    return copy;
  }

  friend bool operator==(FixedView a, FixedView b) {
    return std::equal(a.data_, a.data_ + N, b.data_);
  }

 private:
  static constexpr ByteArray<N> kZeros{};
  const uint8_t* data_;
};

// Returns whether two views have the same bytes. Not for secrets: it stops at the first difference.
inline bool Equal(ByteView a, ByteView b) { return std::ranges::equal(a, b); }

// Returns the bytes of `text` as a view; `text` must outlive it.
inline ByteView AsBytes(std::string_view text) {
  return ByteView(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

// Returns the bytes of `view` as text, without checks or conversion.
inline std::string_view AsText(ByteView view) {
  return std::string_view(reinterpret_cast<const char*>(view.data()), view.size());
}

// Copies `from` to the start of `to`, which must be at least as long.
inline void CopyTo(ByteView from, MutableByteView to) {
  if (!from.empty()) std::memmove(to.data(), from.data(), from.size());
}

// Returns the value of `bytes`, at most 8, in big-endian order.
inline uint64_t ReadBigEndian(ByteView bytes) {
  uint64_t value = 0;
  for (const uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

// Writes `value` to all of `out` in big-endian order. Drops the high bytes that do not fit.
inline void WriteBigEndian(uint64_t value, MutableByteView out) {
  for (size_t i = out.size(); i-- > 0; value >>= 8) out[i] = static_cast<uint8_t>(value & 0xff);
}

}  // namespace asmtp

#endif  // ASMTP_CORE_BYTES_BYTES_H_
