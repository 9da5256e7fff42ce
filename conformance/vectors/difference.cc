#include "conformance/vectors/difference.h"

#include "core/message/format.h"

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
  const bool canonical = std::lexicographical_compare(y.rbegin(), y.rend(), kP.rbegin(), kP.rend());
  return !canonical || std::ranges::find(kLowOrderYs, y) != std::end(kLowOrderYs);
}

// How many bytes before its signature a signed format has its key; 0 where none is at fault.
size_t KeyDistance(Kind kind) {
  switch (kind) {
    case Kind::kHeaderSignature:
      return kKeySize;
    case Kind::kRegistrationSignature:
      return kSignedRegistrationSize;
    default:
      return 0;
  }
}

// Whether the signature at `signature_offset`, or the key at `key_offset`, begins with a weak
// point.
bool HasWeakSignature(ByteView bytes, size_t key_offset, size_t signature_offset) {
  return IsWeak(FixedView<32>(bytes.subspan(key_offset, 32).data())) ||
         IsWeak(FixedView<32>(bytes.subspan(signature_offset, 32).data()));
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
    const bool weak = HasWeakSignature(message, kTypeSize + kGossipInfoSize, error.offset);
    return weak ? &kWeakSignatureKeys : nullptr;
  }
  return BlocksAcceptedByReferenceOnly(message, error);
}

const Difference* BlocksAcceptedByReferenceOnly(ByteView blocks, const DecodeError& error) {
  const size_t distance = KeyDistance(error.kind);
  if (distance == 0) return nullptr;
  const bool weak = HasWeakSignature(blocks, error.offset - distance, error.offset);
  return weak ? &kWeakSignatureKeys : nullptr;
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
