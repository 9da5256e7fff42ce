// The canonical form of a case file, as written by `asmtp-conform fmt`.
//
//   id      frame/tag/last-bit             values of the header in one column
//   [keys]                                 an empty line before a section
//   iut.s    = 2121..                      names of keys padded
//   m1: send msg get-passport id=00..      words with one space between them
//     wire responder 25519   ~ 1b1a..      lines of a step are indented by 2, in columns
//   expect
//     close   -> pass                      the arrows of a block in one column
//
// A line of more than 100 columns is cut between words, and hexadecimal of more than 32 bytes into
// pieces of 32 bytes. Continuation lines are indented, the bytes of a field below its first byte.
// Comments, order and single empty lines are kept. Quoted texts and titles are never changed.
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_FORMAT_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_FORMAT_H_

#include <string>
#include <string_view>

#include "conformance/transcript/source_error.h"

namespace asmtp::conformance {

inline constexpr size_t kFormatWidth = 100;

// Returns the canonical form of the case file `text`, which has the same cases. Fails if the text
// is not a case file.
OrSourceError<std::string> FormatTranscript(std::string_view file, std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_FORMAT_H_
