#include "fuzz/wire/plaintext_mutator.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/testing/layout.h"
#include "fuzz/mutate/message_mutator.h"
#include "fuzz/session/attacker.h"

namespace asmtp::fuzz::wire {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr int kTriesMax = 6;
// One in this many signed messages gets one fault.
constexpr size_t kSpoiltOneIn = 2;

// The samples of each type.
const std::vector<Bytes>& SamplesOf(size_t type) {
  static const auto kSamples = [] {
    std::array<std::vector<Bytes>, kMessageTypeCount + 1> samples;
    for (size_t i = 0; i < 256; ++i) {
      Bytes sample = SampleMessage(ByteArray<1>{static_cast<uint8_t>(i)});
      auto& same = samples[sample.front()];
      if (std::ranges::find(same, sample) == same.end()) same.push_back(std::move(sample));
    }
    return samples;
  }();
  return kSamples[type];
}

}  // namespace

Bytes PlaintextMutator::Sample() {
  return random_.Pick(SamplesOf(1 + random_.Below(kMessageTypeCount)));
}

Bytes PlaintextMutator::Make(bool is_message) {
  Bytes plaintext;
  for (int i = 0; i < kTriesMax; ++i) {
    plaintext = Mutate(Sample());
    if (Decode(plaintext).has_value() == is_message) return plaintext;
  }
  return is_message ? Sample() : plaintext;
}

Bytes PlaintextMutator::MutateInto(const Bytes& plaintext, bool is_message) {
  for (int i = 0; i < kTriesMax; ++i) {
    Bytes changed = Mutate(plaintext);
    if (Decode(changed).has_value() == is_message) return changed;
  }
  return plaintext;
}

Bytes PlaintextMutator::Mutate(Bytes plaintext) {
  do {
    if (IsSigned(plaintext) && !random_.OneIn(5)) {
      plaintext = MutateSigned(plaintext, kSizeMax, kSpoiltOneIn, bytes_);
    } else {
      MutateSimple(plaintext);
    }
  } while (random_.OneIn(4));
  if (plaintext.size() > kSizeMax) plaintext.resize(kSizeMax);
  return plaintext;
}

// An unstructured change: of the size, the type, or any bytes.
void PlaintextMutator::MutateSimple(Bytes& plaintext) {
  switch (random_.Below(8)) {
    case 0:
    case 1:
      return Resize(plaintext);
    case 2:
      if (!plaintext.empty())
        plaintext.front() = static_cast<uint8_t>(random_.Below(kMessageTypeCount + 2));
      return;
    case 3:
      return bytes_.Mutate(plaintext, kSizeMax);
    default: {
      // Change bytes of the body but not the type.
      if (plaintext.size() < 2) return Resize(plaintext);
      const size_t at = 1 + random_.Below(plaintext.size() - 1);
      plaintext[at] = bytes_.Number8(plaintext[at]);
    }
  }
}

// Makes it a little longer or shorter, or of an unusual length.
void PlaintextMutator::Resize(Bytes& bytes) {
  const size_t change = random_.OneIn(2) ? 1 + random_.Below(4) : 1 + random_.Below(40);
  if (random_.OneIn(2)) {
    bytes.resize(bytes.size() - std::min(bytes.size(), change));
  } else {
    const Bytes more = bytes_.Make(random_.OneIn(16) ? bytes_.Size() : change);
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
}

}  // namespace asmtp::fuzz::wire
