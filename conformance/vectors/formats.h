// The table of vector formats: the name in the file, and the function that checks a vector.
//
//   const Format* format = FormatOf(document);
//   if (format != nullptr) verdict = format->check(vector);
#ifndef ASMTP_CONFORMANCE_VECTORS_FORMATS_H_
#define ASMTP_CONFORMANCE_VECTORS_FORMATS_H_

#include <span>
#include <string_view>

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

struct Format {
  std::string_view name;  // the member "format" of a file; "" for the Noise community's files
  std::string_view title;
  // Checks one vector. Sets the reader's error if it is malformed.
  Verdict (*check)(FieldReader vector);
};

// Returns every format, for the help text and for FormatOf.
std::span<const Format> Formats();

// Returns the format of a document, or null after setting the reader's error.
const Format* FormatOf(FieldReader& document);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_FORMATS_H_
