// Reader: reads fields from the front of a byte string. All reads share one bounds check.
//
//   Reader reader(message);
//   uint32_t time;
//   ByteView topic;
//   if (!reader.Read(32, &topic) || !reader.ReadU32(&time) || !reader.AtEnd()) return error;
//
// A read that would pass the end returns false and changes nothing.
// Integers are big-endian.
#ifndef ASMTP_CORE_BYTES_READER_H_
#define ASMTP_CORE_BYTES_READER_H_

#include "core/bytes/bytes.h"

namespace asmtp {

class Reader {
 public:
  // Views `input`, which must outlive the reader and every view read from it.
  explicit Reader(ByteView input) : rest_(input) {}

  // Reads the next `size` bytes. Every other read is built on this one.
  [[nodiscard]] bool Read(size_t size, ByteView* out) {
    if (size > rest_.size()) return false;  // the bounds check; cannot overflow
    *out = rest_.first(size);
    rest_ = rest_.subspan(size);
    return true;
  }

  [[nodiscard]] bool ReadU8(uint8_t* out) { return ReadInteger(out); }
  [[nodiscard]] bool ReadU16(uint16_t* out) { return ReadInteger(out); }
  [[nodiscard]] bool ReadU32(uint32_t* out) { return ReadInteger(out); }

  // Bytes not yet taken.
  ByteView rest() const { return rest_; }
  size_t remaining() const { return rest_.size(); }
  bool AtEnd() const { return rest_.empty(); }

 private:
  template <class Integer>
  bool ReadInteger(Integer* out) {
    ByteView bytes;
    if (!Read(sizeof(Integer), &bytes)) return false;
    *out = static_cast<Integer>(ReadBigEndian(bytes));
    return true;
  }

  ByteView rest_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_BYTES_READER_H_
