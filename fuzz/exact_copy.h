// ExactCopy: an input in a heap block of exactly its size, so that AddressSanitizer detects a read
// just before or after it.
//
//   const ExactCopy input(data, size);
//   Decode(input.view());
#ifndef ASMTP_FUZZ_EXACT_COPY_H_
#define ASMTP_FUZZ_EXACT_COPY_H_

#include <memory>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

class ExactCopy {
 public:
  explicit ExactCopy(ByteView bytes) : bytes_(new uint8_t[bytes.size()]), size_(bytes.size()) {
    CopyTo(bytes, {bytes_.get(), size_});
  }

  ByteView view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<uint8_t[]> bytes_;
  size_t size_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_EXACT_COPY_H_
