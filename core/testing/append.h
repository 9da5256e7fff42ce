// Append: copies bytes into a ReceiveBuffer or a FrameReader, like a read from a socket.
//
//   Append(buffer, bytes);
#ifndef ASMTP_CORE_TESTING_APPEND_H_
#define ASMTP_CORE_TESTING_APPEND_H_

#include <algorithm>

#include "core/bytes/bytes.h"

namespace asmtp {

// Calls Prepare() and Commit() until all bytes are copied.
template <class Buffer>
void Append(Buffer& buffer, ByteView bytes) {
  while (!bytes.empty()) {
    const MutableByteView room = buffer.Prepare();
    const size_t size = std::min(room.size(), bytes.size());
    CopyTo(bytes.first(size), room);
    buffer.Commit(size);
    bytes = bytes.subspan(size);
  }
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_APPEND_H_
