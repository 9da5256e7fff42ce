// Crowd: at most `max` members, with a fair share for each network. When it is full, a newcomer ends
// the oldest member of the network that has the most, which may be the newcomer's own.
//
//   auto crowd = std::make_shared<Crowd>(512);
//   const auto place = crowd->Enter(address, [weak] { ... close it ... });
//   place.reset();                                        // leaves
//
// A network is an IPv4 address, or the first 64 bits of an IPv6 address. A peer with any number of
// connections takes places from itself only, once its network has the most. Thread-safe.
#ifndef ASMTP_CORE_NET_CROWD_H_
#define ASMTP_CORE_NET_CROWD_H_

#include <asio/ip/address.hpp>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace asmtp {

class Crowd : public std::enable_shared_from_this<Crowd> {
 public:
  // 0 means no limit.
  explicit Crowd(size_t max) : max_(max) {}

  // Adds a member, which stays until the returned pointer is destroyed, or until a later member
  // crowds it out. Then Enter() of that member calls `crowd_out`, which must be quick and not throw.
  std::shared_ptr<void> Enter(const asio::ip::address& from, std::function<void()> crowd_out);

 private:
  using Key = std::pair<uint64_t, uint64_t>;  // the network, and a number in the order of entering

  Key Oldest(uint64_t network) const { return members_.lower_bound({network, 0})->first; }
  void CrowdOut();
  void Leave(Key key);

  const size_t max_;
  std::recursive_mutex mutex_;  // because a member that is crowded out may leave at once
  uint64_t entered_ = 0;
  std::map<Key, std::function<void()>> members_;
  std::map<uint64_t, int64_t> counts_;  // of members, by network
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_CROWD_H_
