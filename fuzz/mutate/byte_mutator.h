// ByteMutator: changes bytes that have no form, and what sizes and numbers are worth a try.
//
//   ByteMutator bytes(random);
//   bytes.Mutate(payload, 100)              changed a little, at most 100 bytes
//
// A fuzzing engine knows more about bytes than we do: what they were compared with, a dictionary.
// It is asked for half of the changes where there is one. What it answers does not follow from the
// seed; it is kept, so that the same mutation can be made again without it.
#ifndef ASMTP_FUZZ_MUTATE_BYTE_MUTATOR_H_
#define ASMTP_FUZZ_MUTATE_BYTE_MUTATOR_H_

#include <functional>
#include <vector>

#include "core/bytes/bytes.h"
#include "fuzz/mutate/random.h"

namespace asmtp::fuzz {

using Bytes = std::vector<uint8_t>;

// Returns changed bytes, at most so many.
using EngineMutator = std::function<Bytes(ByteView bytes, size_t max_size)>;

class ByteMutator {
 public:
  // `engine` may be empty.
  explicit ByteMutator(Random& random, EngineMutator engine = {})
      : random_(random), engine_(std::move(engine)) {}

  Random& random() { return random_; }

  // Changes `bytes`, which may be empty, and cuts them to `max_size`.
  void Mutate(Bytes& bytes, size_t max_size);
  // Bytes of this size: zeros, a pattern, or any.
  Bytes Make(size_t size);
  // A size at which something may go wrong: of fields, messages, frames. Most are small.
  size_t Size();
  // A number of 16 bits that is worth a try.
  uint16_t Number();
  // The same of 8 bits, or a change of `old`.
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
