// Malformed: why a file is not a vector file. The first one found ends the reading of its file.
//
//   Malformed{12, "vectors[3].bytes: expected hexadecimal digits, not a number"}
#ifndef ASMTP_CONFORMANCE_VECTORS_MALFORMED_H_
#define ASMTP_CONFORMANCE_VECTORS_MALFORMED_H_

#include <cstddef>
#include <string>

namespace asmtp::vectors {

struct Malformed {
  size_t line;       // from 1
  std::string what;  // one sentence: where in the document, and what was expected there
};

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_MALFORMED_H_
