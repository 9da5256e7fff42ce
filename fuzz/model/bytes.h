// Byte types of the model, which shares nothing with core, not even these.
#ifndef ASMTP_FUZZ_MODEL_BYTES_H_
#define ASMTP_FUZZ_MODEL_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace asmtp::model {

using Bytes = std::vector<uint8_t>;
using View = std::span<const uint8_t>;

inline Bytes ToBytes(View view) { return {view.begin(), view.end()}; }

// Returns the concatenated parts.
template <class... Parts>
Bytes Join(const Parts&... parts) {
  Bytes joined;
  (joined.insert(joined.end(), parts.begin(), parts.end()), ...);
  return joined;
}

// Returns bytes [begin, begin + size) of `bytes`, which must contain them.
inline Bytes Slice(View bytes, size_t begin, size_t size) {
  return ToBytes(bytes.subspan(begin, size));
}

// Returns a big-endian integer.
inline uint64_t Number(View bytes) {
  uint64_t number = 0;
  for (const uint8_t byte : bytes) number = number << 8 | byte;
  return number;
}

}  // namespace asmtp::model

#endif  // ASMTP_FUZZ_MODEL_BYTES_H_
