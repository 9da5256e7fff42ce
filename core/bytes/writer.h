// Writer: writes fields to a buffer of fixed size; the counterpart of Reader.
//
//   ByteArray<36> buffer;
//   Writer writer(buffer);
//   writer.WriteBytes(topic);
//   writer.WriteU32(time);
//   if (!writer.Fits()) return error;      // checked once, at the end
//
// After a write that would pass the end, nothing more is written and Fits() stays false.
// Integers are big-endian.
#ifndef ASMTP_CORE_BYTES_WRITER_H_
#define ASMTP_CORE_BYTES_WRITER_H_

#include "core/bytes/bytes.h"

namespace asmtp {

class Writer {
 public:
  // Writes into `output`, which must outlive the writer.
  explicit Writer(MutableByteView output) : output_(output) {}

  void WriteBytes(ByteView bytes) {
    if (!fits_ || bytes.size() > output_.size() - size_) {
      fits_ = false;
      return;
    }
    CopyTo(bytes, output_.subspan(size_));
    size_ += bytes.size();
  }

  void WriteU8(uint8_t value) { WriteInteger(value); }
  void WriteU16(uint16_t value) { WriteInteger(value); }
  void WriteU32(uint32_t value) { WriteInteger(value); }

  // Whether every write so far fitted.
  bool Fits() const { return fits_; }
  // Bytes written.
  size_t size() const { return size_; }

 private:
  template <class Integer>
  void WriteInteger(Integer value) {
    ByteArray<sizeof(Integer)> bytes;
    WriteBigEndian(value, bytes);
    WriteBytes(bytes);
  }

  MutableByteView output_;
  size_t size_ = 0;
  bool fits_ = true;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_BYTES_WRITER_H_
