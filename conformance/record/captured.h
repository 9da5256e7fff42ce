// Captured lines: the bytes behind a '~' in the text of a case file, put in anew. All else of the
// text stays as it is, byte for byte: comments, spaces, and where lines are cut.
//
//   ReplaceCaptured(text, 17, bytes)      the value of the line that begins at line 17
#ifndef ASMTP_CONFORMANCE_RECORD_CAPTURED_H_
#define ASMTP_CONFORMANCE_RECORD_CAPTURED_H_

#include <string>

#include "core/bytes/bytes.h"

namespace asmtp::conformance {

// Puts the digits of `bytes` in the places of those that are there; where they are not as many, or
// where the value is not written in digits alone, writes it on lines of its own. Returns whether
// there was such a line.
bool ReplaceCaptured(std::string& text, size_t line, ByteView bytes);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_CAPTURED_H_
