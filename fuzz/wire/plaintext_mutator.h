// PlaintextMutator: plaintexts for an attacker with valid keys: messages of all types with a
// changed, lengthened or shortened field. Most are hashed and signed again, so that a decoder
// reaches the fault.
//
//   PlaintextMutator mutator(bytes);
//   Bytes plaintext = mutator.Make(true);       a message
//   Bytes odd = mutator.Make(false);            probably not a message
//   Bytes next = mutator.Mutate(odd);           a mutation of it
#ifndef ASMTP_FUZZ_WIRE_PLAINTEXT_MUTATOR_H_
#define ASMTP_FUZZ_WIRE_PLAINTEXT_MUTATOR_H_

#include <vector>

#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz::wire {

class PlaintextMutator {
 public:
  using Bytes = std::vector<uint8_t>;

  // Larger plaintexts are truncated.
  static constexpr size_t kSizeMax = 16 * 1024;

  explicit PlaintextMutator(ByteMutator& bytes) : bytes_(bytes), random_(bytes.random()) {}

  // Makes a plaintext from a sample of a random type.
  Bytes Make(bool is_message);
  // Mutates a plaintext into a message, or probably not a message. Returns it unchanged if that fails.
  Bytes MutateInto(const Bytes& plaintext, bool is_message);
  // Changes a plaintext in one or two places.
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
