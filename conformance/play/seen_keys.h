// SeenKeys: the ephemeral keys that the IUT has shown in a run, from all its sessions and processes.
//
//   SeenKeys seen;
//   seen.Add(e)        false: an earlier session had this key (CRY-4)
#ifndef ASMTP_CONFORMANCE_PLAY_SEEN_KEYS_H_
#define ASMTP_CONFORMANCE_PLAY_SEEN_KEYS_H_

#include <mutex>
#include <set>

#include "core/bytes/bytes.h"

namespace asmtp::conformance {

class SeenKeys {
 public:
  // Returns whether the key is new. May be called from any thread.
  bool Add(const ByteArray<32>& key) {
    const std::lock_guard lock(mutex_);
    if (keys_.size() == kKept) return !keys_.contains(key);
    return keys_.insert(key).second;
  }

 private:
  static constexpr size_t kKept = 1'000'000;

  std::mutex mutex_;
  std::set<ByteArray<32>> keys_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_SEEN_KEYS_H_
