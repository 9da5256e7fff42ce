// SourceError: an error in a text file, with its location.
//
//   return std::unexpected(SourceError{file, line, "expected a verb such as 'send'"});
//   error.Format()                     "handshake/ok.atf:12: expected a verb such as 'send'"
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_SOURCE_ERROR_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_SOURCE_ERROR_H_

#include <expected>
#include <string>

namespace asmtp::conformance {

struct SourceError {
  std::string file;
  size_t line = 0;  // from 1; 0 for the whole file
  std::string what;

  // Returns "file:line: what", as compilers write it.
  std::string Format() const {
    if (line == 0) return file + ": " + what;
    return file + ":" + std::to_string(line) + ": " + what;
  }
};

template <class T>
using OrSourceError = std::expected<T, SourceError>;

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_SOURCE_ERROR_H_
