#include "core/crypto/hash.h"

#include <gtest/gtest.h>

#include <string>

#include "core/testing/second_opinion.h"
#include "core/testing/test_bytes.h"

namespace asmtp {
namespace {

struct HashRow {
  std::string_view input;
  std::string_view blake2b_512;
  std::string_view blake2b_128;
};

// BLAKE2b-512 of "abc" is RFC 7693, appendix A; the others are the values of the reference code.
constexpr HashRow kHashes[] = {
    {"",
     "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419"
     "d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce",
     "cae66941d9efbd404e4d88758ea67670"},
    {"abc",
     "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
     "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
     "cf4ab791c62b8d2b2109c90275287816"},
};

TEST(Blake2b, MatchesPublishedVectors) {
  for (const HashRow& row : kHashes) {
    const Hash512 long_hash = Blake2b512({AsBytes(row.input)});
    const Hash128 short_hash = Blake2b128(AsBytes(row.input));
    EXPECT_EQ(long_hash, HexArray<64>(row.blake2b_512)) << row.input;
    EXPECT_EQ(short_hash, HexArray<16>(row.blake2b_128)) << row.input;
    EXPECT_FALSE(Equal(short_hash, ByteView(long_hash).first(16))) << "not a truncation";
  }
}

// More than 16 bits count. The values are those of Python's hashlib.
TEST(Blake2b, HashesLongInputs) {
  const std::string input(100'000, 'a');
  EXPECT_EQ(Blake2b128(AsBytes(input)), HexArray<16>("5c4b4b762807b3290e7eee0aa9b18655"));
  EXPECT_EQ(Blake2b512({AsBytes(input)}),
            HexArray<64>("fe89a110a412012e7cc5c0e05b03b48a6b9d0ba108187826c5ac82ce7aa45e7e"
                         "31b054979ec8ca5acd0bcc85f379d848f90f9d1593358cba8d88c7cd94ea8eee"));
}

TEST(Blake2b, HashesConcatenatedParts) {
  const std::vector<uint8_t> input = PatternBytes(300);
  const Hash512 whole = Blake2b512({input});
  for (size_t cut = 0; cut <= input.size(); ++cut) {
    EXPECT_EQ(Blake2b512({ByteView(input).first(cut), {}, ByteView(input).subspan(cut)}), whole);
  }
  EXPECT_EQ(Blake2b512({}), HexArray<64>(kHashes[0].blake2b_512));
}

TEST(Hmac, AgreesWithOpenSsl) {
  const auto key = PatternArray<64>(1);
  for (const size_t size :
       std::initializer_list<size_t>{0, 1, 32, 63, 64, 65, 127, 128, 129, 500}) {
    const std::vector<uint8_t> data = PatternBytes(size, 2);
    Hash512 out;
    HmacBlake2b512(key, {data}, out);
    EXPECT_EQ(ToVector(out), second_opinion::Hmac(key, data)) << size;
    Hash512 in_parts;
    HmacBlake2b512(key, {ByteView(data).first(size / 2), ByteView(data).subspan(size / 2)},
                   in_parts);
    EXPECT_EQ(in_parts, out) << size;
  }
}

TEST(Hmac, OutputMayAliasKeyOrData) {
  const auto key = PatternArray<64>(1);
  const auto data = PatternArray<64>(2);
  const auto expected = second_opinion::Hmac(key, data);
  ByteArray<64> over_key = key;
  HmacBlake2b512(over_key, {data}, over_key);
  EXPECT_EQ(ToVector(over_key), expected);
  ByteArray<64> over_data = data;
  HmacBlake2b512(key, {over_data}, over_data);
  EXPECT_EQ(ToVector(over_data), expected);
}

}  // namespace
}  // namespace asmtp
