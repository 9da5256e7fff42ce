#include "core/net/crowd.h"

#include <algorithm>

#include "core/bytes/bytes.h"

namespace asmtp {

std::shared_ptr<void> Crowd::Enter(const asio::ip::address& from, std::function<void()> crowd_out) {
  const auto v6 = from.is_v6() ? from.to_v6() : make_address_v6(asio::ip::v4_mapped, from.to_v4());
  const ByteArray<16> bytes = v6.to_bytes();
  const ByteView network = v6.is_v4_mapped() ? ByteView(bytes).last(4) : ByteView(bytes).first(8);
  const std::lock_guard lock(mutex_);
  if (max_ != 0 && members_.size() >= max_) CrowdOut();
  const Key key(ReadBigEndian(network), ++entered_);
  members_.emplace(key, std::move(crowd_out));
  ++counts_[key.first];
  return {this, [self = shared_from_this(), key](Crowd*) { self->Leave(key); }};
}

// Of networks with equally many members, the one with the oldest member loses it.
void Crowd::CrowdOut() {
  const auto share = [this](const auto& count) {
    return std::pair(count.second, -Oldest(count.first).second);
  };
  const Key key = Oldest(std::ranges::max_element(counts_, {}, share)->first);
  const auto crowd_out = std::move(members_[key]);
  Leave(key);
  crowd_out();
}

void Crowd::Leave(Key key) {
  const std::lock_guard lock(mutex_);
  if (members_.erase(key) != 0 && --counts_[key.first] == 0) counts_.erase(key.first);
}

}  // namespace asmtp
