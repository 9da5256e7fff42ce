// ReceiveBuffer: bytes of a stream that have arrived and are not yet understood.
//
//   MutableByteView room = buffer.Prepare();
//   buffer.Commit(socket.read(room));
//   ... buffer.unread() ... buffer.Consume(n);
//
// Memory follows the bytes received: kInitialSize at first, then less than three times as much as
// was unread at the fullest and kPrepareSizeMin together. No length that a peer announces has any
// part in it. What has grown stays so.
#ifndef ASMTP_CORE_WIRE_RECEIVE_BUFFER_H_
#define ASMTP_CORE_WIRE_RECEIVE_BUFFER_H_

#include <memory>
#include <utility>

#include "core/bytes/bytes.h"

namespace asmtp {

class ReceiveBuffer {
 public:
  static constexpr size_t kInitialSize = 16 * 1024;
  static constexpr size_t kPrepareSizeMin = 4 * 1024;

  ReceiveBuffer() = default;
  // The source is empty afterwards, and as good as new.
  ReceiveBuffer(ReceiveBuffer&& other) noexcept { *this = std::move(other); }
  ReceiveBuffer& operator=(ReceiveBuffer&& other) noexcept {
    data_ = std::move(other.data_);
    capacity_ = std::exchange(other.capacity_, 0);
    begin_ = std::exchange(other.begin_, 0);
    end_ = std::exchange(other.end_, 0);
    return *this;
  }

  // Returns room for at least kPrepareSizeMin further bytes. Invalidates every view of unread().
  MutableByteView Prepare();
  // Takes over the first `size` bytes of what Prepare() returned.
  void Commit(size_t size) { end_ += size; }

  // Copies `bytes` in: Prepare and Commit as often as it takes.
  void Append(ByteView bytes);

  // The bytes that have arrived and are not consumed. Valid until Prepare() or Append().
  MutableByteView unread() { return {data_.get() + begin_, end_ - begin_}; }
  ByteView unread() const { return {data_.get() + begin_, end_ - begin_}; }
  // Drops the first `size` unread bytes. Views of them stay valid until Prepare() or Append().
  void Consume(size_t size) { begin_ += size; }

  // Bytes held in memory.
  size_t capacity() const { return capacity_; }

 private:
  void MoveToFront(std::unique_ptr<uint8_t[]>& target);

  std::unique_ptr<uint8_t[]> data_;
  size_t capacity_ = 0;
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_WIRE_RECEIVE_BUFFER_H_
