#include "core/wire/receive_buffer.h"

#include <algorithm>
#include <utility>

namespace asmtp {

MutableByteView ReceiveBuffer::Prepare() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (capacity_ - end_ < kPrepareSizeMin) {
    const size_t needed = end_ - begin_ + kPrepareSizeMin;
    if (needed <= capacity_ - capacity_ / 4) {  // each move has made room for a quarter
      MoveToFront(data_);
    } else {
      capacity_ = std::max(kInitialSize, 2 * capacity_);
      auto larger = std::make_unique_for_overwrite<uint8_t[]>(capacity_);
      MoveToFront(larger);
    }
  }
  return {data_.get() + end_, capacity_ - end_};
}

void ReceiveBuffer::MoveToFront(std::unique_ptr<uint8_t[]>& target) {
  CopyTo(unread(), {target.get(), end_ - begin_});
  end_ -= begin_;
  begin_ = 0;
  if (&target != &data_) data_ = std::move(target);
}

void ReceiveBuffer::Append(ByteView bytes) {
  while (!bytes.empty()) {
    const MutableByteView room = Prepare();
    const size_t size = std::min(room.size(), bytes.size());
    CopyTo(bytes.first(size), room);
    Commit(size);
    bytes = bytes.subspan(size);
  }
}

}  // namespace asmtp
