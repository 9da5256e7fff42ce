// Captured lines: replaces the bytes after a '~' in the text of a case file. The rest of the text
// stays byte for byte: comments, spaces and line cuts.
//
//   ReplaceCaptured(text, 17, bytes)      the value of the line that begins at line 17
#ifndef ASMTP_CONFORMANCE_RECORD_CAPTURED_H_
#define ASMTP_CONFORMANCE_RECORD_CAPTURED_H_

#include <string>

#include "core/bytes/bytes.h"

namespace asmtp::conformance {

// Replaces the digits of the value by those of `bytes` in place. If their number differs, or the
// value is not plain digits, writes it on lines of its own. Returns whether the line exists.
bool ReplaceCaptured(std::string& text, size_t line, ByteView bytes);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_CAPTURED_H_
