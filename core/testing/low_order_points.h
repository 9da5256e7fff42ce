// Every 32-byte public key of low order in either suite, including non-canonical encodings
// (SPEC.md, appendix C). The table omits the top bit, which both suites ignore.
//
//   for (const ByteArray<32>& point : LowOrderPoints(Suite::kEd25519)) ...
#ifndef ASMTP_CORE_TESTING_LOW_ORDER_POINTS_H_
#define ASMTP_CORE_TESTING_LOW_ORDER_POINTS_H_

#include <string_view>
#include <vector>

#include "core/crypto/suite.h"
#include "core/testing/hex.h"

namespace asmtp {

// `hex` is the y of a point of edwards25519 whose order divides 8, the u of such a point of
// curve25519 or its twist, or both. p is 2^255 - 19.
struct LowOrderPoint {
  std::string_view hex;
  bool in_ed25519;
  bool in_25519;
};

inline constexpr LowOrderPoint kLowOrderPoints[] = {
    // 0, 1 and -1
    {"0000000000000000000000000000000000000000000000000000000000000000", true, true},
    {"0100000000000000000000000000000000000000000000000000000000000000", true, true},
    {"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", true, true},
    // p + 1
    {"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", true, true},
    // order 8
    {"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", true, false},
    {"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", true, false},
    {"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800", false, true},
    {"5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157", false, true},
    // p
    {"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", true, true},
};

// Returns the points of `suite`, each with its top bit clear and set.
inline std::vector<ByteArray<32>> LowOrderPoints(Suite suite) {
  std::vector<ByteArray<32>> points;
  for (const LowOrderPoint& row : kLowOrderPoints) {
    if (suite == Suite::kEd25519 ? !row.in_ed25519 : !row.in_25519) continue;
    ByteArray<32> point{};
    (void)FromHexInto(row.hex, point);
    points.push_back(point);
    point.back() |= 0x80;
    points.push_back(point);
  }
  return points;
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_LOW_ORDER_POINTS_H_
