// Views of bytes: the vocabulary that every other room is written in.
//
// All views borrow. None of them owns, allocates or frees; the bytes must outlive the view.
//
//   ByteView message = ...;
//   FixedView<32> topic(message.data() + 1);       // 32 bytes, the size is part of the type
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

// Borrowed bytes of any length, read only.
using ByteView = std::span<const uint8_t>;

// Borrowed bytes of any length that the callee may write.
using MutableByteView = std::span<uint8_t>;

// Exactly `N` owned bytes.
template <size_t N>
using ByteArray = std::array<uint8_t, N>;

// Exactly `N` borrowed bytes, read only. One pointer wide. The default value views N zero bytes, so
// that there is no null state to check for.
template <size_t N>
class FixedView {
 public:
  FixedView() : data_(kZeros.data()) {}
  // Views the `N` bytes at `data`; the caller has checked that they are there.
  explicit FixedView(const uint8_t* data) : data_(data) {}
  FixedView(const ByteArray<N>& bytes) : data_(bytes.data()) {}  // NOLINT: a view of its own kind
  FixedView(const ByteArray<N>&&) = delete;                      // would dangle

  const uint8_t* data() const { return data_; }
  static constexpr size_t size() { return N; }
  uint8_t operator[](size_t index) const { return data_[index]; }
  operator ByteView() const { return ByteView(data_, N); }  // NOLINT: a view of the same bytes

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

// Returns whether two views hold the same bytes. Not for secrets: it stops at the first difference.
inline bool Equal(ByteView a, ByteView b) { return std::ranges::equal(a, b); }

// Returns the bytes of `text` as a view; `text` must outlive it.
inline ByteView AsBytes(std::string_view text) {
  return ByteView(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

// Returns the bytes of `view` as text; nothing is checked or converted.
inline std::string_view AsText(ByteView view) {
  return std::string_view(reinterpret_cast<const char*>(view.data()), view.size());
}

// Copies `from` to the start of `to`, which must be at least as long.
inline void CopyTo(ByteView from, MutableByteView to) {
  if (!from.empty()) std::memmove(to.data(), from.data(), from.size());
}

// Returns the integer that `bytes`, at most 8, are in big-endian order.
inline uint64_t ReadBigEndian(ByteView bytes) {
  uint64_t value = 0;
  for (const uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

// Writes `value` to all of `out` in big-endian order; what does not fit is cut off at the front.
inline void WriteBigEndian(uint64_t value, MutableByteView out) {
  for (size_t i = out.size(); i-- > 0; value >>= 8) out[i] = static_cast<uint8_t>(value & 0xff);
}

}  // namespace asmtp

#endif  // ASMTP_CORE_BYTES_BYTES_H_
