// Malformed: why a file is not a vector file. The first error ends the reading of the file.
//
//   Malformed{12, "vectors[3].bytes: expected a string, found a number"}
#ifndef ASMTP_CONFORMANCE_VECTORS_MALFORMED_H_
#define ASMTP_CONFORMANCE_VECTORS_MALFORMED_H_

#include <cstddef>
#include <string>

namespace asmtp::vectors {

struct Malformed {
  size_t line;       // from 1
  std::string what;  // one sentence: the path in the document and the expected value
};

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_MALFORMED_H_
