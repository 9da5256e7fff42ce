// Value: bytes as written in a case file.
//
//   00ff                       two bytes, in lower-case hexadecimal
//   rep(11,32)                 a byte string repeated
//   str("hello")               the bytes of a text
//   u8(1) u16(443) u32(7)      big-endian integers
//   public(rep(41,32))         the Ed25519 public key of a seed
//   sign(rep(41,32))           an Ed25519 signature over the fields before it in the message
//   signed(rep(41,32),00)      bytes, and an Ed25519 signature over them
//   signature(rep(41,32),00)   only the signature
//   hash16(00)                 BLAKE2b-128
//   block(rep(41,32),u32(7),rep(00,16),$entries)
//                              a passport's block with its size: author, time, previous,
//                              content
//   blockhash($block)          the hash of such a block
//   $m1.wire                   what the step `m1` sent or received; $name of a `let`
//   00+rep(11,4)               concatenation
//
// Parts without names and signatures are evaluated when the file is read.
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_VALUE_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_VALUE_H_

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::conformance {

using Bytes = std::vector<uint8_t>;

struct Term;

// A concatenation of terms. An empty value has no bytes.
struct Value {
  std::vector<Term> terms;

  // Whether the bytes are known before a run.
  bool IsLiteral() const;
};

// One part of a value.
struct Term {
  enum class Kind : uint8_t {
    kBytes,      // `bytes`, `count` times
    kSignature,  // a signature by the seed `bytes`
    kReference,  // the bytes named `name`
    kCall,       // the function `name` of `arguments`
  };
  Kind kind = Kind::kBytes;
  Bytes bytes;
  std::string name;
  std::vector<Value> arguments = {};
  size_t count = 1;

  // Of the kind kBytes.
  size_t size() const { return bytes.size() * count; }
};

bool operator==(const Value& a, const Value& b);
bool operator==(const Term& a, const Term& b);

// The most bytes that the values of a file may hold in total, and those of one case as played:
// room for a few frames of the largest length.
struct ValueBudget {
  size_t bytes_left = size_t{8} << 20;
  size_t played_left = kPlayedMax;

  static constexpr size_t kPlayedMax = size_t{72} << 20;
};

// The bytes of each `$name`.
using Names = std::map<std::string, Bytes, std::less<>>;

// Returns the value of `text`, or what was expected instead.
std::expected<Value, std::string> ParseValue(std::string_view text, ValueBudget& budget);

// Returns the value of literal bytes.
Value LiteralValue(Bytes bytes);

// Returns the bytes of `value`. A signature in it covers `before`. Fails with a sentence on an
// unknown name.
std::expected<Bytes, std::string> Evaluate(const Value& value, const Names& names,
                                           ByteView before = {});

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_VALUE_H_
