#include "conformance/play/byte_tamper.h"

#include <gtest/gtest.h>

#include <sstream>

#include "conformance/deviant/row.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

std::vector<std::string> Words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

Tamper Parse(const std::string& text) {
  ValueBudget budget;
  auto tamper = ParseTamper(Words(text), budget);
  EXPECT_TRUE(tamper) << text << ": " << tamper.error();
  return tamper ? *tamper : Tamper();
}

struct Change {
  std::string tamper;
  std::string after;  // in hex, or the error
};

class BytesTest : public testing::TestWithParam<Change> {};

TEST_P(BytesTest, Of00112233) {
  const Tamper tamper = Parse(GetParam().tamper);
  const auto after = TamperBytes(tamper.layer, {&tamper, 1}, {}, {0x00, 0x11, 0x22, 0x33});
  EXPECT_EQ(after ? ToHex(*after) : after.error(), GetParam().after);
}

INSTANTIATE_TEST_SUITE_P(
    All, BytesTest,
    testing::Values(
        Change{"plain xor ff at 1", "00ee2233"}, Change{"plain xor 0101 at -2", "00112332"},
        Change{"plain replace aa at 3", "001122aa"}, Change{"plain replace aabb", "aabb"},
        Change{"plain insert aa at 0", "aa00112233"}, Change{"plain insert aa at 4", "00112233aa"},
        Change{"plain append aa", "00112233aa"}, Change{"plain truncate 0", ""},
        Change{"plain truncate -1", "001122"}, Change{"frame truncate 3", "001122"},
        Change{"frame drop", "00112233"},
        Change{"plain xor 0101 at 3", "plain xor 0101 at 3: the offset 3 is outside the 4 bytes"},
        Change{"plain truncate -5", "plain truncate -5: the offset -5 is outside the 4 bytes"}));

std::string Pieces(const std::string& text) {
  const Tamper tamper = Parse(text);
  const auto writes = CutIntoWrites({&tamper, 1}, {}, {0x00, 0x11, 0x22});
  std::string pieces = writes->held_from == 0 ? "held" : "";
  for (const Bytes& piece : writes->pieces) pieces += " " + ToHex(piece);
  return pieces;
}

TEST(CutIntoWritesTest, CutsAndHolds) {
  EXPECT_EQ(Pieces("stream split 1"), " 00 1122");
  EXPECT_EQ(Pieces("stream split 1,1,9"), " 00 11 22");
  EXPECT_EQ(Pieces("stream split each"), " 00 11 22");
  EXPECT_EQ(Pieces("stream hold"), "held 001122");
  EXPECT_EQ(Pieces("stream hold from 0"), "held 001122");
  EXPECT_EQ(Pieces("stream hold from 1"), " 00 1122");
  EXPECT_EQ(Pieces("stream hold from -1"), " 0011 22");
  EXPECT_EQ(Pieces("stream cut 2"), " 0011");
  EXPECT_EQ(Pieces("stream prefix aa"), " aa001122");
  EXPECT_EQ(Pieces("stream suffix aa"), " 001122aa");
}

std::string Length(const std::string& text, Framing framing) {
  const Tamper tamper = Parse(text);
  return ToHex(TamperLength({&tamper, 1}, framing, 0x0102));
}

TEST(TamperLengthTest, WorksInBothFramings) {
  EXPECT_EQ(ToHex(TamperLength({}, Framing::kU32, 0x0102)), "00000102");
  EXPECT_EQ(ToHex(TamperLength({}, Framing::kU16, 0x0102)), "0102");
  EXPECT_EQ(Length("frame length 15", Framing::kU16), "000f");
  EXPECT_EQ(Length("frame length +1", Framing::kU32), "00000103");
  EXPECT_EQ(Length("frame length -2", Framing::kU16), "0100");
  EXPECT_EQ(Length("frame length 4294967295", Framing::kU32), "ffffffff");
  EXPECT_EQ(Length("frame length little-endian", Framing::kU32), "02010000");
}

TEST(DeviationOfTest, EachNoiseTamperHasARow) {
  const std::string key = "rep(11,32)";
  for (const std::string& words : std::vector<std::string>{
           "rekey skip", "rekey twice", "nonce 7", "key other", "key first", "key zero", "e reuse",
           "e " + key, "e-xor ff at 3", "e-shown " + key, "s " + key, "rs " + key, "prologue 00",
           "dh es", "dh ss", "dh ee", "dh se", "payload 00"}) {
    const Tamper tamper = Parse("noise " + words);
    EXPECT_NE(deviant::FindRow(deviant::Serves::kTamper, tamper.pattern), nullptr) << words;
    EXPECT_TRUE(DeviationOf({&tamper, 1}, {})) << words;
  }
}

TEST(DeviationOfTest, AKeyHas32Bytes) {
  for (const std::string words : {"e 00", "e-shown 00", "s 00", "rs 00"}) {
    const Tamper tamper = Parse("noise " + words);
    const auto deviation = DeviationOf({&tamper, 1}, {});
    EXPECT_EQ(deviation ? "" : deviation.error(), "a key must be 32 bytes") << words;
  }
  const Tamper outside = Parse("noise e-xor ff at 32");
  EXPECT_EQ(DeviationOf({&outside, 1}, {}).error(), "the offset 32 is outside the 32 bytes");
}

}  // namespace
}  // namespace asmtp::conformance
