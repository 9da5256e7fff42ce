// Tamper: one deliberate fault in what the runner sends, at one of five layers. On its way out a
// step passes them in this order, and a fault at one leaves the others as they should be:
//
//   fields   set FIELD VALUE | drop FIELD | type VALUE            the message before it is encoded
//   plain    xor VALUE at N | replace VALUE [at N] | insert VALUE at N | append VALUE | truncate N
//   noise    rekey skip|twice | nonce N|+N|-N | key other|first|zero    of the frame
//            e VALUE | e-xor VALUE at N | e-shown VALUE | e reuse | payload VALUE
//                                                               of either handshake frame
//            s VALUE | rs SECRET | prologue VALUE | dh es|ss    of the initialize
//            dh ee|se                                           of the response
//   frame    length N|+N|-N|little-endian | drop | repeat | delay, and what `plain` has, on the
//            ciphertext (of a frame) or on the whole (of a handshake frame)
//   stream   split N,N,... | split each | pace N/DURATION | hold | cut N [then fin|rst] |
//            prefix VALUE | suffix VALUE
//
// An offset below zero counts from the end. `e` and `s` replace a public key by one that the runner
// has no secret for; each DH result with it is then 32 zero bytes, which is what a key of low order
// yields. `e-shown` replaces the public key only: DH with it and the IUT's static key is taken from
// the IUT's secret, every other one goes on with the runner's secret. `rs` takes the public key of
// another secret for the responder's. `e reuse` takes the ephemeral key of the first session of the
// case once more, and `dh` mixes a result with one bit flipped.
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
  // noise: the pattern says which
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
  kCut,
  kCutThenFin,
  kCutThenRst,
  kPrefix,
  kSuffix,
};

// A number that stands for itself, or for a difference to what it would have been.
struct TamperNumber {
  int64_t number = 0;
  bool relative = false;
};

struct Tamper {
  Layer layer = Layer::kPlain;
  TamperOp op = TamperOp::kXor;
  std::string_view pattern;            // of the operation, e.g. "xor VALUE at N"; outlives it
  std::string field;                   // kSetField, kDropField
  Value value;                         // what VALUE says
  TamperNumber number;                 // what N says
  std::vector<size_t> sizes;           // kSplit
  std::chrono::milliseconds pause{0};  // kPace: between two pieces of `number` bytes
  std::string text;                    // as it is written, for reports
};

// Reads the words after `tamper`: the layer, the operation and its arguments. Fails with what was
// expected.
std::expected<Tamper, std::string> ParseTamper(std::span<const std::string> words,
                                               ValueBudget& budget);

// Whether the operation has a meaning for the initialize, for the response, and for a frame.
bool FitsInitialize(const Tamper& tamper);
bool FitsResponse(const Tamper& tamper);
bool FitsFrame(const Tamper& tamper);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_TAMPER_H_
