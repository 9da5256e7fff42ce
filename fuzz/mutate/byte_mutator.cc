#include "fuzz/mutate/byte_mutator.h"

#include <algorithm>
#include <array>

namespace asmtp::fuzz {
namespace {

// Boundaries of tags, keys, messages, blocks and pieces; the last row is about length fields.
constexpr std::array<uint16_t, 24> kSmallSizes = {0,  1,   2,   3,   4,   15,  16,  17,
                                                  31, 32,  33,  36,  37,  38,  48,  49,
                                                  97, 135, 136, 137, 139, 140, 255, 256};
constexpr std::array<uint16_t, 8> kLargeSizes = {1000,  4096,  65516, 65517,
                                                 65518, 65519, 65534, 65535};
constexpr std::array<uint8_t, 12> kBytes = {0, 1, 2, 3, 7, 8, 15, 16, 31, 127, 128, 255};
// Most changes go to small payloads, because a large one costs as much as a hundred of them.
constexpr size_t kLargeOneIn = 64;

ptrdiff_t At(size_t index) { return static_cast<ptrdiff_t>(index); }

}  // namespace

void ByteMutator::Mutate(Bytes& bytes, size_t max_size) {
  if (bytes.size() > max_size) bytes.resize(max_size);
  if (engine_ && max_size > 0 && random_.OneIn(2)) {
    bytes = engine_(bytes, max_size);
  } else {
    const size_t changes = 1 + random_.Below(3);
    for (size_t i = 0; i < changes; ++i) MutateOnce(bytes);
  }
  if (bytes.size() > max_size) bytes.resize(max_size);
}

void ByteMutator::MutateOnce(Bytes& bytes) {
  switch (random_.Below(8)) {
    case 0:
      return Insert(bytes);
    case 1:
      return Erase(bytes);
    case 2:
      return CopyPart(bytes);
    case 3:
      return Resize(bytes);
    case 4:
      return SetNumber(bytes);
    case 5:
      return FlipBit(bytes);
    default:
      return SetByte(bytes);
  }
}

void ByteMutator::FlipBit(Bytes& bytes) {
  if (bytes.empty()) return Insert(bytes);
  uint8_t& byte = bytes[random_.Below(bytes.size())];
  byte = static_cast<uint8_t>(byte ^ 1U << random_.Below(8));
}

void ByteMutator::SetByte(Bytes& bytes) {
  if (bytes.empty()) return Insert(bytes);
  uint8_t& byte = bytes[random_.Below(bytes.size())];
  byte = Number8(byte);
}

void ByteMutator::SetNumber(Bytes& bytes) {
  if (bytes.size() < 2) return SetByte(bytes);
  const size_t at = random_.Below(bytes.size() - 1);
  const uint16_t number = Number();
  bytes[at] = static_cast<uint8_t>(number >> 8);
  bytes[at + 1] = static_cast<uint8_t>(number);
}

void ByteMutator::Insert(Bytes& bytes) {
  const Bytes more = Make(1 + random_.Below(4));
  bytes.insert(bytes.begin() + At(random_.Below(bytes.size() + 1)), more.begin(), more.end());
}

void ByteMutator::Erase(Bytes& bytes) {
  if (bytes.empty()) return;
  const size_t begin = random_.Below(bytes.size());
  const size_t size = 1 + random_.Below(std::min<size_t>(bytes.size() - begin, 8));
  bytes.erase(bytes.begin() + At(begin), bytes.begin() + At(begin + size));
}

void ByteMutator::CopyPart(Bytes& bytes) {
  if (bytes.size() < 2) return Insert(bytes);
  const size_t size = 1 + random_.Below(bytes.size() / 2);
  const size_t from = random_.Below(bytes.size() - size + 1);
  const size_t to = random_.Below(bytes.size() - size + 1);
  const Bytes part(bytes.begin() + At(from), bytes.begin() + At(from + size));
  std::ranges::copy(part, bytes.begin() + At(to));
}

void ByteMutator::Resize(Bytes& bytes) {
  const size_t size = Size();
  if (size <= bytes.size()) return bytes.resize(size);
  const Bytes more = Make(size - bytes.size());
  bytes.insert(bytes.end(), more.begin(), more.end());
}

Bytes ByteMutator::Make(size_t size) {
  Bytes bytes(size, random_.Pick(kBytes));
  if (random_.OneIn(2)) {
    for (uint8_t& byte : bytes) byte = random_.Byte();
  }
  return bytes;
}

size_t ByteMutator::Size() {
  if (random_.OneIn(kLargeOneIn)) return random_.Pick(kLargeSizes);
  return random_.OneIn(3) ? random_.Below(160) : random_.Pick(kSmallSizes);
}

uint16_t ByteMutator::Number() {
  switch (random_.Below(4)) {
    case 0:
      return static_cast<uint16_t>(random_.Next());
    case 1:
      return random_.Pick(kLargeSizes);
    default:
      return random_.Pick(kSmallSizes);
  }
}

uint8_t ByteMutator::Number8(uint8_t old) {
  switch (random_.Below(4)) {
    case 0:
      return random_.Byte();
    case 1:
      return static_cast<uint8_t>(old + 1 + random_.Below(4));
    case 2:
      return static_cast<uint8_t>(old - 1 - random_.Below(4));
    default:
      return random_.Pick(kBytes);
  }
}

}  // namespace asmtp::fuzz
