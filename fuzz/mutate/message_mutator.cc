#include "fuzz/mutate/message_mutator.h"

#include <algorithm>
#include <utility>

#include "fuzz/mutate/gossip_parts.h"
#include "fuzz/mutate/list.h"
#include "fuzz/mutate/passport_parts.h"

namespace asmtp::fuzz {
namespace {

// One in this many mutations is signed, all others change bytes. Verification is so slow that more
// signed inputs would lower the coverage per second.
constexpr size_t kSignedOneIn = 16;
// One in this many of those gets one fault.
constexpr size_t kSpoiltOneIn = 8;

uint8_t TypeOf(ByteView plaintext) { return plaintext.empty() ? 0 : plaintext[0]; }

Bytes MutateRaw(ByteView input, size_t max_size, ByteMutator& bytes) {
  Bytes raw(input.begin(), input.end());
  bytes.Mutate(raw, max_size);
  return raw;
}

Bytes Cut(Bytes plaintext, size_t max_size) {
  plaintext.resize(std::min(plaintext.size(), max_size));
  return plaintext;
}

Bytes CrossRaw(ByteView a, ByteView b, size_t max_size, Random& random) {
  return Cut(HeadAndTail(Bytes(a.begin(), a.end()), Bytes(b.begin(), b.end()), random), max_size);
}

// Removes parts until the rest fits, and returns it. Truncates it if nothing can be removed.
template <class Parts>
Bytes Fit(Parts& parts, size_t max_size, Random& random) {
  Bytes plaintext = parts.Plaintext();
  while (plaintext.size() > max_size && parts.Shorten(random)) plaintext = parts.Plaintext();
  return Cut(std::move(plaintext), max_size);
}

template <class Parts>
Bytes MutateParts(ByteView input, size_t max_size, size_t spoilt_one_in, ByteMutator& bytes) {
  Random& random = bytes.random();
  Parts parts(input);
  parts.Change(bytes);
  for (size_t i = 0; i < 4 && random.OneIn(2); ++i) parts.Change(bytes);
  Bytes plaintext = Fit(parts, max_size, random);
  return random.OneIn(spoilt_one_in) ? Cut(parts.Spoilt(bytes), max_size) : plaintext;
}

template <class Parts>
Bytes Mutate(ByteView input, size_t max_size, ByteMutator& bytes) {
  Random& random = bytes.random();
  if (max_size < input.size()) {
    Parts parts(input);
    return Fit(parts, max_size, random);
  }
  if (!random.OneIn(kSignedOneIn)) return MutateRaw(input, max_size, bytes);
  return MutateParts<Parts>(input, max_size, kSpoiltOneIn, bytes);
}

template <class Parts>
Bytes Cross(ByteView a, ByteView b, size_t max_size, Random& random) {
  if (!random.OneIn(kSignedOneIn)) return CrossRaw(a, b, max_size, random);
  Parts parts(a);
  parts.Cross(Parts(b), random);
  return Fit(parts, max_size, random);
}

}  // namespace

Bytes MutateGossip(ByteView input, size_t max_size, ByteMutator& bytes) {
  return Mutate<GossipParts>(input, max_size, bytes);
}

Bytes MutatePutPassport(ByteView input, size_t max_size, ByteMutator& bytes) {
  return Mutate<PassportParts>(input, max_size, bytes);
}

Bytes MutateMessage(ByteView input, size_t max_size, ByteMutator& bytes) {
  switch (TypeOf(input)) {
    case GossipParts::kType:
      return MutateGossip(input, max_size, bytes);
    case PassportParts::kType:
      return MutatePutPassport(input, max_size, bytes);
    default:
      return MutateRaw(input, max_size, bytes);
  }
}

bool IsSigned(ByteView plaintext) {
  return TypeOf(plaintext) == GossipParts::kType || TypeOf(plaintext) == PassportParts::kType;
}

Bytes MutateSigned(ByteView input, size_t max_size, size_t spoilt_one_in, ByteMutator& bytes) {
  return TypeOf(input) == GossipParts::kType
             ? MutateParts<GossipParts>(input, max_size, spoilt_one_in, bytes)
             : MutateParts<PassportParts>(input, max_size, spoilt_one_in, bytes);
}

Bytes CrossGossips(ByteView a, ByteView b, size_t max_size, Random& random) {
  return Cross<GossipParts>(a, b, max_size, random);
}

Bytes CrossPutPassports(ByteView a, ByteView b, size_t max_size, Random& random) {
  return Cross<PassportParts>(a, b, max_size, random);
}

Bytes CrossMessages(ByteView a, ByteView b, size_t max_size, Random& random) {
  if (TypeOf(a) == TypeOf(b) && TypeOf(a) == GossipParts::kType) {
    return CrossGossips(a, b, max_size, random);
  }
  if (TypeOf(a) == TypeOf(b) && TypeOf(a) == PassportParts::kType) {
    return CrossPutPassports(a, b, max_size, random);
  }
  return CrossRaw(a, b, max_size, random);
}

}  // namespace asmtp::fuzz
