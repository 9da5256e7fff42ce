// Sequences: valid messages that belong together, for implementations whose faults need more than one
// message, several blocks or a rare size.
//
//   Sequences sequences(random, plaintexts);
//   for (const Bytes& plaintext : sequences.Make()) Send(plaintext);
//
//   repeats     get-passport A | topic B | get-passport A | get-passport A
//   gossips     time 9 | time 4 | time 9 | the signature of "time 4" under other fields
//   passports   three blocks, with many entries | the same with one bit changed anywhere
//   sizes       a topic of 4,096 bytes | one of 4,095 | ...
//
// Each sequence consists of messages; the last plaintext may be none.
#ifndef ASMTP_FUZZ_WIRE_SEQUENCES_H_
#define ASMTP_FUZZ_WIRE_SEQUENCES_H_

#include <vector>

#include "core/testing/passport_builder.h"
#include "fuzz/wire/plaintext_mutator.h"

namespace asmtp::fuzz::wire {

class Sequences {
 public:
  using Bytes = std::vector<uint8_t>;

  // Both must outlive it.
  Sequences(Random& random, PlaintextMutator& plaintexts)
      : random_(random), plaintexts_(plaintexts) {}

  std::vector<Bytes> Make();

 private:
  std::vector<Bytes> Repeats();
  std::vector<Bytes> Gossips();
  std::vector<Bytes> Passports();
  std::vector<Bytes> Sizes();
  std::vector<Bytes> Texts();

  Bytes Gossip(const SigningKey& id);
  // Every block but one of `spoilt_content` is valid by itself.
  Bytes Passport(bool spoilt_content);
  Content AnyContent(uint32_t time);
  // Several registrations, one of which has a changed bit.
  Content SpoiltContent(uint32_t time);
  // Changes one bit after the type.
  Bytes Spoilt(Bytes message);
  size_t AroundAPower(size_t most);

  Random& random_;
  PlaintextMutator& plaintexts_;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_SEQUENCES_H_
