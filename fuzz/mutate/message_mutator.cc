#include "fuzz/mutate/message_mutator.h"

#include <algorithm>
#include <utility>

#include "fuzz/chain/signing.h"
#include "fuzz/mutate/gossip_parts.h"
#include "fuzz/mutate/list.h"
#include "fuzz/mutate/passport_parts.h"

namespace asmtp::fuzz {
namespace {

// One mutation in so many is signed, all others are of bytes. To verify takes so long that more of
// them would not try more.
constexpr size_t kSignedOneIn = 16;
// One of those in so many is changed once more after it was signed.
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

// Changes what was signed, or the signature: where it stands last, to one that is no other modulo
// L.
void Spoil(Bytes& plaintext, size_t max_size, ByteMutator& bytes) {
  if (!bytes.random().OneIn(4) || plaintext.size() < kSignatureSize) {
    return bytes.Mutate(plaintext, max_size);
  }
  const MutableByteView last = MutableByteView(plaintext).last(kSignatureSize);
  CopyTo(WithLargerS(FixedView<kSignatureSize>(last.data()).Copy()), last);
}

Bytes CrossRaw(ByteView a, ByteView b, size_t max_size, Random& random) {
  return Cut(HeadAndTail(Bytes(a.begin(), a.end()), Bytes(b.begin(), b.end()), random), max_size);
}

// What is left of them where they are too large; a beginning where nothing can be left out.
template <class Parts>
Bytes Fitting(Parts parts, size_t max_size, Random& random) {
  Bytes plaintext = parts.Plaintext();
  while (plaintext.size() > max_size && parts.Shorten(random)) plaintext = parts.Plaintext();
  return Cut(std::move(plaintext), max_size);
}

template <class Parts>
Bytes Mutate(ByteView input, size_t max_size, ByteMutator& bytes) {
  Random& random = bytes.random();
  if (max_size < input.size()) return Fitting(Parts(input), max_size, random);
  if (!random.OneIn(kSignedOneIn)) return MutateRaw(input, max_size, bytes);
  Parts parts(input);
  parts.Change(bytes);
  for (size_t i = 0; i < 4 && random.OneIn(2); ++i) parts.Change(bytes);
  Bytes plaintext = Fitting(std::move(parts), max_size, random);
  if (random.OneIn(kSpoiltOneIn)) Spoil(plaintext, max_size, bytes);
  return plaintext;
}

template <class Parts>
Bytes Cross(ByteView a, ByteView b, size_t max_size, Random& random) {
  if (!random.OneIn(kSignedOneIn)) return CrossRaw(a, b, max_size, random);
  Parts parts(a);
  parts.Cross(Parts(b), random);
  return Fitting(std::move(parts), max_size, random);
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
