// Random: the random numbers of one mutation, determined by the seed.
//
//   Random random(seed);
//   random.Below(10)             0 to 9
//   random.OneIn(16)             true 1 time in 16
//   random.Pick(kSizes)          one of them
#ifndef ASMTP_FUZZ_MUTATE_RANDOM_H_
#define ASMTP_FUZZ_MUTATE_RANDOM_H_

#include <cstddef>
#include <cstdint>

namespace asmtp::fuzz {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  // splitmix64.
  uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  // A number below `end`, or 0 if `end` is 0.
  size_t Below(size_t end) { return end == 0 ? 0 : Next() % end; }
  uint8_t Byte() { return static_cast<uint8_t>(Next() >> 24); }
  bool OneIn(size_t n) { return Below(n) == 0; }

  // An element of a nonempty list.
  template <class List>
  auto& Pick(List& list) {
    return list[Below(list.size())];
  }

 private:
  uint64_t state_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_RANDOM_H_
