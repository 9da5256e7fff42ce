// The canonical form of a case file: what `asmtp-conform fmt` makes of it.
//
//   id      frame/tag/last-bit             values of the header in one column
//   [keys]                                 an empty line before a section
//   iut.s    = 2121..                      names of keys padded
//   m1: send msg get-passport id=00..      words with one space between them
//     wire responder 25519   ~ 1b1a..      what belongs to a step is indented by 2, in columns
//   expect
//     close   -> pass                      the arrows of a block below each other
//
// A line of more than 100 columns is cut between words, and hexadecimal of more than 32 bytes in it
// into pieces of 32 bytes; what goes on is indented below it, the bytes of a field below their
// first. Comments, order and empty lines stay, of several empty lines one. Texts in quotes and the
// words of a title are never touched.
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_FORMAT_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_FORMAT_H_

#include <string>
#include <string_view>

#include "conformance/transcript/source_error.h"

namespace asmtp::conformance {

inline constexpr size_t kFormatWidth = 100;

// Returns the canonical form of the case file `text`, which reads as the same cases. Fails where
// the text is no case file.
OrSourceError<std::string> FormatTranscript(std::string_view file, std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_FORMAT_H_
