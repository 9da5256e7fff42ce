// The errors of Noise objects, sorted by who caused them.
#ifndef ASMTP_CORE_NOISE_ERROR_H_
#define ASMTP_CORE_NOISE_ERROR_H_

#include <string_view>

namespace asmtp::noise {

enum class Error {
  // The peer's fault.
  kMessageSize,    // a handshake message is shorter or longer than its tokens allow
  kBadTag,         // a tag does not verify: wrong key, wrong order, or tampered with
  kLowOrderPoint,  // a Diffie-Hellman result is all zero
  // The caller's fault.
  kWrongTurn,       // it is the other side's turn
  kNotFinished,     // Split() before the last handshake message
  kFinished,        // a handshake message after the last one
  kFailed,          // the keys are wiped: an earlier step failed, or the object was moved from
  kSuiteMismatch,   // the caller's keys belong to different suites
  kBufferSize,      // the output buffer does not have the size of the result
  kNonceExhausted,  // n has reached 2^64-1, which is reserved
};

// Returns a short stable name, such as "bad-tag".
std::string_view Name(Error error);
// Returns one sentence.
std::string_view Describe(Error error);

}  // namespace asmtp::noise

#endif  // ASMTP_CORE_NOISE_ERROR_H_
