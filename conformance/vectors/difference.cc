#include "conformance/vectors/difference.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/crypto/signature.h"
#include "core/message/passport.h"
#include "core/testing/layout.h"
#include "core/testing/low_order_points.h"

namespace asmtp::vectors {
namespace {

using Kind = DecodeError::Kind;

// An encoded Ed25519 point: y in 255 bits, little-endian, and a sign bit.
using Point = ByteArray<32>;

// p = 2^255 - 19.
constexpr Point kP = [] {
  Point p;
  p.fill(0xff);
  p.front() = 0xed;
  p.back() = 0x7f;
  return p;
}();

// L, the order of the base point, little-endian like S.
constexpr ByteArray<32> kL = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                              0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                              0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

// Returns whether a < b, as little-endian numbers.
bool IsLess(const ByteArray<32>& a, const ByteArray<32>& b) {
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

// Returns whether the point has low order or its y is not below p.
bool IsWeak(FixedView<32> point) {
  static const std::vector<Point> kLowOrder = LowOrderPoints(Suite::kEd25519);
  Point y = point.Copy();
  y.back() &= 0x7f;
  return !IsLess(y, kP) || std::ranges::find(kLowOrder, y) != kLowOrder.end();
}

// Returns the signature with S mod L. S is below 2^256, which is less than 16 L.
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

// Returns the difference that makes the reference accept the signature after `data`, which contains
// the key.
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

// Returns the alias as the reference compares it: UTF-8 in which U+FFFD stands for each longest part
// of a character that is not whole, or for a byte that begins none.
std::string AsText(const Ledger::Alias& alias) {
  const std::string bytes(alias.begin(), std::ranges::find(alias, 0));
  return nlohmann::json(bytes).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
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

const Difference* PassportRejectedByReferenceOnly(const Ledger& ledger) {
  std::set<std::string> texts;
  for (const Ledger::Alias& alias : ledger.aliases()) {
    if (!texts.insert(AsText(alias)).second) return &kAliasBytes;
  }
  return nullptr;
}

}  // namespace asmtp::vectors
