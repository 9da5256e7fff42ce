// Inbox: bytes that have arrived and are not consumed yet. Take() does not move the rest each time.
//
//   inbox.Append(bytes);
//   Bytes header = inbox.Take(4);
#ifndef ASMTP_CONFORMANCE_PLAY_INBOX_H_
#define ASMTP_CONFORMANCE_PLAY_INBOX_H_

#include <algorithm>

#include "conformance/transcript/value.h"

namespace asmtp::conformance {

class Inbox {
 public:
  void Append(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

  ByteView view() const { return ByteView(bytes_).subspan(begin_); }
  size_t size() const { return bytes_.size() - begin_; }
  bool empty() const { return size() == 0; }

  // Makes room for an object of `size` bytes, of which the first ones are there.
  void Expect(size_t size) { bytes_.reserve(begin_ + size); }

  // Drops all but the first `size` bytes, and their memory.
  void Truncate(size_t size) {
    const ByteView first = view().first(std::min(size, this->size()));
    bytes_ = Bytes(first.begin(), first.end());
    begin_ = 0;
  }

  // Removes and returns the first `size` bytes, which must be there.
  Bytes Take(size_t size) {
    const ByteView first = view().first(size);
    Bytes taken(first.begin(), first.end());
    begin_ += size;
    if (begin_ > bytes_.size() / 2) {
      bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<ptrdiff_t>(begin_));
      begin_ = 0;
    }
    return taken;
  }

 private:
  Bytes bytes_;
  size_t begin_ = 0;  // of the bytes not consumed
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_INBOX_H_
