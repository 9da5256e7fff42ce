// Every 32-byte string that is a public key of low order, canonical or not, in each suite.
#ifndef ASMTP_CORE_TESTING_LOW_ORDER_POINTS_H_
#define ASMTP_CORE_TESTING_LOW_ORDER_POINTS_H_

#include <vector>

#include "core/crypto/suite.h"
#include "core/testing/test_bytes.h"

namespace asmtp {

// y of the eight points of edwards25519 whose order divides 8, and y + p where that fits 255 bits.
inline constexpr std::string_view kLowOrderY[] = {
    // 1: the neutral element; -1: order 2; 0: order 4
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    // order 8
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    // p and p + 1: 0 and 1 again
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
};

// u of the points of low order of curve25519 and of its twist, and u + p where that fits 255 bits.
inline constexpr std::string_view kLowOrderU[] = {
    // 0, 1 and -1
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    // order 8
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    // p and p + 1
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
};

// Returns all of them for `suite`, each without and with its top bit, which both suites ignore.
inline std::vector<ByteArray<32>> LowOrderPoints(Suite suite) {
  std::vector<ByteArray<32>> points;
  for (const std::string_view hex : suite == Suite::kEd25519 ? kLowOrderY : kLowOrderU) {
    points.push_back(HexArray<32>(hex));
    points.push_back(points.back());
    points.back()[31] |= 0x80;
  }
  return points;
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_LOW_ORDER_POINTS_H_
