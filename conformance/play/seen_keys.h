// SeenKeys: the ephemeral keys that the IUT has shown in a run, from all its sessions and processes.
//
//   SeenKeys seen;
//   seen.AddFrom(handshake_frame)        false: an earlier session had this key (CRY-4)
#ifndef ASMTP_CONFORMANCE_PLAY_SEEN_KEYS_H_
#define ASMTP_CONFORMANCE_PLAY_SEEN_KEYS_H_

#include <mutex>
#include <set>

#include "core/bytes/bytes.h"
#include "core/crypto/keys.h"
#include "core/wire/framing.h"

namespace asmtp::conformance {

class SeenKeys {
 public:
  // Adds the key of a whole handshake frame. Returns whether it is new. May be called from any
  // thread.
  bool AddFrom(ByteView handshake_frame) {
    const ByteView e = handshake_frame.subspan(kProtocolVersionSize, kPublicKeySize);
    const ByteArray<kPublicKeySize> key = FixedView<kPublicKeySize>(e.data()).Copy();
    const std::lock_guard lock(mutex_);
    if (keys_.size() == kKept) return !keys_.contains(key);
    return keys_.insert(key).second;
  }

 private:
  static constexpr size_t kKept = 1'000'000;

  std::mutex mutex_;
  std::set<ByteArray<kPublicKeySize>> keys_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_SEEN_KEYS_H_
