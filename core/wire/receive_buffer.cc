#include "core/wire/receive_buffer.h"

#include <algorithm>
#include <utility>

#include "core/crypto/secret.h"

namespace asmtp {

ReceiveBuffer& ReceiveBuffer::operator=(ReceiveBuffer&& other) noexcept {
  if (this == &other) return *this;
  WipeData();
  TakeFrom(other);
  return *this;
}

void ReceiveBuffer::TakeFrom(ReceiveBuffer& other) {
  data_ = std::move(other.data_);
  capacity_ = std::exchange(other.capacity_, 0);
  begin_ = std::exchange(other.begin_, 0);
  end_ = std::exchange(other.end_, 0);
  touched_ = std::exchange(other.touched_, 0);
}

MutableByteView ReceiveBuffer::Prepare() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (capacity_ - end_ < kPrepareSizeMin) {
    const size_t needed = end_ - begin_ + kPrepareSizeMin;
    if (needed <= capacity_ - capacity_ / 4) {  // each move has made room for a quarter
      MoveToFront();
    } else {
      Reallocate(std::max(kInitialSize, 2 * capacity_));
    }
  }
  return {data_.get() + end_, capacity_ - end_};
}

void ReceiveBuffer::Commit(size_t size) {
  end_ += size;
  touched_ = std::max(touched_, end_);
}

// Not to less than twice what is needed, so that growing again is not near.
void ReceiveBuffer::Trim() {
  size_t capacity = capacity_;
  while (capacity > kKeptSize && end_ - begin_ + kPrepareSizeMin <= capacity / 8) capacity /= 2;
  if (capacity < capacity_) Reallocate(capacity);
}

void ReceiveBuffer::MoveToFront() {
  CopyTo(unread(), {data_.get(), end_ - begin_});
  end_ -= begin_;
  begin_ = 0;
}

void ReceiveBuffer::Reallocate(size_t capacity) {
  auto memory = std::make_unique_for_overwrite<uint8_t[]>(capacity);
  CopyTo(unread(), {memory.get(), end_ - begin_});
  WipeData();
  data_ = std::move(memory);
  capacity_ = capacity;
  end_ -= begin_;
  begin_ = 0;
  touched_ = end_;
}

void ReceiveBuffer::WipeData() { Wipe({data_.get(), touched_}); }

}  // namespace asmtp
