// GossipParts: a gossip in parts that can be changed each by itself, and put together again.
//
//   GossipParts gossip(plaintext);       whatever the bytes are
//   gossip.Change(bytes);                a part, or their number
//   gossip.Plaintext()                   a gossip: counted, and signed by a key of the harness
//   gossip.Spoilt(bytes)                 the same with one thing wrong
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
  // Takes a beginning of these subscriptions and an end of the other's.
  void Cross(const GossipParts& other, Random& random);
  // Takes a subscription away. Returns whether there was one.
  bool Shorten(Random& random);

  Bytes Plaintext() const;
  // Signs what is counted wrong, or spoils the signature.
  Bytes Spoilt(ByteMutator& bytes) const;

 private:
  Bytes Body() const;

  Bytes head_;  // the fields before the subscriptions
  std::vector<Bytes> subscriptions_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_GOSSIP_PARTS_H_
