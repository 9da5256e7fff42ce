// ByteMutator: mutates unstructured bytes, and picks interesting sizes and numbers.
//
//   ByteMutator bytes(random);
//   bytes.Mutate(payload, 100)              a small change, at most 100 bytes
//
// If there is a fuzzing engine, it makes half of the changes, because it knows a dictionary and the
// operands of comparisons. The seed does not determine its answers, so they are recorded to repeat
// the mutation without it.
#ifndef ASMTP_FUZZ_MUTATE_BYTE_MUTATOR_H_
#define ASMTP_FUZZ_MUTATE_BYTE_MUTATOR_H_

#include <functional>
#include <vector>

#include "core/bytes/bytes.h"
#include "fuzz/mutate/random.h"

namespace asmtp::fuzz {

using Bytes = std::vector<uint8_t>;

// Returns mutated bytes, at most `max_size`.
using EngineMutator = std::function<Bytes(ByteView bytes, size_t max_size)>;

class ByteMutator {
 public:
  // `engine` may be empty.
  explicit ByteMutator(Random& random, EngineMutator engine = {})
      : random_(random), engine_(std::move(engine)) {}

  Random& random() { return random_; }

  // Mutates `bytes`, which may be empty, and truncates them to `max_size`.
  void Mutate(Bytes& bytes, size_t max_size);
  // Returns `size` bytes: zeros, a pattern, or random.
  Bytes Make(size_t size);
  // Returns an interesting size, near those of fields, messages or frames. Most are small.
  size_t Size();
  // Returns an interesting 16-bit number.
  uint16_t Number();
  // Returns an interesting 8-bit number, or a change of `old`.
  uint8_t Number8(uint8_t old);

 private:
  void MutateOnce(Bytes& bytes);
  void FlipBit(Bytes& bytes);
  void SetByte(Bytes& bytes);
  void SetNumber(Bytes& bytes);
  void Insert(Bytes& bytes);
  void Erase(Bytes& bytes);
  void CopyPart(Bytes& bytes);
  void Resize(Bytes& bytes);

  Random& random_;
  EngineMutator engine_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_BYTE_MUTATOR_H_
