// ReceiveBuffer: bytes of a stream that have arrived and are not yet processed.
//
//   MutableByteView room = buffer.Prepare();
//   buffer.Commit(socket.read(room));
//   ... buffer.unread() ... buffer.Consume(n);
//   buffer.Trim();                                 // before waiting for more
//
// Memory follows the received bytes, never an announced length. It is kInitialSize at first, and
// then less than 3 * (largest number of unread bytes + kPrepareSizeMin). Trim() frees memory but
// keeps up to kKeptSize, so messages of usual sizes need no allocation.
//
// Frames are decrypted in place, so the memory contains plaintext. All committed bytes are
// overwritten with zeros before their memory is freed: when the buffer grows, is trimmed, assigned
// to or destroyed. While the memory is kept, consumed plaintext stays until later bytes overwrite
// it.
#ifndef ASMTP_CORE_WIRE_RECEIVE_BUFFER_H_
#define ASMTP_CORE_WIRE_RECEIVE_BUFFER_H_

#include <memory>

#include "core/bytes/bytes.h"

namespace asmtp {

class ReceiveBuffer {
 public:
  static constexpr size_t kInitialSize = 16 * 1024;
  static constexpr size_t kPrepareSizeMin = 4 * 1024;
  // A frame of the framing u16 never needs more than this.
  static constexpr size_t kKeptSize = 128 * 1024;

  ReceiveBuffer() = default;
  // The source is empty afterwards, and as good as new.
  ReceiveBuffer(ReceiveBuffer&& other) noexcept { Swap(other); }
  ReceiveBuffer& operator=(ReceiveBuffer other) noexcept {
    Swap(other);  // it dies with the memory that was here
    return *this;
  }
  ~ReceiveBuffer();

  // Returns room for at least kPrepareSizeMin more bytes. Invalidates every view of unread().
  MutableByteView Prepare();
  // Appends the first `size` bytes of the room that Prepare() returned to the unread bytes.
  void Commit(size_t size);

  // Returns the bytes that have arrived and are not consumed. Valid until Prepare() or Trim().
  MutableByteView unread() { return {data_.get() + begin_, end_ - begin_}; }
  ByteView unread() const { return {data_.get() + begin_, end_ - begin_}; }
  // Drops the first `size` unread bytes. Views of them stay valid until Prepare() or Trim().
  void Consume(size_t size) { begin_ += size; }

  // Frees memory above kKeptSize if the buffer is more than eight times as large as the unread
  // bytes need. Invalidates every view of unread().
  void Trim();

  // Bytes of memory.
  size_t capacity() const { return capacity_; }

 private:
  void Swap(ReceiveBuffer& other);
  void MoveToFront();
  void Reallocate(size_t capacity);

  std::unique_ptr<uint8_t[]> data_;
  size_t capacity_ = 0;
  size_t begin_ = 0;
  size_t end_ = 0;
  // The largest end_ so far. The memory after it was never committed.
  size_t touched_ = 0;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_WIRE_RECEIVE_BUFFER_H_
