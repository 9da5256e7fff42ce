// GossipParts: a gossip in parts that can be changed separately and joined again.
//
//   GossipParts gossip(plaintext);       any bytes
//   gossip.Change(bytes);                one part, or the number of parts
//   gossip.Plaintext()                   a gossip with a correct count, signed by a harness key
//   gossip.Spoilt(bytes)                 the same with one fault
#ifndef ASMTP_FUZZ_MUTATE_GOSSIP_PARTS_H_
#define ASMTP_FUZZ_MUTATE_GOSSIP_PARTS_H_

#include "core/message/format.h"
#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz {

class GossipParts {
 public:
  static constexpr uint8_t kType = kFormat<Gossip>.type;  // the first byte of the plaintext

  explicit GossipParts(ByteView plaintext);

  void Change(ByteMutator& bytes);
  // Joins a prefix of these subscriptions and a suffix of the other's.
  void Cross(const GossipParts& other, Random& random);
  // Removes a subscription. Returns false if there is none.
  bool Shorten(Random& random);

  Bytes Plaintext() const;
  // Returns a gossip with a wrong count and a valid signature, or with an invalid signature.
  Bytes Spoilt(ByteMutator& bytes) const;

 private:
  Bytes Body() const;

  Bytes head_;  // the fields before the subscriptions
  std::vector<Bytes> subscriptions_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_GOSSIP_PARTS_H_
