// Writer: a recording as the text of a case file, in the shape that people write them.
//
//   WriteText(recording)
//     asmtp-transcript 1
//     # Recorded by asmtp-conform 0.1.0 against ...
//     id      recorded/two-topics
//     ...
//     [steps]
//     connect
//     hs1: flight init
//       wire responder ed25519 ~ 01a0...
#ifndef ASMTP_CONFORMANCE_RECORD_WRITER_H_
#define ASMTP_CONFORMANCE_RECORD_WRITER_H_

#include <expected>
#include <string>

#include "conformance/record/recording.h"

namespace asmtp::conformance {

// Returns the text, or why it cannot be a case file: it would be too large for one.
std::expected<std::string, std::string> WriteText(const Recording& recording);

// Returns "msg get-passport id=rep(11,16)" with every field of the message, or "" where `plaintext`
// is none.
std::string MessageWords(ByteView plaintext);

// Returns hexadecimal digits, or rep(...) where all bytes are the same.
std::string ValueWord(ByteView bytes);

// Returns `prefix` and the digits of `bytes`, on lines of at most 100 columns that are joined by
// '\'. Every line ends with a newline.
std::string HexLines(const std::string& prefix, ByteView bytes);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_WRITER_H_
