// The birational map from edwards25519 to curve25519 (RFC 7748, 4.1):
//
//   u = (1 + y) / (1 - y)  mod 2^255 - 19
//
// libsodium's version of this map also checks that the point is on the curve and in the subgroup of
// prime order. The suite does not define that check, so this endpoint would reject peers that every
// other implementation accepts. It is not needed either: X25519 clears the cofactor, and its result
// shows low order. It would cost as much as the whole Diffie-Hellman operation. The map handles
// public keys only, so nothing here is secret.
#include "core/crypto/suite.h"

namespace asmtp {
namespace {

// An element of GF(p), p = 2^255 - 19, as five limbs of 51 bits, least significant first. Factors
// may have limbs below 2^54; a product has limbs below 2^52.
struct Element {
  uint64_t limb[5];
};

__extension__ using Wide = unsigned __int128;

constexpr uint64_t kLimbMask = (uint64_t{1} << 51) - 1;

uint64_t LoadLittleEndian(const uint8_t* bytes) {
  uint64_t value = 0;
  for (size_t i = 8; i-- > 0;) value = value << 8 | bytes[i];
  return value;
}

// Reads 255 bits and ignores the top bit.
Element FromBytes(FixedView<32> bytes) {
  const uint8_t* b = bytes.data();
  return {{LoadLittleEndian(b) & kLimbMask, LoadLittleEndian(b + 6) >> 3 & kLimbMask,
           LoadLittleEndian(b + 12) >> 6 & kLimbMask, LoadLittleEndian(b + 19) >> 1 & kLimbMask,
           LoadLittleEndian(b + 24) >> 12 & kLimbMask}};
}

// Carries each limb into the next, and returns the carry out of the top, in units of 2^255.
uint64_t Carry(Element& a) {
  uint64_t carry = 0;
  for (uint64_t& limb : a.limb) {
    limb += carry;
    carry = limb >> 51;
    limb &= kLimbMask;
  }
  return carry;
}

// As plain loops it takes twice the time.
Element Multiply(const Element& a, const Element& b) {
  Wide product[5] = {};
#pragma GCC unroll 5
  for (size_t i = 0; i < 5; ++i) {
#pragma GCC unroll 5
    for (size_t j = 0; j < 5; ++j) {
      const uint64_t wrap = i + j >= 5 ? 19 : 1;  // 2^255 = 19 mod p
      product[(i + j) % 5] += static_cast<Wide>(a.limb[i]) * (wrap * b.limb[j]);
    }
  }
  Element result;
  Wide carry = 0;
  for (size_t i = 0; i < 5; ++i) {
    carry += product[i];
    result.limb[i] = static_cast<uint64_t>(carry) & kLimbMask;
    carry >>= 51;
  }
  const Wide low = static_cast<Wide>(result.limb[0]) + 19 * carry;
  result.limb[0] = static_cast<uint64_t>(low) & kLimbMask;
  result.limb[1] += static_cast<uint64_t>(low >> 51);
  return result;
}

Element SquareTimes(Element a, int times) {
  for (int i = 0; i < times; ++i) a = Multiply(a, a);
  return a;
}

// Returns 1/a, or 0 for 0, as a^(p-2) (Fermat). p - 2 = 2^255 - 21. Each name states its exponent.
Element Invert(const Element& a) {
  const Element a2 = SquareTimes(a, 1);
  const Element a9 = Multiply(SquareTimes(a2, 2), a);
  const Element a11 = Multiply(a9, a2);
  const Element two5_1 = Multiply(SquareTimes(a11, 1), a9);  // 2^5 - 1
  const Element two10_1 = Multiply(SquareTimes(two5_1, 5), two5_1);
  const Element two20_1 = Multiply(SquareTimes(two10_1, 10), two10_1);
  const Element two40_1 = Multiply(SquareTimes(two20_1, 20), two20_1);
  const Element two50_1 = Multiply(SquareTimes(two40_1, 10), two10_1);
  const Element two100_1 = Multiply(SquareTimes(two50_1, 50), two50_1);
  const Element two200_1 = Multiply(SquareTimes(two100_1, 100), two100_1);
  const Element two250_1 = Multiply(SquareTimes(two200_1, 50), two50_1);
  return Multiply(SquareTimes(two250_1, 5), a11);  // (2^250 - 1) 2^5 + 11
}

// Writes the representative below p.
ByteArray<32> ToBytes(Element a) {
  const uint64_t top = Carry(a);
  a.limb[0] += 19 * top;  // now below 2p
  uint64_t carry = 19;    // a + 19 reaches 2^255 if and only if a >= p
  for (const uint64_t limb : a.limb) carry = (limb + carry) >> 51;
  a.limb[0] += 19 * carry;
  Carry(a);  // without that 2^255

  ByteArray<32> bytes;
  for (size_t i = 0; i < 32; ++i) {
    const size_t limb = 8 * i / 51;
    const size_t shift = 8 * i % 51;
    const uint64_t next = limb < 4 ? a.limb[limb + 1] << (51 - shift) : 0;
    bytes[i] = static_cast<uint8_t>((a.limb[limb] >> shift | next) & 0xff);
  }
  return bytes;
}

}  // namespace

ByteArray<32> EdwardsToMontgomery(FixedView<32> public_key) {
  const Element y = FromBytes(public_key);
  Element above = y;  // 1 + y
  above.limb[0] += 1;
  Element below;  // 1 + 4p - y: no limb goes below zero
  for (size_t i = 0; i < 5; ++i) below.limb[i] = 4 * kLimbMask - y.limb[i];
  below.limb[0] -= 4 * 18 - 1;
  return ToBytes(Multiply(above, Invert(below)));
}

}  // namespace asmtp
