// Writer: a recording as the text of a case file, in canonical form.
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

// Returns the text, or why it is too large for a case file.
std::expected<std::string, std::string> WriteText(const Recording& recording);

// Returns "msg get-passport id=rep(11,16)" with every field of the message, or "" if `plaintext` is
// not a message.
std::string MessageWords(ByteView plaintext);

// Returns hexadecimal digits, or rep(...) if all bytes are equal.
std::string ValueWord(ByteView bytes);

// Returns `prefix` and the digits of `bytes`, on lines of at most 100 columns joined by '\'. Every
// line ends with a newline.
std::string HexLines(const std::string& prefix, ByteView bytes);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_WRITER_H_
