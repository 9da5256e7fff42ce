#include "core/wire/receive_buffer.h"

#include <algorithm>
#include <utility>

#include "core/crypto/secret.h"

namespace asmtp {

ReceiveBuffer::~ReceiveBuffer() { Wipe({data_.get(), touched_}); }

void ReceiveBuffer::Swap(ReceiveBuffer& other) {
  std::swap(data_, other.data_);
  std::swap(capacity_, other.capacity_);
  std::swap(begin_, other.begin_);
  std::swap(end_, other.end_);
  std::swap(touched_, other.touched_);
}

MutableByteView ReceiveBuffer::Prepare() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (capacity_ - end_ < kPrepareSizeMin) {
    const size_t needed = end_ - begin_ + kPrepareSizeMin;
    if (needed <= capacity_ - capacity_ / 4) {  // each move frees at least a quarter
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

// Keeps at least four times the needed memory, so the buffer does not grow again soon.
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
  ReceiveBuffer next;
  next.data_ = std::make_unique_for_overwrite<uint8_t[]>(capacity);
  next.capacity_ = capacity;
  CopyTo(unread(), {next.data_.get(), capacity});
  next.Commit(unread().size());
  Swap(next);
}

}  // namespace asmtp
