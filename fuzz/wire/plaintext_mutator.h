// PlaintextMutator: plaintexts for somebody who holds valid keys: messages of all types with
// a field changed, made longer or shorter, and mostly hashed and signed again, so that a decoder
// comes as far as the fault.
//
//   PlaintextMutator mutator(bytes);
//   Bytes plaintext = mutator.Make(true);       a message
//   Bytes odd = mutator.Make(false);            likely none
//   Bytes next = mutator.Mutate(odd);           another one like it
#ifndef ASMTP_FUZZ_WIRE_PLAINTEXT_MUTATOR_H_
#define ASMTP_FUZZ_WIRE_PLAINTEXT_MUTATOR_H_

#include <vector>

#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz::wire {

class PlaintextMutator {
 public:
  using Bytes = std::vector<uint8_t>;

  // Larger plaintexts are cut.
  static constexpr size_t kSizeMax = 16 * 1024;

  explicit PlaintextMutator(ByteMutator& bytes) : bytes_(bytes), random_(bytes.random()) {}

  // Makes one out of a sample of a random type.
  Bytes Make(bool is_message);
  // Changes one into one that is a message, or likely none; else it stays what it was.
  Bytes MutateInto(const Bytes& plaintext, bool is_message);
  // Changes one in one or two places.
  Bytes Mutate(Bytes plaintext);

 private:
  Bytes Sample();
  void MutateSimple(Bytes& plaintext);
  void Resize(Bytes& bytes);

  ByteMutator& bytes_;
  Random& random_;
};

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_PLAINTEXT_MUTATOR_H_
