// ReceiveBuffer: bytes of a stream that have arrived and are not yet understood.
//
//   MutableByteView room = buffer.Prepare();
//   buffer.Commit(socket.read(room));
//   ... buffer.unread() ... buffer.Consume(n);
//   buffer.Trim();                                 // before waiting for more
//
// Memory follows the bytes received: kInitialSize at first, then less than three times as much as
// was unread at the fullest and kPrepareSizeMin together. No length that a peer announces has any
// part in it. Trim() gives memory back: up to kKeptSize stays for the next bytes, so that messages
// of usual sizes never ask the heap.
//
// Frames are decrypted in place, so the memory holds plaintext. Whatever bytes were committed are
// overwritten with zeros before their memory goes back to the heap: when the buffer grows, is
// trimmed, is assigned to or dies. They are not while the memory is kept: consumed plaintext stands
// there until later bytes take its place.
#ifndef ASMTP_CORE_WIRE_RECEIVE_BUFFER_H_
#define ASMTP_CORE_WIRE_RECEIVE_BUFFER_H_

#include <memory>

#include "core/bytes/bytes.h"

namespace asmtp {

class ReceiveBuffer {
 public:
  static constexpr size_t kInitialSize = 16 * 1024;
  static constexpr size_t kPrepareSizeMin = 4 * 1024;
  // The largest frame of the framing u16 leaves no more than this behind.
  static constexpr size_t kKeptSize = 128 * 1024;

  ReceiveBuffer() = default;
  // The source is empty afterwards, and as good as new.
  ReceiveBuffer(ReceiveBuffer&& other) noexcept { Swap(other); }
  ReceiveBuffer& operator=(ReceiveBuffer other) noexcept {
    Swap(other);  // it dies with the memory that was here
    return *this;
  }
  ~ReceiveBuffer();

  // Returns room for at least kPrepareSizeMin further bytes. Invalidates every view of unread().
  MutableByteView Prepare();
  // Takes over the first `size` bytes of what Prepare() returned.
  void Commit(size_t size);

  // The bytes that have arrived and are not consumed. Valid until Prepare() or Trim().
  MutableByteView unread() { return {data_.get() + begin_, end_ - begin_}; }
  ByteView unread() const { return {data_.get() + begin_, end_ - begin_}; }
  // Drops the first `size` unread bytes. Views of them stay valid until Prepare() or Trim().
  void Consume(size_t size) { begin_ += size; }

  // Gives back memory that has become far too much for what is unread: above kKeptSize, and more
  // than eight times as much. Invalidates every view of unread().
  void Trim();

  // Bytes held in memory.
  size_t capacity() const { return capacity_; }

 private:
  void Swap(ReceiveBuffer& other);
  void MoveToFront();
  void Reallocate(size_t capacity);

  std::unique_ptr<uint8_t[]> data_;
  size_t capacity_ = 0;
  size_t begin_ = 0;
  size_t end_ = 0;
  // The largest end_ that this memory has seen: what is behind it was never committed.
  size_t touched_ = 0;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_WIRE_RECEIVE_BUFFER_H_
