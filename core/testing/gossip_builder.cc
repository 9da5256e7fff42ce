#include "core/testing/gossip_builder.h"

#include "core/testing/build_bytes.h"

namespace asmtp {
namespace {

uint16_t InfoOf(const GossipDraft& draft) {
  const uint16_t version = draft.address.size() == kIpv4Size ? kGossipIpv4Bit : uint16_t{0};
  const uint16_t reserved = draft.reserved_bits & kGossipReservedBits;
  const uint16_t count = draft.subscriptions.size() & kGossipCountBits;
  return version | reserved | count;
}

std::vector<uint8_t> BytesOf(const std::vector<SubscriptionDraft>& drafts) {
  std::vector<uint8_t> bytes;
  for (const SubscriptionDraft& draft : drafts) {
    AppendFields(Subscription{.topic = draft.topic, .interest = draft.interest}, &bytes);
  }
  return bytes;
}

}  // namespace

std::vector<uint8_t> BuildGossip(const GossipDraft& draft, const SigningKey& id) {
  const std::vector<uint8_t> subscriptions = BytesOf(draft.subscriptions);
  std::vector<uint8_t> message = {kFormat<Gossip>.type};
  AppendFields(Gossip{.info = InfoOf(draft),
                      .id = id.public_key(),
                      .time = draft.time,
                      .address = draft.address,
                      .port = draft.port,
                      .subscriptions = Records<Subscription>(subscriptions)},
               &message);
  ResignGossip(message, id);
  return message;
}

void ResignGossip(MutableByteView message, const SigningKey& id) {
  if (message.size() > kTypeSize) SignAtEnd(id, message.subspan(kTypeSize));
}

std::vector<uint8_t> ToBytes(const Message& message) {
  std::vector<uint8_t> bytes(EncodedSize(message));
  if (!Encode(message, bytes)) bytes.clear();
  return bytes;
}

}  // namespace asmtp
