// Reads a case file (.atf). A file holds one case, or a family of them.
//
//   const auto cases = ReadTranscripts("frame/tag.atf", text);
//   if (!cases) return cases.error().Format();       "frame/tag.atf:7: expected ..."
//
// A family is one file with `for` lines in its header. Each combination of their values is a case;
// `{name}` in the title and in the steps is replaced by the value, and "@name=value" is appended to
// the id.
//
// Total: every byte string ends in cases or in an error. Unknown words are errors. Sizes are capped
// (line.h, value.h, step_reader.h, header_reader.h).
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_READER_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_READER_H_

#include <string_view>
#include <vector>

#include "conformance/transcript/source_error.h"
#include "conformance/transcript/transcript.h"

namespace asmtp::conformance {

OrSourceError<std::vector<Transcript>> ReadTranscripts(std::string_view file,
                                                       std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_READER_H_
