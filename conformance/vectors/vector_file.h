// A vector file: vectors of one format, checked one by one.
//
//   const auto vectors = CheckFile("corpus/vectors/messages.json");
//   if (!vectors) return vectors.error();                  // the file is malformed
//   for (const CheckedVector& vector : *vectors) ... vector.verdict ...
#ifndef ASMTP_CONFORMANCE_VECTORS_VECTOR_FILE_H_
#define ASMTP_CONFORMANCE_VECTORS_VECTOR_FILE_H_

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/vectors/malformed.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

struct CheckedVector {
  size_t line;  // in the file, from 1
  Verdict verdict;
};
// In the order of the file.
using CheckedVectors = std::vector<CheckedVector>;

// Larger files are rejected.
inline constexpr size_t kFileSizeMax = 64 * 1024 * 1024;

// Checks every vector of the document `text`. Fails if its format is unknown.
std::expected<CheckedVectors, Malformed> CheckText(std::string_view text);

// As CheckText, for a file. A file that cannot be read is malformed at line 0.
std::expected<CheckedVectors, Malformed> CheckFile(const std::string& path);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_VECTOR_FILE_H_
