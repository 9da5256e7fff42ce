// Tamper: one deliberate fault in what the runner sends, at one of five layers. A sent step passes
// them in this order, and a fault at one layer leaves the others correct:
//
//   fields   set FIELD VALUE | drop FIELD | type VALUE            the message before it is encoded
//   plain    xor VALUE at N | replace VALUE [at N] | insert VALUE at N | append VALUE | truncate N
//   noise    rekey skip|twice | nonce N|+N|-N | key other|first|zero    of the frame
//            e VALUE | e-xor VALUE at N | e-shown VALUE | e reuse | payload VALUE
//                                                               of either handshake frame
//            s VALUE | s-xor VALUE at N | rs SECRET | prologue VALUE | dh es|ss    of the initialize
//            dh ee|se                                           of the response
//   frame    length N|+N|-N|little-endian | drop | repeat | delay, and what `plain` has, on the
//            ciphertext (of a frame) or on the whole (of a handshake frame)
//   stream   split N,N,... | split each | pace N/DURATION | hold [from N] | cut N [then fin|rst] |
//            prefix VALUE | suffix VALUE
//
// A negative offset counts from the end. `e` and `s` replace a public key by one without a secret;
// every DH result with it is then 32 zero bytes, as for a key of low order. `e-shown` replaces only
// the public key: DH of it with the IUT's static key uses the IUT's secret, every other DH uses the
// runner's secret. `s-xor` changes only the static public key: DH of it with the IUT's static key
// uses the IUT's secret. `rs` replaces the responder's public key by that of another secret. `e reuse`
// reuses the ephemeral key of the first session of the case, and `dh` mixes a result with one bit
// flipped.
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_TAMPER_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_TAMPER_H_

#include <chrono>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/transcript/value.h"

namespace asmtp::conformance {

enum class Layer : uint8_t { kFields, kPlain, kNoise, kFrame, kStream };
inline constexpr size_t kLayerCount = 5;

// Returns "fields", "plain", "noise", "frame" or "stream".
std::string_view Name(Layer layer);

enum class TamperOp : uint8_t {
  // fields
  kSetField,
  kDropField,
  kSetType,
  // plain, frame
  kXor,
  kReplace,
  kReplaceAt,
  kInsert,
  kAppend,
  kTruncate,
  // noise: the pattern tells which
  kNoise,
  // frame
  kLength,
  kLengthLittleEndian,
  kDrop,
  kRepeat,
  kDelay,
  // stream
  kSplit,
  kSplitEach,
  kPace,
  kHold,
  kHoldFrom,
  kCut,
  kCutThenFin,
  kCutThenRst,
  kPrefix,
  kSuffix,
};

// An absolute number, or a difference from the correct value.
struct TamperNumber {
  int64_t number = 0;
  bool relative = false;
};

struct Tamper {
  Layer layer = Layer::kPlain;
  TamperOp op = TamperOp::kXor;
  std::string_view pattern;            // of the operation, e.g. "xor VALUE at N"; outlives it
  std::string field;                   // kSetField, kDropField
  Value value;                         // the argument VALUE
  TamperNumber number;                 // the argument N
  std::vector<size_t> sizes;           // kSplit
  std::chrono::milliseconds pause{0};  // kPace: between two pieces of `number` bytes
  std::string text;                    // as it is written, for reports
};

// Reads the words after `tamper`: the layer, the operation and its arguments. Fails with what was
// expected.
std::expected<Tamper, std::string> ParseTamper(std::span<const std::string> words,
                                               ValueBudget& budget);

// Whether the operation applies to the initialize, to the response, and to a frame.
bool FitsInitialize(const Tamper& tamper);
bool FitsResponse(const Tamper& tamper);
bool FitsFrame(const Tamper& tamper);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_TAMPER_H_
