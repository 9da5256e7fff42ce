#include "conformance/vectors/difference.h"

#include <algorithm>

#include "core/crypto/signature.h"
#include "core/message/block.h"
#include "core/testing/layout.h"

namespace asmtp::vectors {
namespace {

using Kind = DecodeError::Kind;

// An Ed25519 point as it travels: y in 255 bits, little-endian, and a sign bit.
using Point = ByteArray<32>;

constexpr Point Repeat(uint8_t first, uint8_t middle, uint8_t last) {
  Point point;
  point.fill(middle);
  point.front() = first;
  point.back() = last;
  return point;
}

// p = 2^255 - 19.
constexpr Point kP = Repeat(0xed, 0xff, 0x7f);

// L, the order of the base point, little-endian as S is.
constexpr ByteArray<32> kL = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                              0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                              0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

// Whether a is less than b, both little-endian numbers.
bool IsLess(const ByteArray<32>& a, const ByteArray<32>& b) {
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

// The y of the points whose order divides 8.
constexpr Point kLowOrderYs[] = {
    Repeat(1, 0, 0),           // order 1
    Repeat(0xec, 0xff, 0x7f),  // order 2: -1
    Repeat(0, 0, 0),           // order 4
    {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
     0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
     0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
    {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
     0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
     0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
};

// Whether the point is of low order, or its y not below p.
bool IsWeak(FixedView<32> point) {
  Point y = point.Copy();
  y.back() &= 0x7f;
  return !IsLess(y, kP) || std::ranges::find(kLowOrderYs, y) != std::end(kLowOrderYs);
}

// The signature with S mod L. S is below 2^256, which is less than 16 L.
Signature Reduced(FixedView<kSignatureSize> signature) {
  Signature reduced = signature.Copy();
  ByteArray<32> s;
  std::copy_n(reduced.begin() + 32, 32, s.begin());
  while (!IsLess(s, kL)) {
    int borrow = 0;
    for (size_t i = 0; i < s.size(); ++i) {
      const int digit = s[i] - kL[i] - borrow;
      borrow = digit < 0 ? 1 : 0;
      s[i] = static_cast<uint8_t>(digit & 0xff);
    }
  }
  std::ranges::copy(s, reduced.begin() + 32);
  return reduced;
}

// What lets the reference accept the signature that follows `data`, in which its key is.
const Difference* SignatureAcceptedByReferenceOnly(ByteView data, size_t key_offset) {
  const FixedView<kKeySize> key(data.subspan(key_offset, kKeySize).data());
  const FixedView<kSignatureSize> signature(data.data() + data.size());
  if (IsWeak(key) || IsWeak(FixedView<32>(signature.data()))) return &kWeakSignatureKeys;
  const Signature reduced = Reduced(signature);
  return VerifySignature(key, data, reduced) ? &kSecondFormOfS : nullptr;
}

bool HasBytesAfterTopic(ByteView message, const DecodeError& error) {
  const bool is_one_topic = message.front() == kFormat<RegisterTopic>.type ||
                            message.front() == kFormat<DeregisterTopic>.type;
  return is_one_topic && error.kind == Kind::kTrailingBytes;
}

bool IsAscii(const Ledger::Alias& alias) {
  return std::ranges::all_of(alias, [](uint8_t byte) { return byte < 0x80; });
}

}  // namespace

const Difference* MessageAcceptedByReferenceOnly(ByteView message, const DecodeError& error) {
  if (message.empty()) return nullptr;
  if (HasBytesAfterTopic(message, error)) return &kTrailingAfterTopic;
  if (error.kind == Kind::kGossipSignature) {
    const ByteView data = message.first(error.offset).subspan(kTypeSize);
    return SignatureAcceptedByReferenceOnly(data, kOffsetOf<&Gossip::id>);
  }
  return BlocksAcceptedByReferenceOnly(message, error);
}

const Difference* BlocksAcceptedByReferenceOnly(ByteView blocks, const DecodeError& error) {
  const ByteView before = blocks.first(error.offset);
  if (error.kind == Kind::kHeaderSignature) {
    return SignatureAcceptedByReferenceOnly(before.last(kSignedHeaderSize),
                                            kOffsetOf<&BlockHeader::author>);
  }
  if (error.kind == Kind::kRegistrationSignature) {
    return SignatureAcceptedByReferenceOnly(before.last(kSignedRegistrationSize),
                                            kOffsetOf<&RegisterMasterKey::key>);
  }
  return nullptr;
}

const Difference* PassportAcceptedByReferenceOnly(LedgerError error) {
  return error == LedgerError::kFirstHasPrevious ? &kFirstBlockWithPrevious : nullptr;
}

// The reference compares aliases as text in which bytes that are not UTF-8 are all the same.
const Difference* PassportRejectedByReferenceOnly(const Ledger& ledger) {
  const auto unclear = std::ranges::count_if(
      ledger.aliases(), [](const Ledger::Alias& alias) { return !IsAscii(alias); });
  return unclear >= 2 ? &kAliasBytes : nullptr;
}

}  // namespace asmtp::vectors
