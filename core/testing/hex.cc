#include "core/testing/hex.h"

namespace asmtp {
namespace {

// Returns the value of a hexadecimal digit, or -1.
int DigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Checks that `text` consists of pairs of digits.
std::expected<void, HexError> CheckDigits(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (DigitValue(text[i]) < 0) return std::unexpected(HexError{HexError::Kind::kNotADigit, i});
  }
  if (text.size() % 2 != 0) {
    return std::unexpected(HexError{HexError::Kind::kOddLength, text.size() - 1});
  }
  return {};
}

// Writes the bytes of `text`, which CheckDigits() has accepted.
void DecodeDigits(std::string_view text, MutableByteView output) {
  for (size_t i = 0; i < output.size(); ++i) {
    output[i] = static_cast<uint8_t>(DigitValue(text[2 * i]) << 4 | DigitValue(text[2 * i + 1]));
  }
}

}  // namespace

std::string Describe(const HexError& error) {
  const std::string where = std::to_string(error.offset + 1);
  switch (error.kind) {
    case HexError::Kind::kOddLength:
      return "an odd number of hexadecimal digits (" + where + ")";
    case HexError::Kind::kNotADigit:
      return "character " + where + " is not a hexadecimal digit";
    case HexError::Kind::kWrongSize:
      return "the number of hexadecimal digits is wrong";
  }
  return "not hexadecimal";
}

std::string ToHex(ByteView bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const uint8_t byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

std::expected<std::vector<uint8_t>, HexError> FromHex(std::string_view text) {
  if (const auto checked = CheckDigits(text); !checked) return std::unexpected(checked.error());
  std::vector<uint8_t> bytes(text.size() / 2);
  DecodeDigits(text, bytes);
  return bytes;
}

std::expected<void, HexError> FromHexInto(std::string_view text, MutableByteView output) {
  if (const auto checked = CheckDigits(text); !checked) return checked;
  if (text.size() / 2 != output.size()) {
    return std::unexpected(HexError{HexError::Kind::kWrongSize, text.size()});
  }
  DecodeDigits(text, output);
  return {};
}

}  // namespace asmtp
